"""A question of one line that names its keys; Enter and Esc choose the harmless last answer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from tui.keymap import key_text


class Question:
    """`Delete 3 drafts?  y delete   n keep`, waiting for a key."""

    def __init__(self, text: str, answers: Mapping[str, str]) -> None:
        """Ask `text`; `answers` maps each key to its verb, the harmless one last."""
        self._keys = tuple(answers)
        verbs = "   ".join(f"{key_text(key)} {verb}" for key, verb in answers.items())
        self.text = f"{text}  {verbs}"
        self._answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def press(self, key: str) -> None:
        """Answer with `key`; a key that is no answer is ignored."""
        if key in ("enter", "escape"):
            self.keep()
        elif key in self._keys and not self._answer.done():
            self._answer.set_result(key)

    def keep(self) -> None:
        """Answer with the harmless last one."""
        if not self._answer.done():
            self._answer.set_result(self._keys[-1])

    async def answer(self) -> str:
        """The key pressed."""
        return await self._answer
