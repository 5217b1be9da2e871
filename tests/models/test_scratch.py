"""What a long run remembers for itself."""

from __future__ import annotations

from models.database.scratch import Scratch


def test_texts_are_found_by_each_of_their_words_and_by_id() -> None:
    notes = Scratch()
    notes.put([(-1, "Ida", ["ida", "voss"]), (2, "Bo", ["bo", "voss"])])

    assert notes.found(["voss"]) == {-1: "Ida", 2: "Bo"}
    assert notes.found(["ida", "nobody"]) == {-1: "Ida"}
    assert notes.found([]) == {}
    assert notes.known([2, 3]) == {2: "Bo"}


def test_a_newer_text_takes_the_place_of_the_older_and_is_found_by_the_words_of_both() -> None:
    notes = Scratch()
    notes.put([(1, "Ida Voss", ["voss"])])
    notes.put([(1, "Ida Berg", ["berg"])])

    assert notes.found(["voss"]) == notes.found(["berg"]) == {1: "Ida Berg"}


def test_nobody_sees_what_another_run_remembers() -> None:
    one, other = Scratch(), Scratch()
    one.put([(1, "Ida", ["ida"])])

    assert other.known([1]) == {}
