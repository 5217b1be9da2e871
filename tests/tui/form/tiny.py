"""A small application around a form, with records and dates of its own."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from textual import events, on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Static

from models.about import About, Kind
from models.errors import RuleError
from models.queries.lists.rows import Choice
from tests.pictures import picture
from tui.widgets.form import Check, FieldSpec, Form, Helpers, LeaveBar, Way
from tui.widgets.form.choices import ChoiceList
from tui.widgets.form.column import Field

M = TypeVar("M", bound=Message)

TEMPLATES = (
    Choice(1, "CALL-IN", "Incoming call", ("Phone",)),
    Choice(2, "CALL-OUT", "Outgoing call", ("Phone",)),
    Choice(3, "CARD", "Greetings card", ("Letter",)),
    Choice(4, "OUTGOING", "Sent by us", ("Letter",)),
    *(Choice(100 + number, f"X{number:02}", f"Thing {number}") for number in range(20)),
)
EVALUATIONS = ((0, " "), (1, "Very Positive"), (2, "Positive"), (3, "Neutral"), (4, "Negative"))


def about(
    name: str,
    caption: str,
    kind: Kind = Kind.TEXT,
    *,
    length: int = 0,
    required: bool = False,
    choices: tuple[tuple[int, str], ...] = (),
    refers_to: str = "",
) -> About:
    """A dictionary entry for a field of this form."""
    return About(
        name, caption, "", kind, length=length, required=required, choices=choices, refers_to=refers_to
    )


FIELDS = (
    FieldSpec(about("contact", "Contact", Kind.REFERENCE, required=True, refers_to="contacts"), fixed=True),
    FieldSpec(
        about("template", "Template", Kind.REFERENCE, required=True, refers_to="templates"), quick=True
    ),
    FieldSpec(about("description", "Description", length=20), quick=True),
    FieldSpec(about("date", "Date", Kind.DATE)),
    FieldSpec(about("evaluation", "Evaluation", Kind.OPTION, choices=EVALUATIONS), hint="1..4"),
    FieldSpec(about("successful", "Successful", Kind.BOOLEAN)),
    FieldSpec(about("phone", "Phone No.")),
    FieldSpec(about("comment", "Comment", Kind.NOTE), quick=True),
    FieldSpec(about("language", "Language", Kind.CODE), section="More fields"),
)


class Records:
    """Templates that are found when the test says so."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def look_up(self, _page: str, text: str, limit: int) -> Sequence[Choice]:
        """Those whose code, or a word of whose name, begins so."""
        self.asked.append(text)
        await self.gate.wait()
        if text == "broken":
            raise RuleError("The database is locked.")
        typed = text.casefold()
        words = ((each, (each.code, *each.description.split())) for each in TEMPLATES)
        return [each for each, names in words if any(n.casefold().startswith(typed) for n in names)][:limit]


def read(kind: Kind, text: str) -> str:
    """The reading of ISO dates."""
    return f"{_date(text):%a %d %b %Y}" if kind is Kind.DATE else text


def step(_kind: Kind, text: str, days: int) -> str:
    """Another day."""
    return (_date(text) + dt.timedelta(days)).isoformat()


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise RuleError("This is no date.") from None


def check(field: str, text: str) -> str:
    """Phone numbers hold no letters."""
    return "Letter O is not a digit." if field == "phone" and "O" in text else ""


class Tiny(App[object]):
    """A form, a Leave bar in the place of the footer, and a record of what they say."""

    BINDINGS = [  # noqa: RUF012 - declared like this by Textual
        ("f9", "note('f9')", ""),
        ("f7", "note('f7')", ""),
        ("ctrl+j", "note('ctrl+j')", ""),
        ("escape", "note('escape')", ""),
    ]

    def __init__(self, fields: Sequence[FieldSpec] = FIELDS, check: Check = check) -> None:
        super().__init__()
        self.records = Records()
        helpers = Helpers(self.records.look_up, read, step, check)
        self.form = Form(fields, helpers)
        self.form.leave_bar = self.bar = LeaveBar(
            [
                Way("o", "OK, finish", "finish"),
                Way("p", "Postpone", "postpone"),
                Way("d", "Discard", "discard"),
                Way(":", "Menu", "menu"),
                Way("escape", "Keep editing", "keep"),
            ]
        )
        self.said: list[Message] = []
        self.actions: list[str] = []

    def compose(self) -> ComposeResult:
        """The form above its footer."""
        yield self.form
        yield Static("F9 Finish", id="footer")
        yield self.bar

    def on_mount(self) -> None:
        """Keys go to the form."""
        self.form.focus()

    def action_note(self, name: str) -> None:
        """Note that a key came through to the screen."""
        self.actions.append(name)

    @on(Form.Typed)
    @on(Form.Left)
    @on(Form.Entered)
    @on(Form.Chosen)
    @on(Form.LookupNew)
    @on(Form.LookupAll)
    @on(Form.CopyPrevious)
    @on(Form.Explain)
    @on(Form.AtEnd)
    @on(LeaveBar.Chosen)
    def note_message(self, message: Message) -> None:
        """Note what was said."""
        self.said.append(message)

    def heard(self, kind: type[M]) -> list[M]:
        """What was said of one kind."""
        return [message for message in self.said if isinstance(message, kind)]

    def field(self, name: str) -> Field:
        """One field."""
        return self.form.fields[name]

    @property
    def at(self) -> str:
        """The name of the field with the caret."""
        return self.form.caret[0]

    @property
    def choices(self) -> ChoiceList:
        """The list of choices."""
        return self.form.list

    def picture(self) -> list[str]:
        """The rows of the screen as text, without trailing blanks."""
        return picture(self).splitlines()


async def burst(pilot: Pilot[object], *keys: str) -> None:
    """Press keys faster than anything can be handled between them, as a slow line delivers them."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await pilot.pause()
