"""A question of one line that names its keys; Esc chooses the harmless last answer, Enter mostly too."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from tui.keymap import key_text


class Question:
    """`Delete 3 drafts?  y delete   n keep`, waiting for a key."""

    def __init__(self, text: str, answers: Mapping[str, str], enter: str = "") -> None:
        """Ask `text`; `answers` maps each key to its verb, the harmless one last; Enter is it or `enter`."""
        self._keys = tuple(answers)
        self._enter = enter or self._keys[-1]
        verbs = "   ".join(f"{key_text(key)} {verb}" for key, verb in answers.items())
        self.text = f"{text}  {verbs}"
        self._answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def press(self, key: str) -> None:
        """Answer with `key`; a key that is no answer is ignored."""
        if key == "escape":
            self.keep()
            return
        key = self._enter if key == "enter" else key
        if key in self._keys and not self._answer.done():
            self._answer.set_result(key)

    def keep(self) -> None:
        """Answer with the harmless last one."""
        if not self._answer.done():
            self._answer.set_result(self._keys[-1])

    async def answer(self) -> str:
        """The key pressed."""
        return await self._answer
