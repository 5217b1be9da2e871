"""Record Document: what an ERP would tell the log, said by hand; its file can be printed or sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from models.about import About, Kind
from models.document_kinds import KINDS, DocumentKind
from models.enums import LinkToTable
from models.errors import RuleError, TouchbaseError
from models.queries import records
from models.queries.lists import columns
from models.rules.documents.recording import Document
from models.words import N_, p_, translate
from tui.data.documents import Handling, handle, is_done
from tui.data.forms import choice_for, helpers
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.forms.file import FileForm, caption
from tui.screens.forms.lookups import FormLookups
from tui.screens.outgoing.paper_verbs import PaperVerbs
from tui.screens.outgoing.sending import start_sender
from tui.widgets.form import FieldSpec, Way

PAGE = "record-document"
_LOG = "log-entries"
_KIND = About(
    "kind",
    N_("field", "Document"),
    N_("tip", "The kind of document; Interaction Template Setup says which template records it."),
    Kind.OPTION,
    required=True,
    choices=tuple((place, kind.caption) for place, kind in enumerate(KINDS, 1)),
)
_ACCOUNT = About(
    "account_no",
    N_("field", "Customer or vendor"),
    N_("tip", "The number of the account: its contact has it among the business relations."),
    Kind.CODE,
    length=20,
)
_FILE = About("file", N_("field", "File"), N_("tip", "The document itself, kept as it is."), Kind.TEXT)
_HANDLING = About(
    "handling",
    N_("field", "What to do"),
    N_("tip", "The print command stands in settings.toml, the mail server in Mail Setup."),
    Kind.OPTION,
    required=True,
    choices=Handling.choices(),
)
_SAID = {
    "contact": "contact_no",
    "document_no": "document_no",
    "version": "version_no",
    "description": "description",
    "salesperson": "salesperson_code",
    "campaign": "campaign_no",
}
"""The fields of the form by what a document calls them."""
_FIELDS = {**_SAID, "customer": "account_no", "vendor": "account_no"}


class RecordDocumentScreen(FormLookups, FileForm):
    """The form of one document."""

    PAGE = PAGE
    KIND = "record-document"
    SAVE: ClassVar[str] = N_("action", "Do it")
    PURPOSE = (
        N_("help", "Records a document in the log as an ERP would: for a contact, or by the number of the"),
        N_("help", "customer or vendor. The file is kept with the entry, and printed or sent if you want."),
    )

    WAYS: ClassVar[tuple[Way, ...]] = (
        Way("o", N_("leave", "OK, do it"), "finish"),
        *(way for way in FileForm.WAYS if way.key != "o"),
    )

    def __init__(self, lanes: Lanes) -> None:
        super().__init__()
        self._lanes = lanes

    @property
    def unsaved(self) -> str:
        """The document, once something about it is typed: Esc does not throw that away."""
        form = self.form
        return self.heading if form is not None and form.changed else ""

    @property
    def heading(self) -> str:
        """What is done."""
        return p_("title", "Record Document")

    async def show(self) -> None:
        """Show the form, for the contact that the screen below is about."""
        texts, meanings = {"handling": caption(_HANDLING, Handling.RECORD)}, {}
        contact = await self._contact_below()
        if contact:
            choice = await self._lanes.read(choice_for, "contacts", contact)
            texts["contact_no"], meanings["contact_no"] = choice.code, choice.description
        known = helpers(self._lanes, _LOG)

        async def wrong(name: str, text: str) -> str:
            checked = known.check(name, text) if name in _SAID.values() else ""
            return checked if isinstance(checked, str) else await checked

        await self.show_form(_specs(), replace(known, check=wrong), texts, meanings)

    async def _contact_below(self) -> int:
        """The one contact that the screen below would print for or whose log entry it shows; 0 for none."""
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        if isinstance(below, PaperVerbs):
            whom = await below.printed_for()
            return whom.contacts[0] if len(whom.contacts) == 1 else 0
        row = getattr(below, "row", None)
        if isinstance(below, BaseScreen) and below.PAGE == _LOG and row is not None:
            number = (await self._lanes.read(records.view, _LOG, row.id)).text(_LOG, "contact_no")
            return await self._lanes.read(records.find, "contacts", number) if number else 0
        return 0

    async def save(self) -> None:
        """Record, print or send, and go back; what is wrong is told at its field."""
        form = self.form
        if form is None:
            return
        texts = form.texts()
        handling = Handling(self.option("handling", Handling.RECORD))
        if handling is Handling.PRINT:
            self.say(p_("message", "Printing..."))
        try:
            done = await handle(
                self._lanes,
                self._document(texts),
                texts["file"],
                handling,
                self.frame.settings.print_command,
            )
        except TouchbaseError as error:
            name = _FIELDS.get(error.field, error.field)
            if name in form.fields:
                form.show_error(name, error.sentence)
                form.focus_field(name)
            raise
        if not is_done(done, handling):
            self.say_error(done.sentence)
            return
        await self._end(done.sentence, done.entry_no, send=handling is Handling.MAIL)

    def _document(self, texts: Mapping[str, str]) -> Document:
        kind = _kind(self.option("kind", 0))
        said = {name: texts[field] for name, field in _SAID.items()}
        account = "vendor" if kind.account is LinkToTable.VENDOR else "customer"
        return Document(kind.name, **said, **{account: texts["account_no"]})

    async def _end(self, told: str, entry: int | None, *, send: bool) -> None:
        frame = self.frame
        self.dismiss(None)
        if isinstance(frame.screen, BaseScreen):
            frame.screen.say(told)
            if send:
                start_sender(frame.screen, told)
        if entry is not None:
            await frame.announce(RecordsChanged(_LOG, (entry,)))


def _kind(number: int) -> DocumentKind:
    if not number:
        raise RuleError(p_("error", "Choose the kind of document first."), field="kind")
    return KINDS[number - 1]


def _specs() -> Sequence[FieldSpec]:
    known = {
        name: replace(columns.about(_LOG, name), editable=True, computed=False, required=False)
        for name in _SAID.values()
    }
    return (
        FieldSpec(_KIND, quick=True, width=34),
        FieldSpec(known["contact_no"], quick=True, noun=translate(N_("noun", "contact"))),
        FieldSpec(_ACCOUNT, quick=True),
        FieldSpec(known["document_no"], quick=True),
        FieldSpec(known["version_no"]),
        FieldSpec(known["description"], width=58),
        FieldSpec(known["salesperson_code"]),
        FieldSpec(known["campaign_no"]),
        FieldSpec(_FILE, quick=True, width=58),
        FieldSpec(_HANDLING, quick=True, width=34),
    )
