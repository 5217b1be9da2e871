"""The content part of the interaction form: text, document, files, preview (domain.md 2.2 step 2)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from models.errors import RuleError
from models.exchange.files.one_file import read_file, size_limit
from models.merge_field import FIELDS as MERGE_FIELDS
from models.merge_field import MergeField
from models.queries import attachments
from models.rules.interactions import form_files, interaction_form
from models.rules.interactions.form_content import shown
from models.rules.interactions.form_files import FormFile
from models.rules.interactions.form_state import BODY, SEND, TYPED, FormState
from models.words import p_, translate
from tui import outside
from tui.commands import BY_ID
from tui.screens.choosing.pick import PickScreen
from tui.screens.choosing.pick_path import PathScreen
from tui.screens.forms.kept import FormTyping
from tui.screens.read_text import ReadText
from tui.widgets.key_bar import KeyHint
from tui.widgets.pick_list import PickItem

CONTENT_COMMANDS = frozenset(("attach_file", "detach_file", "open_file", "preview", "edit_text"))


COMPOSED = (BODY, "attachment_no", SEND)
"""The fields below the description that are there when they apply."""


class FormContent(FormTyping):
    """A form whose interaction may have content; its fields are there when they apply (ATT-08)."""

    _previews = False
    """Whether there is something to preview, which the footer then says."""

    def hints(self) -> list[KeyHint]:
        """The footer; where there is a text or document it has what belongs to that."""
        if not self._previews:
            return super().hints()
        names = ["preview" if name == "copy_previous" else name for name in self.FOOTER]
        return [self.hint(BY_ID[name]) for name in (*names, "edit_text", "attach_file")]

    # what is shown

    def reveal_content(self) -> None:
        """Show the fields that apply to what stands in the form now."""
        among = [name for name in COMPOSED if name in self.fields.fields]
        names = shown(self.keeper.state)
        self.fields.reveal(names, among=among)
        if BODY in among:
            # Enter goes to a text that is to be typed, and past one that stands there.
            text = self.fields.fields[BODY]
            text.spec = replace(text.spec, quick=self.keeper.state.set_by.get(BODY) == TYPED)
        if self._previews != (previews := bool(names & {BODY, "word_template_code"})):
            self._previews = previews
            self.show_keys()

    async def _show_state(self, before: FormState, *, everything: bool = False) -> None:
        await super()._show_state(before, everything=everything)
        self.reveal_content()

    async def _meanings(self, state: FormState) -> dict[str, str]:
        found = await super()._meanings(state)
        if "attachment_no" in shown(state):
            files = await self._files(state)
            found["attachment_no"] = ", ".join(file.about.name for file in files)
        return found

    async def _files(self, state: FormState) -> list[FormFile]:
        return await self.frame.session.lanes.read(form_files.files, self.keeper.held, state)

    # files

    async def action_attach_file(self) -> None:
        """Attach a file of this computer to the interaction."""
        title, question = p_("title", "Attach file"), p_("prompt", "File to attach:")
        path = await self.app.push_screen_wait(PathScreen(title, question, verb=p_("action", "Attach")))
        if path is None:
            return
        limit = await self.frame.session.lanes.read(size_limit)
        data = await asyncio.to_thread(read_file, path, limit)
        await self._change_files(partial(form_files.attach, name=path.name, data=data))
        self.say(p_("message", "Attached {name}.").format(name=path.name))

    async def action_detach_file(self) -> None:
        """Take a file off the interaction again."""
        file = await self._choose_file(p_("title", "Take a file off"), p_("action", "Take off"))
        if file is not None:
            await self._change_files(partial(form_files.detach, attachment_id=file.about.id))
            self.say(p_("message", "Took {name} off.").format(name=file.about.name))

    async def action_open_file(self) -> None:
        """Open a file of the interaction, or show it as text where nothing can be opened."""
        file = await self._choose_file(p_("title", "Open a file"), p_("action", "Open"))
        if file is None:
            return
        name, number = file.about.name, file.about.id
        data = await self.frame.session.lanes.read(attachments.read, number)
        if outside.can_open(self.frame.settings, name):
            await outside.open_file(self.frame.settings, name, data)
            self.say(p_("message", "Opened {name}.").format(name=name))
            return
        from models.exchange import content

        text = await asyncio.to_thread(content.plain, file.about.extension, data)
        await self.app.push_screen(ReadText(name, text))

    async def _change_files(self, change: form_files.Change) -> None:
        before = await self.keeper.change(change)
        await self._show_state(before)
        meaning = (await self._meanings(self.keeper.state)).get("attachment_no", "")
        self.fields.set("attachment_no", self.keeper.state.text("attachment_no"), meaning=meaning)
        self._show_context()

    async def _choose_file(self, title: str, verb: str) -> FormFile | None:
        """One of the files; the only one without asking."""
        files = await self._files(self.keeper.state)
        if not files:
            raise RuleError(
                p_("error", "There is no file yet; {key} attaches one.").format(
                    key=self._key_of("attach_file")
                )
            )
        if len(files) == 1:
            return files[0]
        theirs = p_("note", "from template")
        items = [
            PickItem(str(at), file.about.name, "" if file.own else theirs) for at, file in enumerate(files)
        ]
        item = await self.app.push_screen_wait(PickScreen(title, items, verb=verb))
        return files[int(item.id)] if item else None

    @property
    def attach_hint(self) -> str:
        """What stands beside the attachment while there is none."""
        return p_("hint", "{key} attaches a file").format(key=self._key_of("attach_file"))

    def _key_of(self, command: str) -> str:
        return self.frame.keymap.key(BY_ID[command], typing=True)

    # the text

    async def action_preview(self) -> None:
        """Show what the first contact gets, with its fields filled in."""
        await self._take_all()
        state = self.keeper.state
        text = await self.frame.session.lanes.read(interaction_form.preview, state)
        self.say("")
        await self.app.push_screen(ReadText(p_("title", "Preview"), text))

    async def action_edit_text(self) -> None:
        """Edit the text of the message in the person's editor."""
        await self._take_all()
        if BODY not in shown(self.keeper.state):
            raise RuleError(p_("error", "This interaction has no text; choose Email as Correspondence Type."))
        name = await self.frame.session.lanes.read(interaction_form.body_name, self.keeper.state)
        text = await outside.edit_text(self.frame, name, self.keeper.state.text(BODY))
        if text is None:
            self.say(p_("message", "The text was not changed."))
            return
        self.fields.type_over(BODY, text)
        await self.taken(BODY)
        told = p_("message", "The text is as you left it in the editor.  {key} brings the old one back.")
        self.say(told.format(key=self._key_of("undo_field")))

    def action_look_up(self) -> None:
        """Open the choices of the field; in the text those are the merge fields."""
        field = self.fields.current
        if field is not None and field.spec.name == BODY:
            self.do(self._insert_field())
        else:
            super().action_look_up()

    async def _insert_field(self) -> None:
        items = [
            PickItem(field.name, translate(field.caption), field.example.split("\n")[0], words=_words(field))
            for field in MERGE_FIELDS
        ]
        title, verb = p_("title", "Merge fields"), p_("action", "Insert")
        item = await self.app.push_screen_wait(PickScreen(title, items, verb=verb))
        if item is not None:
            self.fields.focus_field(BODY)
            self.fields.put_in(f"{{{{{item.id}}}}}")


def _words(field: MergeField) -> str:
    return " ".join((field.name, *field.aliases)).replace("_", " ")
