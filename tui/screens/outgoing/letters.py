"""The verbs of screens with log entries that are sent: once more, or as letters to print."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from models.enums import CorrespondenceType
from models.errors import RuleError
from models.queries import deliveries as queries
from models.rules.outgoing import resending
from models.words import np_, p_, translate
from tui.data.child import Child, Told
from tui.data.exporting import short
from tui.messages import RecordsChanged
from tui.screens.following import Following
from tui.screens.outgoing.sending import start_sender
from tui.text import number_text

LETTER_VERBS = frozenset(("resend", "hard_copies"))


class LetterVerbs(Following):
    """A screen with log entries: it adds `LETTER_VERBS` to its `OFFERS` and says which entries it means."""

    async def letters(self) -> Sequence[int]:
        """The log entries that the verbs mean."""
        raise NotImplementedError

    async def action_resend(self) -> None:
        """Send entries once more: as they went, or as new entries filled in anew."""
        entries = await self.letters()
        if not entries:
            return
        number = len(entries)
        question = np_(
            "question", "Send {number} entry again?", "Send {number} entries again?", number
        ).format(number=number)
        answers = {
            "y": p_("answer", "as it went"),
            "m": p_("answer", "new entry, fields filled in anew"),
            "n": p_("answer", "keep"),
        }
        answer = await self.ask(question, answers)
        if answer not in ("y", "m"):
            return
        lanes = self.frame.session.lanes
        again = partial(resending.resend, tuple(entries), update_merge_fields=answer == "m")
        try:
            done = await lanes.write(again)
        except RuleError as error:
            kind = await self._kind() if error.field == "correspondence_type" else None
            if kind is None:
                raise
            done = await lanes.write(again, kind=kind)
        await self._announce()
        told = np_("message", "Sending {number} again.", "Sending {number} again.", len(done.deliveries))
        self.say("  ".join((told.format(number=number_text(len(done.deliveries))), *done.left_out[:1])))
        if await lanes.read(queries.waiting):
            start_sender(self)

    async def _kind(self) -> CorrespondenceType | None:
        """How entries are sent that do not say so themselves; none when the person kept them."""
        kinds = {"e": CorrespondenceType.EMAIL, "h": CorrespondenceType.HARD_COPY}
        answers = {key: translate(kind.caption) for key, kind in kinds.items()}
        question = p_("question", "They do not say how they are sent:")
        return kinds.get(await self.ask(question, {**answers, "n": p_("answer", "keep")}))

    async def action_hard_copies(self) -> None:
        """Write letters as files to print, into a folder that the person names."""
        entries = await self.letters()
        if entries:
            await self.write_letters(len(entries), [str(entry) for entry in entries])

    async def write_letters(self, number: int, which: Sequence[str]) -> str:
        """Write the letters that arguments of the shell's verb name.

        Returns what was said, which is blank when the person went back.
        """
        folder = await self._folder()
        form = await self._form(number) if folder is not None else ""
        if folder is None or not form:
            return ""
        done: dict[str, object] = {}

        def take(told: Told) -> None:
            if "written" in told:
                number = number_text(int(str(told["written"])))
                self.say(p_("message", "Writing... {number} written   Esc stops").format(number=number))
            else:
                done.update(told)

        self.say(p_("message", "Writing...   Esc stops"))
        arguments = ("hard-copies", "--to", str(folder), f"--{form}", "--progress", "--json")
        writer = Child(self.frame.session.address, *arguments, *which)
        refusal = await self.follow(writer, writer.run(take=take))
        await self._announce()
        if self.stopped and not done:
            raise RuleError(p_("message", "Stopped; the letters still wait."))
        if not done:
            raise refusal or RuleError(p_("message", "Nothing was written."))
        said = _written(done)
        self.say(said)
        return said

    async def _folder(self) -> Path | None:
        """The folder to write to, made if it is not there; none when the person went back."""
        from tui.screens.choosing.pick_path import PathScreen

        screen = PathScreen(
            p_("title", "Hard copies"),
            p_("question", "The folder for the letters:"),
            verb=p_("action", "Write"),
            start=f"{short(Path.home())}/",
            folder=True,
        )
        folder = await self.app.push_screen_wait(screen)
        if folder is None:
            return None
        try:
            await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        except OSError as error:
            told = p_("error", "{folder} cannot be made: {reason}.")
            raise RuleError(told.format(folder=folder, reason=error.strerror)) from error
        return folder

    async def _form(self, number: int) -> str:
        """How several letters are written, as the option of the shell; blank when the person kept them."""
        if number == 1:
            return "zip"
        answers = {
            "a": p_("answer", "one archive"),
            "f": p_("answer", "a file each"),
            "o": p_("answer", "one file for all"),
            "n": p_("answer", "keep"),
        }
        question = p_("question", "{number} letters:").format(number=number_text(number))
        answer = await self.ask(question, answers)
        return {"a": "zip", "f": "files", "o": "one-file"}.get(answer, "")

    async def _announce(self) -> None:
        await self.frame.announce(RecordsChanged("deliveries"))
        await self.frame.announce(RecordsChanged("log-entries"))


def waiting_text(number: int) -> str:
    """How many hard copies wait to be printed, and where."""
    told = np_(
        "message",
        "{number} hard copy waits in :deliveries; :print there writes it to a file.",
        "{number} hard copies wait in :deliveries; :print there writes them to files.",
        number,
    )
    return told.format(number=number_text(number))


def _written(done: Told) -> str:
    """Where the letters are, and what became of the first that is not there."""
    files, left_out = done["files"], done["left_out"]
    assert isinstance(files, list)
    assert isinstance(left_out, list)
    number = int(str(done["letters"]))
    where = short(Path(files[0]) if len(files) == 1 else Path(files[0]).parent)
    told = np_("message", "{number} letter is in {place}.", "{number} letters are in {place}.", number)
    return "  ".join((told.format(number=number_text(number), place=where), *left_out[:1]))
