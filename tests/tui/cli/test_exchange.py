"""import and export in the shell, on both engines."""

from __future__ import annotations

import csv
import os
import signal
from pathlib import Path

import pytest

from models.database import close_database, open_database
from models.starter.loading import load_starter
from models.who import acting_as
from tests.conftest import ANNA
from tests.tui.cli.conftest import Shell

CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\nFN:{name}\r\nN:{last};{first};;;\r\n"
    "TEL:{tel}\r\nEND:VCARD\r\n"
)


@pytest.fixture
def ready(shell: Shell, empty_url: str) -> Shell:
    """The shell on a database with the starter set."""
    open_database(empty_url)
    with acting_as(ANNA):
        load_starter()
    close_database()
    return shell


def cards(path: Path, number: int) -> Path:
    """A file of so many cards."""
    path.write_text(
        "".join(
            CARD.format(uid=f"u{n}", name=f"Ann Number{n}", last=f"Number{n}", first="Ann", tel=f"+44 {n:04}")
            for n in range(number)
        ),
        "utf-8",
        newline="",
    )
    return path


def test_a_dry_run_tells_what_would_be_done_and_stores_nothing(ready: Shell, tmp_path: Path) -> None:
    file = str(cards(tmp_path / "a.vcf", 3))
    told = ready("import", "contacts", file, "--dry-run", "--json").records[-1]
    assert (told["created"], told["refused"], told["dry_run"]) == (3, 0, True)
    assert ready("list", "contacts", "--json").records == []


def test_the_same_file_twice_changes_nothing(ready: Shell, tmp_path: Path) -> None:
    file = str(cards(tmp_path / "a.vcf", 3))
    assert ready("import", "contacts", file, "--json").records[-1]["created"] == 3
    again = ready("import", "contacts", file, "--json").records
    assert [row["outcome"] for row in again[:-1]] == ["unchanged"] * 3
    assert again[-1]["unchanged"] == 3
    assert len(ready("list", "contacts", "--json").records) == 3


def test_refused_rows_make_exit_code_1_and_a_file_that_imports_once_mended(
    ready: Shell, tmp_path: Path
) -> None:
    file, refused = tmp_path / "a.csv", tmp_path / "refused.csv"
    file.write_text("Name,E-Mail,Shoe Size\nNell Ashby,nell@mill.example,38\n,x@y.example,40\n", "utf-8")
    told = ready("import", "contacts", str(file), "--refused", str(refused), "--json", code=1).records
    assert told[-1]["unknown_columns"] == ["Shoe Size"]
    (row,) = [one for one in told[:-1] if one["outcome"] == "refused"]
    assert row["line"] == 3
    assert row["reason"]
    mended = refused.read_text("utf-8-sig").replace(",,x@y", ",Owen Drew,x@y")
    assert mended.count("Owen Drew") == 1
    refused.write_text(mended, "utf-8-sig")
    assert ready("import", "contacts", str(refused), "--json").records[-1]["created"] == 1


def test_unknown_headers_are_mapped(ready: Shell, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Nom complet;Courriel\nInés Reyes;ines@reyes.example\n", "utf-8")
    assert "mapping" in ready("import", "contacts", str(file), "--json", code=1).error["field"]
    ready("import", "contacts", str(file), "--mapping", "Nom complet=name", "--mapping", "Courriel=e_mail")
    assert ready("list", "contacts", "--fields", "name,email", "--json").records == [
        {"name": "Inés Reyes", "email": "ines@reyes.example"}
    ]


def test_progress_is_told_in_json_lines(ready: Shell, tmp_path: Path) -> None:
    file = cards(tmp_path / "a.vcf", 450)
    told = ready("import", "contacts", str(file), "--progress", "--json").records
    steps = [one for one in told if "position" in one]
    rows = [one["rows"] for one in steps]
    assert len(rows) > 1
    assert rows == sorted(rows)
    assert rows[-1] == 450
    assert steps[-1]["position"] == steps[-1]["size"] == file.stat().st_size


def test_ctrl_c_keeps_whole_rows_and_the_next_import_goes_on(
    ready: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.cli import exchange

    def press_ctrl_c(_teller: object, _now: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    file = str(cards(tmp_path / "a.vcf", 450))
    with monkeypatch.context() as patched:
        patched.setattr(exchange._Teller, "progress", press_ctrl_c)
        told = ready("import", "contacts", file, "--json", code=130).records[-1]
    assert told["stopped"] is True
    stored = len(ready("list", "contacts", "--ids").out.split())
    assert stored == told["created"] == 200
    rest = ready("import", "contacts", file, "--json").records[-1]
    assert (rest["created"], rest["unchanged"]) == (250, 200)


@pytest.mark.parametrize(("name", "content"), [("a.vcf", b"PK\x03\x04zip"), ("missing.vcf", None)])
def test_a_file_that_holds_no_contacts_is_one_sentence(
    ready: Shell, tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    told = ready("import", "contacts", str(tmp_path / name), code=1)
    assert told.err.startswith("touchbase: ")
    assert told.err.count("\n") == 1
    assert name in told.err


def test_exported_cards_import_unchanged(ready: Shell, tmp_path: Path) -> None:
    ready("import", "contacts", str(cards(tmp_path / "a.vcf", 2)))
    out = tmp_path / "out.vcf"
    assert "Wrote 2 records" in ready("export", "contacts", "--format", "vcard", "--output", str(out)).err
    assert out.read_text("utf-8").count("VERSION:4.0") == 2
    assert ready("import", "contacts", str(out), "--json").records[-1]["created"] == 0
    three = ready("export", "contacts", "--format", "vcard", "--vcard-version", "3.0").out
    assert three.count("VERSION:3.0") == 2


def test_exported_csv_is_guarded_against_formulas_unless_raw(ready: Shell) -> None:
    ready("new", "contacts", "type=Company", "name==1+1", "phone_no=+44 1632 960101")
    guarded = ready("export", "contacts", "--delimiter", ";").out
    raw = ready("export", "contacts", "--raw").out
    assert "'=1+1" in guarded
    assert "+44 1632 960101" in guarded
    assert "'+44" not in guarded
    assert "'=1+1" not in raw
    assert "=1+1" in raw


def test_any_page_is_exported_with_all_its_fields(ready: Shell) -> None:
    wanted = {one["code"]: one for one in ready("list", "salutations", "--json").records}
    as_json = ready("export", "salutations", "--format", "json").records
    assert [one["code"] for one in as_json] == list(wanted)
    rows = list(csv.DictReader(ready("export", "salutations").out.removeprefix("\ufeff").splitlines()))
    assert [row["description"] for row in rows] == [one["description"] for one in as_json]


def test_an_existing_file_is_replaced_only_after_a_question(ready: Shell, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine", "utf-8")
    assert "--yes" in ready("export", "territories", "--output", str(out), code=1).err
    assert out.read_text("utf-8") == "mine"
    ready("export", "territories", "--output", str(out), "--yes")
    assert out.read_text("utf-8") != "mine"
    assert "vCards" in ready("export", "territories", "--format", "vcard", code=1).err
