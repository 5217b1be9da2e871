"""The registry of commands, the keys and the footer (ux.md 14: 1 and 2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.words import translate
from tui import keymap
from tui.commands import BY_ID, COMMANDS, never
from tui.key_table import key_table
from tui.widgets.key_bar import KeyHint, fitting
from tui.widgets.pick_list import PickItem, matching


def test_every_command_has_its_own_id_and_words_and_a_key_or_only_the_menu() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert command.label
        assert command.help.endswith(".")


def test_no_key_is_bound_twice_and_none_is_one_that_does_not_arrive() -> None:
    for keys in ([c.keys for c in COMMANDS], [c.form_keys for c in COMMANDS]):
        flat = [key for some in keys for key in some]
        assert len(flat) == len(set(flat))
        assert not [key for key in flat if never(key)]
    letters = [command.letter for command in COMMANDS if command.letter]
    assert sorted(letters) == ["a", "c", "d", "o", "p", "v", "y"]


def test_keys_left_free_stay_free() -> None:
    free = set("l") | set("ABCDEFHMOPQRS")
    assert not free & set(keymap.build().lists)


def test_the_numbers_keep_their_places() -> None:
    pages = {key: c.page for key, c in keymap.build().lists.items() if c.page}
    assert pages == {
        "1": "contacts",
        "2": "segments",
        "3": "interaction-templates",
        "4": "log-entries",
        "5": "postponed-interactions",
        "6": "setup",
    }


def test_the_footer_keeps_the_menu_and_help_and_fits() -> None:
    hints = [KeyHint(c.keys[0], translate(c.label)) for c in COMMANDS if c.keys]
    always = [KeyHint(":", "Menu"), KeyHint("?", "Help")]
    for width in (60, 80, 120):
        shown = fitting(hints, always, width)
        assert shown[-2:] == always
        assert len("  ".join(hint.text for hint in shown)) <= width


def test_own_keys_replace_the_default_ones(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('delete = ["l", "delete"]\n')
    keys = keymap.load(path)
    assert keys.problems == ()
    assert keys.lists["l"].id == "delete"
    assert "d" not in keys.lists


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('new = "e"', ("New", "Edit")),
        ('new = "shift+f3"', ("Shift+F3", "new")),
        ('new = "A"', ("A", "new")),
        ("new = 7", ("new",)),
        ('dance = "z"', ("dance",)),
        ("new = ", ("keys.toml",)),
    ],
)
def test_a_wrong_key_file_is_one_sentence_and_the_defaults(
    tmp_path: Path, text: str, names: tuple[str, ...]
) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text)
    keys = keymap.load(path)
    assert len(keys.problems) == 1
    assert all(name in keys.problems[0] for name in names)
    assert keys.lists == keymap.build().lists


def test_the_key_table_names_every_command() -> None:
    table = key_table()
    assert all(f"`{command.id}`" in table for command in COMMANDS)
    assert "| `F9` `Ctrl+J` `Esc o` | Finish |" in table


def test_the_menu_finds_a_command_by_its_whole_label_with_its_hyphens() -> None:
    items = [PickItem(command.id, translate(command.label)) for command in COMMANDS]
    assert "send_waiting" in [item.id for item in matching(items, "send e-mails")]
