"""The card of a log entry: what was recorded, and what may be changed afterwards (design.md 3.16)."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on

from models.about import About, Kind
from models.dates.typed import short_date
from models.queries import log as log_queries
from models.queries import records
from models.queries.attached_files import Owner, files_of
from models.queries.lists import columns
from models.queries.log import CommentRow
from models.rules.interactions import comments, log
from models.rules.interactions.form_checks import wrong
from models.words import N_, p_
from tui.commands import BY_ID
from tui.data.forms import field_text, helpers
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.forms.card import FORM_COMMANDS, FormCard
from tui.screens.interactions.opening import create_interaction
from tui.widgets.form import FieldSpec, Form

PAGE = "log-entries"
CHANGEABLE = ("evaluation", "successful", "duration", "cost")
"""What may be changed after finishing; everything else by cancel and copy."""
_RECORDED = (
    "contact_no",
    "contact_company_no",
    "interaction_template_code",
    "description",
    "date",
    "time_of_interaction",
    "salesperson_code",
    "information_flow",
    "initiated_by",
    "correspondence_type",
    "language_code",
    "campaign_no",
    "user_id",
)
_DOCUMENT = ("document_type", "document_no", "version_no", "opportunity_no", "contact_via")
"""What only some entries have, as those of documents; shown when there is something."""
NEW_COMMENT = "new_comment"
_FILES = About(
    "files",
    N_("field", "Attachments"),
    N_("tip", "The texts and files that it has; the menu opens them."),
    Kind.TEXT,
)


class EntryCard(FormCard):
    """One log entry."""

    PAGE = PAGE
    KIND = "entry"
    FORM = True
    PURPOSE = (
        N_(
            "help",
            "What was recorded. Evaluation, successful, minutes, cost and comments may still be changed;",
        ),
        N_("help", "for everything else cancel the entry and copy it."),
    )
    OFFERS: ClassVar[frozenset[str]] = FORM_COMMANDS | {"attachments"}

    def __init__(self, lanes: Lanes, entry_id: int, *, at_comment: bool = False) -> None:
        """Make the card; with `at_comment` the caret begins in the comment."""
        super().__init__()
        self._lanes = lanes
        self._entry_id = entry_id
        self._at_comment = at_comment
        self._version = 0
        self._comments: dict[str, CommentRow] = {}
        self._status = ""
        self._recorded: tuple[str, ...] = _RECORDED
        self.editing = True

    @property
    def heading(self) -> str:
        """The entry and how it stands."""
        return p_("title", "Entry {entry}   {status}").format(entry=self._entry_id, status=self._status)

    def journal_key(self) -> str:
        """The entry."""
        return f"{PAGE}/{self._entry_id}"

    def on_mount(self) -> None:
        """Read the entry."""
        self.do(self._show())

    @on(Form.CopyPrevious)
    def _nothing_before(self) -> None:
        self.say(p_("message", "A log entry takes nothing from another one; c copies the whole entry."))

    async def _show(self) -> None:
        view = await self._lanes.read(records.view, PAGE, self._entry_id)
        notes = await self._lanes.read(log_queries.comments, self._entry_id)
        self._version = view.version
        self._comments = {f"comment_{note.id}": note for note in notes}
        self._status = view.text(PAGE, "status")
        self._recorded = (*_RECORDED, *(name for name in _DOCUMENT if view.values[name]))
        texts = {
            name: field_text(columns.about(PAGE, name), view.values[name])
            for name in (*self._recorded, *CHANGEABLE)
        }
        texts |= {name: note.text for name, note in self._comments.items()}
        files = await self._lanes.read(files_of, Owner.ENTRY, self._entry_id)
        texts[_FILES.name] = ", ".join(file.attachment.name for file in files)
        opens = p_("hint", "({key} Attachments opens them)").format(
            key=self.frame.keymap.key(BY_ID["menu"], typing=True)
        )
        meanings = {**view.meanings, **({_FILES.name: opens} if files else {})}
        form = await self.show_form(
            self._specs(), replace(helpers(self._lanes, PAGE), check=self._check), texts, meanings
        )
        first = next(iter(self._comments), NEW_COMMENT)
        form.focus_field(first if self._at_comment else CHANGEABLE[0])

    def _specs(self) -> list[FieldSpec]:
        specs = [
            FieldSpec(
                replace(columns.about(PAGE, name), editable=True, computed=False),
                quick=True,
                section=p_("section", "May be changed") if name == CHANGEABLE[0] else "",
            )
            for name in CHANGEABLE
        ]
        for place, (name, note) in enumerate(self._comments.items()):
            caption = f"{short_date(note.date)} {note.code}".strip()
            section = p_("section", "Comments") if not place else ""
            specs.append(
                FieldSpec(About(name, caption, "", Kind.NOTE), quick=True, section=section, height=3)
            )
        caption = p_("field", "Comment") if not self._comments else p_("field", "Another")
        specs.append(
            FieldSpec(
                About(NEW_COMMENT, caption, p_("tip", "A note of any length."), Kind.NOTE),
                quick=True,
                height=3,
            )
        )
        specs += [
            FieldSpec(
                columns.about(PAGE, name),
                fixed=True,
                section=p_("section", "Recorded") if name == _RECORDED[0] else "",
            )
            for name in self._recorded
        ]
        return [*specs, FieldSpec(_FILES, fixed=True)]

    async def action_attachments(self) -> None:
        """Show what the entry has attached."""
        from tui.screens.attachments import open_attachments

        await open_attachments(self, self._lanes, PAGE, self._entry_id)

    async def _check(self, name: str, text: str) -> str:
        return wrong(name, text) if name in CHANGEABLE else ""

    async def save(self) -> None:
        """Store what was changed."""
        form = self.form
        if form is None:
            return
        texts, changed = form.texts(), form.changed
        fields = {name: texts[name] for name in CHANGEABLE if name in changed}
        if fields:
            await self._lanes.write(log.change_entry, self._entry_id, self._version, fields)
        for name, note in self._comments.items():
            if name not in changed:
                continue
            if texts[name].strip():
                await self._lanes.write(
                    comments.change_comment, note.id, note.version, texts[name], code=note.code
                )
            else:
                await self._lanes.write(comments.delete_comments, (note.id,))
        if texts[NEW_COMMENT].strip():
            await self._lanes.write(comments.add_comment, self._entry_id, texts[NEW_COMMENT])
        form.mark_saved()
        await self.close_journal()
        frame = self.frame
        self.dismiss(None)
        await frame.announce(RecordsChanged(PAGE))

    async def action_interact(self) -> None:
        """Create an interaction with the contact of the entry."""
        await create_interaction(self, entry_id=self._entry_id)
