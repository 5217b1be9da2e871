"""The interaction form as data: what stands in every field, and who put it there (design.md 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from models import dictionary, values
from models.about import About, Kind, Value
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.words import N_, p_, translate

NUMBER = "contact_via"
"""The number that is called; the form of any other interaction leaves it blank."""

BODY = "body"
"""The text of the message, with merge fields; stored as an attachment when it is logged."""
WRITTEN_AS = "body_extension"
"""The extension of a text that came from elsewhere than the template, among the texts but no field."""
FILES = "files"
SUBJECT = "subject"
ALT_ADDRESS = "contact_alt_address_code"
"""What a segment line says besides, among the texts but no fields: the numbers of the further files, in place
of the template's; the subject, in place of the description; the alternative address chosen by hand."""
SEND = "send"
"""Whether the content is sent when the interaction is finished."""
CONTENT = ("word_template_code", BODY, "attachment_no", SEND)
"""The fields of the content, which most interactions do not have (domain.md 2.2 step 2)."""

FIELDS = (
    "contact_no",
    NUMBER,
    "interaction_template_code",
    "description",
    "date",
    "time_of_interaction",
    "salesperson_code",
    "information_flow",
    "initiated_by",
    "evaluation",
    "successful",
    "duration",
    "cost",
    "correspondence_type",
    "language_code",
    "word_template_code",
    "campaign_no",
    "campaign_target",
    "campaign_response",
    "opportunity_no",
    BODY,
    "attachment_no",
    SEND,
    "comment",
)
"""The fields of the form in the order of the form, required ones first (ux.md 13.3)."""

REQUIRED = ("contact_no", "interaction_template_code", "salesperson_code", "date", "description")
"""What must be filled in to finish, in the order in which it is asked for (domain.md 2.4)."""

TYPED = "typed"
"""Set by the person: nothing overwrites it."""
DERIVED = ("", "template", "contact", "you")
"""Setters whose values follow the contact, the template and the user."""

_HINTS = {
    "template": N_("hint", "from template"),
    "contact": N_("hint", "from contact"),
    "you": N_("hint", "you"),
    "work date": N_("hint", "work date"),
    "now": N_("hint", "now"),
    "today": N_("hint", "today"),
    "call": N_("hint", "since the call"),
    "filter": N_("hint", "from filter"),
    "entry": N_("hint", "copied"),
    "segment": N_("hint", "from segment"),
    "setup": N_("hint", "from setup"),
}


@dataclass(frozen=True, slots=True)
class FormState:
    """Everything the interaction form holds."""

    contacts: tuple[int, ...] = ()
    """The contacts meant, as ids; several make one entry each at finish (design.md 6)."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The raw text of every field by name, also half-typed; of several contacts the first field is blank."""
    set_by: Mapping[str, str] = field(default_factory=dict)
    """Who set a field: typed, template, contact, you, work date, now, today, filter, entry, segment,
    setup, call; blank for nobody."""
    ids: Mapping[str, int] = field(default_factory=dict)
    """The records that the texts of references name; a text that names none has no id."""
    fixed: frozenset[str] = frozenset()
    """Fields that cannot be changed, because the form was opened for their value."""
    at_field: str = ""
    """Where the cursor is, and behind how many characters."""
    at_offset: int = 0
    skipped: tuple[str, ...] = field(default=(), compare=False)
    """Sentences about contacts that were left out, because nothing may be recorded for them."""

    @property
    def is_call(self) -> bool:
        """Whether it is a phone call (domain.md 2.6): somebody set the number, were it to a blank."""
        return bool(self.set_by.get(NUMBER))

    def text(self, name: str) -> str:
        """The raw text of a field."""
        return self.texts.get(name, "")

    def value(self, name: str) -> Value:
        """What a field that is no reference means; raises `RuleError` naming the field."""
        return read_text(name, self.text(name))


def form_abouts() -> Mapping[str, About]:
    """What is known about every field of the form, in the order of the form."""
    return _abouts()


def hint(state: FormState, name: str) -> str:
    """Where the value of a field comes from, in words: "from template"; blank when typed or from nobody."""
    return translate(_HINTS.get(state.set_by.get(name, ""), "")) if state.text(name) else ""


def read_text(name: str, text: str) -> Value:
    """What the text of a field means; raises `RuleError` naming the field when it means nothing."""
    about = form_abouts()[name]
    value = values.read(about, text)
    if about.kind in (Kind.MONEY, Kind.INTEGER):
        _refuse_negative(about, value)
    return value


def write_value(name: str, value: Value) -> str:
    """A value as the text of a field."""
    return values.write(form_abouts()[name], value)


def columns(state: FormState) -> dict[str, Any]:
    """The values of the log entry that the texts say, by attribute; what cannot be read is blank.

    Without contact, company and group, which depend on records.
    """
    found: dict[str, Any] = {}
    for name in FIELDS:
        if name in ("comment", "contact_no", BODY, SEND):
            continue
        if name in _references():
            found[_attribute(name)] = state.ids.get(name)
        elif name == "successful":
            found["attempt_failed"] = _readable(state, name) is False
        else:
            found[_attribute(name)] = _readable(state, name)
    return found


def subject(state: FormState) -> str:
    """The subject of what is sent: that of the segment line, else the description (domain.md 2.4 step 2)."""
    given = "" if state.is_call else state.text(SUBJECT)
    return given or str(_readable(state, "description"))


def with_text(state: FormState, name: str, text: str, by: str, record: int | None = None) -> FormState:
    """The state with another text in one field; `record` is what a reference names."""
    ids = {key: value for key, value in state.ids.items() if key != name}
    if record is not None:
        ids[name] = record
    return replace(
        state,
        texts={**state.texts, name: text},
        set_by={**state.set_by, name: by},
        ids=ids,
    )


def _readable(state: FormState, name: str) -> Value:
    try:
        return state.value(name)
    except RuleError:
        return _blank(form_abouts()[name].kind)


def _blank(kind: Kind) -> Value:
    if kind in (Kind.DATE, Kind.TIME):
        return None
    return "" if kind in (Kind.TEXT, Kind.NOTE, Kind.CODE) else False if kind is Kind.BOOLEAN else 0


def _refuse_negative(about: About, value: Any) -> None:
    if value < 0:
        raise RuleError(
            p_("error", "{field} must not be negative.").format(field=translate(about.caption)),
            field=about.name,
        )


@cache
def _attribute(name: str) -> str:
    return str(dictionary.field(Entry, name).name)


@cache
def _references() -> frozenset[str]:
    return frozenset(name for name, about in form_abouts().items() if about.kind is Kind.REFERENCE)


@cache
def _abouts() -> Mapping[str, About]:
    own = {
        "successful": About(
            "successful", N_("field", "Successful"), N_("tip", "The contact was reached."), Kind.BOOLEAN
        ),
        "comment": About(
            "comment", N_("field", "Comment"), N_("tip", "What was said, of any length."), Kind.NOTE
        ),
        BODY: About(
            BODY,
            N_("field", "Text"),
            N_("tip", "The text of the message; {{fields}}, which F6 lists, are filled in for each contact."),
            Kind.NOTE,
        ),
        SEND: About(
            SEND,
            N_("field", "Send"),
            N_("tip", "The content is sent by e-mail, or waits to be written for hard copies."),
            Kind.BOOLEAN,
        ),
    }
    found = {name: own.get(name) or dictionary.about(dictionary.field(Entry, name)) for name in FIELDS}
    # Only calls have it in their form, and what stands in it then is a number.
    found[NUMBER] = replace(found[NUMBER], caption=N_("field", "Number"))
    required = {name: replace(found[name], required=True) for name in REQUIRED}
    return MappingProxyType({**found, **required})
