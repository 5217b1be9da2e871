"""Labels and cover sheets: what they are like and where to, then printing them, followed one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from models import values
from models.about import About, Kind
from models.enums import Option
from models.exchange.paper.sheets import PAPERS, SHEETS
from models.words import N_, np_, p_, translate
from tui.data.exporting import usual_file
from tui.data.paper import COVER_SHEETS, LABELS, PaperProcess
from tui.data.whom import Whom
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.forms.file import caption
from tui.screens.forms.target import FILE, TargetForm
from tui.text import number_text
from tui.widgets.form import FieldSpec


class Printed(Option):
    """What kind of file is made."""

    PDF = 1, N_("paper", "PDF")
    TEXT = 2, N_("paper", "Text for a line printer")

    @property
    def form(self) -> str:
        """What the shell calls it."""
        return "pdf" if self is Printed.PDF else "text"

    @property
    def suffix(self) -> str:
        """The end of the names of such files."""
        return ".pdf" if self is Printed.PDF else ".txt"


class PaperForm(TargetForm):
    """What labels and cover sheets have in common: the kind of file, its name, and printing it."""

    PAGE = "contacts"
    SAVE: ClassVar[str] = N_("action", "Print to file")
    VERB: ClassVar[str]
    """The verb of the shell."""
    WHAT: ClassVar[str]
    """What is printed."""

    def __init__(self, lanes: Lanes, whom: Whom) -> None:
        super().__init__()
        self._lanes = lanes
        self._whom = whom

    @property
    def heading(self) -> str:
        """What is printed, and for how many where that is known."""
        what, number = translate(self.WHAT), len(self._whom.contacts)
        if self._whom.segment:
            return p_("title", "{what}   the contacts of the segment").format(what=what)
        told = np_("title", "{what}   {number} contact", "{what}   {number} contacts", number)
        return told.format(what=what, number=number_text(number))

    def own_specs(self) -> Sequence[FieldSpec]:
        """The fields besides the file."""
        raise NotImplementedError

    def own_texts(self) -> Mapping[str, str]:
        """What stands in these fields at first."""
        raise NotImplementedError

    def options(self, texts: Mapping[str, str]) -> Mapping[str, str | bool]:
        """The options of the verb that the fields mean; raises `RuleError` naming the field that is wrong."""
        raise NotImplementedError

    async def show(self) -> None:
        """Put the fields into the form."""
        texts = {**self.own_texts(), "format": translate(Printed.PDF.caption)}
        await self.show_target([*self.own_specs(), FieldSpec(_FORMAT, width=26), FILE], texts)

    @property
    def _printed(self) -> Printed:
        return Printed(self.option("format", Printed.PDF))

    def usual_target(self) -> str:
        """A name with the end of the format."""
        return usual_file(self.VERB, self._printed.suffix)

    async def save(self) -> None:
        """Print, and say how far it is."""
        form = self.form
        if form is None:
            return
        texts = form.texts()
        options = {**self.options(texts), "format": self._printed.form}
        path = await self.target(texts["file"])
        if path is None:
            return
        address = self.frame.session.address
        process = await self._lanes.read(PaperProcess, address, self.VERB, self._whom, options, path)

        def step(number: int) -> None:
            self.say(p_("paper", "Printing... {number}   Esc stops").format(number=number_text(number)))

        step(0)
        finished = await self.written(process, process.run(step))
        if finished is None:
            return
        if finished.recorded:
            await self.frame.announce(RecordsChanged("log-entries"))
        self.end(finished.sentence)


class LabelsScreen(PaperForm):
    """The form of address labels."""

    VERB = LABELS
    WHAT = N_("title", "Labels")
    PURPOSE = (
        N_("help", "Prints an address label for each contact, to a file that a printer takes."),
        N_("help", "Contacts without an address and those blocked for privacy are named and left out."),
    )

    def own_specs(self) -> Sequence[FieldSpec]:
        """The sheet, and where on it to begin."""
        return (FieldSpec(_SHEET, quick=True, width=26), FieldSpec(_FROM, quick=True))

    def own_texts(self) -> Mapping[str, str]:
        """The first label of the first sheet."""
        return {"sheet": caption(_SHEET, 1), "from": "1"}

    def options(self, texts: Mapping[str, str]) -> Mapping[str, str | bool]:
        """The sheet by its name, and the label."""
        name = list(SHEETS)[self.option("sheet", 1) - 1]
        return {"sheet": name, "from": str(values.read(_FROM, texts["from"]) or 1)}


class CoverSheetsScreen(PaperForm):
    """The form of cover sheets."""

    VERB = COVER_SHEETS
    WHAT = N_("title", "Cover sheets")
    PURPOSE = (
        N_("help", "Prints a page for each contact, for an envelope with a window, to a file."),
        N_("help", "Log records each in the log, when Interaction Template Setup has a template for them."),
    )

    def own_specs(self) -> Sequence[FieldSpec]:
        """What stands on the sheets, and whether they are recorded."""
        return (
            FieldSpec(_SUBJECT, quick=True, width=58),
            FieldSpec(_TEXT, quick=True, width=58),
            FieldSpec(_LOG, quick=True),
            FieldSpec(_PAPER, width=26),
        )

    def own_texts(self) -> Mapping[str, str]:
        """Nothing is recorded unless it is asked for."""
        return {"subject": "", "text": "", "log": values.write(_LOG, False), "paper": caption(_PAPER, 1)}

    def options(self, texts: Mapping[str, str]) -> Mapping[str, str | bool]:
        """The words as they were typed."""
        paper = list(PAPERS)[self.option("paper", 1) - 1]
        log = bool(values.read(_LOG, texts["log"]))
        return {"subject": texts["subject"], "text": texts["text"], "log": log, "paper": paper}


_FORMAT = About(
    "format",
    N_("field", "Format"),
    N_("tip", "PDF for any printer; text for line printers, ten letters and six lines to an inch."),
    Kind.OPTION,
    required=True,
    choices=Printed.choices(),
)
_SHEET = About(
    "sheet",
    N_("field", "Sheet"),
    N_("tip", "Columns x rows of labels, and a product that many others are cut like."),
    Kind.OPTION,
    required=True,
    choices=tuple(
        (place, f"{sheet.name}  {sheet.known_as}") for place, sheet in enumerate(SHEETS.values(), 1)
    ),
)
_FROM = About(
    "from",
    N_("field", "From label"),
    N_("tip", "The label of the first sheet to begin with, when some of it are used already."),
    Kind.INTEGER,
)
_SUBJECT = About("subject", N_("field", "Subject"), N_("tip", "What it is about."), Kind.TEXT, length=100)
_TEXT = About("text", N_("field", "Text"), N_("tip", "What stands below."), Kind.TEXT)
_LOG = About(
    "log", N_("field", "Log"), N_("tip", "Record each cover sheet in the log."), Kind.BOOLEAN, required=True
)
_PAPER = About(
    "paper",
    N_("field", "Paper"),
    N_("tip", "The size of the paper."),
    Kind.OPTION,
    required=True,
    choices=((1, N_("paper", "A4")), (2, N_("paper", "Letter"))),
)
