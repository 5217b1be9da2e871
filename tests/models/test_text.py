"""Text at the borders: cleaned, folded, ordered, shown (design.md section 2)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text import SORT_KEY_LENGTH, cell_safe, clean, clean_note, fold, sort_key

TRICKY = (
    "\x00\x1b[]31m;\x07\x9b\x9d\x85\t\r\n\u2028 \u00a0\u200b\u200c\u200d"
    "\u202e\u2066\ufeff\ufe0fae\u0301ёЙİßǅ\u0345"
)
any_text = st.one_of(
    st.text(),
    st.text(TRICKY, max_size=12),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Lu", "Mn"]), max_size=8),
)


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("  Bell Oy ", "Bell Oy"),
        ("a\tb\nc\r\nd", "a b c d"),
        ("a\u2028b\x85c", "a b c"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b1mbold", "bold"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x07", "link"),
        ("\x1bx\x00y\x7fz\x9f", "xyz"),
        ("e\u0301", "é"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\u2066a\u2069", "a"),
        ("a\u00adb\u200bc\ufeff", "abc"),
        ("نامه\u200cها", "نامه\u200cها"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("\u200d a \u200c", "a"),
        ("\ud83d\ude00", "😀"),
        ("a\ud800b", "a\ufffdb"),
        ("\ufdd0a\U0001ffff", "a"),
        ("\u00a0 a\u00a0b \u3000", "a\u00a0b"),
    ],
)
def test_a_line_is_cleaned_at_the_border(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected


def test_a_note_keeps_its_lines() -> None:
    assert (
        clean_note("\nfirst\r\n\r\n\tsecond\rthird\x85fourth\x1b[0m \n\n")
        == "first\n\n    second\nthird\nfourth"
    )


@given(any_text)
def test_cleaning_is_done_once_and_leaves_no_control_character(text: str) -> None:
    line, note = clean(text), clean_note(text)
    assert clean(line) == line == line.strip()
    assert clean_note(note) == note
    assert clean(note).split() == line.split()
    for character in line + note.replace("\n", ""):
        assert unicodedata.category(character) not in ("Cc", "Cs")
        assert not "\u202a" <= character <= "\u202e"
    assert unicodedata.is_normalized("NFC", line)
    assert unicodedata.is_normalized("NFC", note)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Пётр ИВАНОВ", "петр иванов"),
        ("Андрей", "андреи"),
        ("Hämäläinen", "hamalainen"),
        ("García Núñez", "garcia nunez"),
        ("Straße", "strasse"),
        ("Øresund Łódź Æbler", "oresund lodz aebler"),
        ("İstanbul ısı", "istanbul isi"),
        ("ﬁ ４２ ㎒", "fi 42 mhz"),
        ("  a\u00a0\t b ", "a b"),
        ("نامه\u200cها", "نامهها"),
        ("हिन्दी", "हिनदी"),
        ("❤\ufe0f", "❤"),
        ("", ""),
    ],
)
def test_searching_ignores_case_and_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(any_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("abcäöåéñЙйёЁßИ "))
def test_case_and_composition_never_hide_a_match(text: str) -> None:
    expected = fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == expected
    assert fold(text.upper()) == expected
    assert fold(clean(text)) == expected


def ordered(words: str, language: str = "") -> str:
    return " ".join(sorted(words.split(), key=lambda word: sort_key(word, language).encode()))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", "Aho Åkerman Ärt Bell Ivan Örn Zorn Иванов Йорк Кац"),
        ("fin", "Aho Bell Muller Myller Müllers Zorn Åke Äijö Äänä Öhman Иванов"),
        ("esp", "Nadal Nuez Nzo Ñandú Ñu Oca"),
    ],
)
def test_letters_stand_where_the_language_puts_them(language: str, words: str) -> None:
    assert ordered(" ".join(reversed(words.split())), language) == words


def test_folded_text_holds_nothing_a_database_refuses() -> None:
    assert fold("a\x00b\x1bc\ud800") == sort_key("a\x00b\x1bc\ud800") == "abc"


def test_blanks_sort_first_and_unknown_languages_like_none() -> None:
    assert sort_key("") == sort_key(" \t") == ""
    assert sort_key("Åke", "tlh") == sort_key("åke") == "ake"
    assert sort_key("A\u030ake", "FIN") == sort_key("Åke", "fin")


@given(any_text, st.sampled_from(["", "fin", "esp", "eng"]))
def test_a_sort_key_is_short_valid_and_ignores_case(text: str, language: str) -> None:
    key = sort_key(text, language)
    assert len(key) <= SORT_KEY_LENGTH
    assert key.encode().decode() == key
    assert sort_key(clean(text), language) == sort_key(clean(clean(text)), language)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("  kept  ", "  kept  "),
        ("a\nb\r\nc\td", "a b c d"),
        ("\x1b[31m", "\ufffd[31m"),
        ("\x00\x9b", "\ufffd\ufffd"),
        ("a\u202eb\u200fc\u200bd\ufeff", "abcd"),
        ("👩\u200d💻 👍🏽 ❤\ufe0f", "👩💻 👍 ❤"),
        ("نامه\u200cها", "نامه\u200cها"),
        ("\u0301x", "\u25cc\u0301x"),
        ("[b]é", "[b]é"),
        ("\udc80", "\ufffd"),
    ],
)
def test_nothing_on_the_screen_moves_the_cursor_or_a_column(text: str, shown: str) -> None:
    assert cell_safe(text) == shown


@given(any_text)
def test_what_is_shown_is_one_harmless_line(text: str) -> None:
    shown = cell_safe(text)
    assert cell_safe(shown) == shown
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in shown)
