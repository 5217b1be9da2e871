"""The texts and files of one record: opened, read, saved, and where it may be, made, edited and replaced."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import ClassVar

from models.errors import RuleError
from models.exchange import bodies
from models.exchange.attachment_out import export
from models.exchange.attachment_text import as_text
from models.exchange.files.one_file import read_file, size_limit
from models.merge_field import FIELDS
from models.queries import attachments
from models.queries.attached_files import FileRow
from models.queries.template_contents import to_copy
from models.rules.templates import template_attachments
from models.words import N_, p_, translate
from tui import outside
from tui.commands import BY_ID
from tui.data.attachments import Holder, How, holder_of
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.choosing.pick import PickScreen
from tui.screens.choosing.pick_page import PICK_COMMANDS, PickPage
from tui.screens.choosing.pick_path import PathScreen
from tui.screens.read_text import ReadText
from tui.text import number_text
from tui.widgets.key_bar import KeyHint
from tui.widgets.pick_list import PickItem

_ALWAYS = frozenset(("export", "show_text"))
_MAYBE = frozenset(("import_file", "new", "edit", "delete", "copy_content", "merge_fields"))


async def open_attachments(screen: BaseScreen[None], lanes: Lanes, page_name: str, record_id: int) -> None:
    """Show what a record has attached; raises `RuleError` for a template without a default language."""
    holder = await lanes.read(holder_of, page_name, record_id)
    await screen.frame.push_screen(AttachmentsScreen(lanes, holder))


class AttachmentsScreen(PickPage):
    """The attachments of one record."""

    PURPOSE = (
        N_("purpose", "The content first, then what goes along with it. Enter opens, or shows as text."),
        N_("purpose", "What a log entry has is for reading: it was recorded or sent, and stays as it is."),
    )
    OFFERS: ClassVar[frozenset[str]] = PICK_COMMANDS | _ALWAYS | _MAYBE
    FOOTER: ClassVar[tuple[str, ...]] = (
        "open",
        "new",
        "edit",
        "import_file",
        "export",
        "merge_fields",
        "delete",
        "show_text",
        "back",
    )

    def __init__(self, lanes: Lanes, holder: Holder) -> None:
        """Make the page for the attachments of `holder`."""
        super().__init__()
        self.PAGE = holder.page  # type: ignore[misc]
        self._lanes = lanes
        self._holder = holder
        self._files: list[FileRow] = []

    def on_mount(self) -> None:
        """Read what is attached."""
        self.do(self._show())

    async def _show(self) -> None:
        title = await self._lanes.read(self._holder.title)
        self._files = await self._lanes.read(self._holder.files)
        items = [PickItem(str(place), file.attachment.name, _note(file)) for place, file in self._numbered()]
        if not items:
            items = [PickItem("", await self._lanes.read(self._holder.nothing), applies=False)]
        self.pick.show(items, keep=True)
        self.say_context(
            p_("title", "Attachments of {record}").format(record=title), number_text(len(self._files))
        )

    def _numbered(self) -> enumerate[FileRow]:
        return enumerate(self._files)

    def why_not(self, command_id: str) -> str:
        """What the record does not allow says so, and what needs a file."""
        if command_id in _MAYBE - self._holder.offers:
            return p_("message", "What is attached here is for reading.")
        return super().why_not(command_id)

    def hints(self) -> list[KeyHint]:
        """The footer without what the record never allows."""
        allowed = [name for name in self.FOOTER if name not in _MAYBE - self._holder.offers]
        return [self.hint(BY_ID[name]) for name in allowed]

    def records_changed(self, message: RecordsChanged) -> None:
        """Read again what was changed or taken back."""
        if message.page in ("", self._holder.page):
            self.do(self._show())

    @property
    def file(self) -> FileRow:
        """The selected file; raises `RuleError` when there is none."""
        item = self.pick.item
        if item is None or not item.id:
            raise RuleError(p_("error", "Nothing is attached."))
        return self._files[int(item.id)]

    # reading

    async def action_open(self) -> None:
        """Open the file in the program of this machine, or show it as text where there are no windows."""
        about = self.file.attachment
        if not outside.can_open(self.frame.settings, about.name):
            await self.action_show_text()
            return
        data = await self._lanes.read(attachments.read, about.id)
        await outside.open_file(self.frame.settings, about.name, data)
        self.say(p_("message", "Opened {name}.").format(name=about.name))

    async def action_show_text(self) -> None:
        """Show what the file says."""
        about = self.file.attachment
        text = await self._lanes.long(as_text, about.id)
        await self.app.push_screen(ReadText(about.name, text))

    async def action_export(self) -> None:
        """Write the file into a folder, or under another name."""
        about = self.file.attachment
        question = p_("prompt", "Folder to save {name} in, or a new name:").format(name=about.name)
        title, verb = p_("title", "Save the file"), p_("action", "Save")
        start = f"{Path.home()}/"
        path = await self.app.push_screen_wait(
            PathScreen(title, question, verb=verb, start=start, folder=True)
        )
        if path is None:
            return
        target = path / about.name if os.path.isdir(path) else path
        replace = p_("question", "{file} exists. Replace it?").format(file=target.name)
        there = await asyncio.to_thread(os.path.exists, target)
        if there and not await self.confirm(replace, p_("answer", "replace")):
            return
        written = await self._lanes.read(export, about.id, target, overwrite=there)
        self.say(p_("message", "Saved {file}.").format(file=written))

    # changing

    async def action_import_file(self) -> None:
        """Attach a file of this computer."""
        title, question = p_("title", "Import a file"), p_("prompt", "File to attach:")
        path = await self.app.push_screen_wait(PathScreen(title, question, verb=p_("action", "Import")))
        if path is None:
            return
        how = await self._how()
        if how is None:
            return
        limit = await self._lanes.read(size_limit)
        data = await asyncio.to_thread(read_file, path, limit)
        notes = await self._lanes.write(self._holder.add, path.name, data, how)
        said = p_("message", "Attached {name}.  u undoes this.").format(name=path.name)
        await self._changed("  ".join((said, *notes)), filled_in=how != "beside")

    async def _how(self, *, beside: bool = True) -> How | None:
        """Whether the new file replaces the content or goes along, which is asked; `None` keeps all."""
        content = next((file for file in self._files if not file.line), None)
        if content is None or not self._holder.one_content:
            return "new"
        question = p_("question", "{name} is there already.").format(name=content.attachment.name)
        answers = {"r": p_("answer", "replace it"), "b": p_("answer", "put it beside")}
        if not (beside and self._holder.beside):
            del answers["b"]
        answer = await self.ask(question, {**answers, "n": p_("answer", "keep")})
        return "replace" if answer == "r" else "beside" if answer == "b" else None

    async def action_new(self) -> None:
        """Make a text or document, and edit it."""
        kinds = self._holder.kinds
        extension = kinds[0][0] if len(kinds) == 1 else await self._choose(p_("title", "New"), kinds)
        if extension:
            await self._lanes.write(self._holder.create, extension)
            await self._changed(p_("message", "Made {kind}.").format(kind=f".{extension}"))
            await self._edit(self._files[0])

    async def _choose(self, title: str, kinds: tuple[tuple[str, str], ...]) -> str:
        items = [PickItem(name, translate(caption), f".{name}") for name, caption in kinds]
        screen = PickScreen(title, items, page=self.PAGE, verb=p_("action", "New"))
        chosen = await self.app.push_screen_wait(screen)
        return chosen.id if chosen else ""

    async def action_edit(self) -> None:
        """Edit a text in the editor, anything else in the program of this machine."""
        await self._edit(self.file)

    async def _edit(self, file: FileRow) -> None:
        about = file.attachment
        if about.read_only:
            told = p_("error", "{name} was recorded or sent and cannot be changed; make a copy of it.")
            raise RuleError(told.format(name=about.name))
        data = await self._lanes.read(attachments.read, about.id)
        store = _storing(self._lanes, self._holder, file)
        if about.extension in bodies.EXTENSIONS:
            changed = await outside.edit_and_store(self.frame, about.name, data, store)
        else:
            changed = await self._edit_in_window(about.name, data, store)
        said = p_("message", "Stored {name}.") if changed else p_("message", "{name} was not changed.")
        await self._changed(said.format(name=about.name), filled_in=not file.line)

    async def _edit_in_window(self, name: str, data: bytes, store: outside.Store) -> bool:
        """Let another program edit a copy, and take it back when the person says that it is saved."""
        if not outside.can_open(self.frame.settings, name):
            told = p_("error", "{name} cannot be edited here; save it, change it, and import it again.")
            raise RuleError(told.format(name=name))
        copy = await outside.open_file(self.frame.settings, name, data)
        question = p_("question", "Edit {name} in its window and save it there.").format(name=name)
        answers = {"y": p_("answer", "take it back"), "n": p_("answer", "keep the old one")}
        if await self.ask(question, answers) != "y":
            return False
        return await outside.take_back(copy, data, store)

    async def action_delete(self) -> None:
        """Take the file off, after a question."""
        file = self.file
        question = p_("question", "Remove {name}?").format(name=file.attachment.name)
        if await self.confirm(question, p_("answer", "remove")):
            await self._lanes.write(self._holder.remove, file)
            told = p_("message", "Removed {name}.  u undoes this.")
            await self._changed(told.format(name=file.attachment.name))

    async def action_copy_content(self) -> None:
        """Copy what a template has in another language."""
        rows = await self._lanes.read(to_copy, self._holder.id)
        if not rows:
            raise RuleError(p_("error", "No other template language has an attachment."))
        items = [PickItem(str(row.row), f"{row.template_code}/{row.language_code}") for row in rows]
        screen = PickScreen(p_("title", "Copy from"), items, page=self.PAGE, verb=p_("action", "Copy"))
        chosen = await self.app.push_screen_wait(screen)
        how = await self._how(beside=False) if chosen else None
        if chosen is None or how is None:
            return
        await self._lanes.write(
            template_attachments.copy, self._holder.id, int(chosen.id), replace=how == "replace"
        )
        await self._changed(p_("message", "Copied from {what}.  u undoes this.").format(what=chosen.text))

    async def action_merge_fields(self) -> None:
        """List the merge fields, those of the selected file first; unknown ones are named."""
        used, unknown = await self._lanes.read(_used, self.file) if self._files else ((), "")
        items = [
            PickItem(
                field.name,
                f"{{{{{field.name}}}}}  {translate(field.caption)}",
                p_("note", "in use") if field.name in used else "",
                words=" ".join((field.name, *field.aliases)).replace("_", " "),
            )
            for field in sorted(FIELDS, key=lambda field: field.name not in used)
        ]
        screen = PickScreen(p_("title", "Merge fields"), items, page=self.PAGE, verb=p_("action", "Copy"))
        chosen = await self.app.push_screen_wait(screen)
        if chosen is not None:
            self.frame.copy(f"{{{{{chosen.id}}}}}")
        elif unknown:
            self.say_error(unknown)

    async def _changed(self, said: str, *, filled_in: bool = False) -> None:
        """Show what is there; of a text that is `filled_in`, name the merge fields that do not exist."""
        await self._show()
        await self.frame.announce(RecordsChanged(self._holder.page, (self._holder.id,)))
        unknown = ""
        if filled_in and self._files and self._files[0].attachment.is_body:
            unknown = (await self._lanes.read(_used, self._files[0]))[1]
        if unknown:
            self.say_error(f"{said}  {unknown}")
        else:
            self.say(said)


def _storing(lanes: Lanes, holder: Holder, file: FileRow) -> outside.Store:
    async def store(data: bytes) -> None:
        await lanes.write(holder.change, file, data)

    return store


def _used(file: FileRow) -> tuple[tuple[str, ...], str]:
    """The merge fields of a file, and what is wrong with others that it names."""
    from models.exchange import content

    try:
        return content.fields(file.attachment.extension, attachments.read(file.attachment.id)), ""
    except RuleError as error:
        return (), error.sentence


def _note(file: FileRow) -> str:
    about = file.attachment
    told = p_("note", "{size} bytes") if about.size < 10_000 else p_("note", "{size} KB")
    number = about.size if about.size < 10_000 else -(-about.size // 1000)
    signs = [told.format(size=number_text(number))]
    if about.is_body:
        signs.insert(0, p_("note", "merged"))
    if file.line:
        signs.insert(0, p_("note", "goes along"))
    if about.read_only:
        signs.append(p_("note", "read-only"))
    return ", ".join(signs)
