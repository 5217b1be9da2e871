"""What segments send, by the command line, on both engines."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from models.database import close_database, open_database
from models.who import acting_as
from tests.conftest import ANNA
from tests.models.sending.entries import mail_server
from tests.models.sending.post_office import post_office
from tests.tui.cli.conftest import Shell


@pytest.fixture
def office(shell: Shell) -> Shell:
    """A segment SM001 by hard copy with lines for two contacts, and a third contact by e-mail."""
    shell("new", "languages", "code=ENU", "name=English")
    shell("new", "salespeople", "code=JO", "name=Jo Okafor", "email=jo@us.example")
    shell("new", "interaction-groups", "code=MAIL")
    texts = ("interaction_group_code=MAIL", "description=Letter", "correspondence_type=Hard Copy")
    shell("new", "interaction-templates", "code=LETTER", *texts)
    for code, first in (("CONT", "CT1000"), ("SEGM", "SM001")):
        shell("new", "number-series", f"code={code}", "default_nos=yes")
        shell("new", "number-series-lines", f"series_code={code}", f"starting_no={first}")
    shell("set", "marketing-setup", "contact_nos=CONT", "segment_nos=SEGM")
    for name in ("Harbour Mill", "Tarn Optics"):
        shell("new", "contacts", "type=company", f"name={name}", "salesperson_code=JO")
    shell(
        "new", "contacts", "name=Ida", "salesperson_code=JO", "correspondence_type=Email", "email=i@x.example"
    )
    shell("new", "segments", "description=Spring", "interaction_template_code=LETTER")
    shell("set", "segments", "SM001", "subject=Invitation")
    shell("segment", "add", "SM001", "CT1000", "CT1001")
    return shell


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A text with a merge field."""
    file = tmp_path / "text.md"
    file.write_text("Dear {{contact_name}}")
    return file


def test_content_is_imported_shown_exported_and_removed(office: Shell, text: Path, tmp_path: Path) -> None:
    office("segment", "content", "import", "SM001", str(text), "--text")
    office("segment", "content", "attach", "SM001", str(text))
    assert (
        office("segment", "content", "preview", "SM001/10").out
        == "Dear Harbour Mill\n\nGoes along: text.md\n"
    )
    text.write_text("Only for {{contact_name}}")
    office("segment", "content", "import", "SM001", "--line", "20", str(text))
    office("segment", "content", "detach", "SM001", "--line", "20", "text.md")
    shared, own = office("segment", "content", "list", "SM001", "--json").records
    assert (shared["line_no"], shared["is_text"], shared["files"]) == (None, True, ["text.md"])
    assert (own["line_no"], own["is_text"], own["files"]) == (20, True, [])
    line = office("show", "segment-lines", "SM001/20", "--json").record
    assert line["attachment"] == "Unique"
    office("segment", "content", "remove", "SM001", "--line", "20")
    assert "Tarn Optics" in office("segment", "content", "preview", "SM001/20").out
    out = tmp_path / "out.md"
    office("segment", "content", "export", "SM001", str(out))
    assert out.read_text() == "Dear {{contact_name}}"
    office("segment", "content", "subject", "SM001", "Hello")
    assert office("segment", "content", "list", "SM001").out == "-\ttext.md, text.md\tHello\n"
    office("segment", "content", "remove", "SM001")
    assert "no content" in office("segment", "content", "remove", "SM001", code=1).err
    assert (
        "not both"
        in office("segment", "content", "remove", "SM001", "--line=1", "--language=ENU", code=2).err
    )


def test_a_segment_is_logged_with_hard_copies_in_an_archive(
    office: Shell, text: Path, tmp_path: Path
) -> None:
    assert "2 lines cannot go: nothing to send" in office("segment", "check", "SM001", "--send", code=1).out
    office("segment", "content", "import", "SM001", str(text), "--text")
    told = office("segment", "log", "SM001", "--send", "--dry-run").out
    assert "hard copies 2" in told
    assert office("list", "log-entries", "--ids").out == ""
    log = ("segment", "log", "SM001")
    office(*log, "--to", str(tmp_path), code=2)
    office(*log, "--send", "--zip", code=2)
    done = office(*log, "--send", "--to", str(tmp_path), "--json").records
    assert (done[0]["entries"], done[0]["hard_copies"], done[1]["letters"]) == (2, 2, 2)
    (file,) = done[1]["files"]
    with zipfile.ZipFile(file) as letters:
        assert sorted(Path(name).stem for name in letters.namelist()) == ["Harbour Mill", "Tarn Optics"]


def test_what_cannot_be_sent_at_once_waits(office: Shell, text: Path) -> None:
    office("segment", "add", "SM001", "CT1002")
    office("segment", "content", "import", "SM001", str(text), "--text")
    told = office("segment", "log", "SM001", "--send", code=1)
    assert "Logged 3 interactions" in told.out
    assert "2 hard copies wait: touchbase hard-copies --segment-entry 1" in told.err
    assert "No mail server is set up" in told.err
    assert len(office("mail", "list", "--ids").out.splitlines()) == 3


def test_a_segment_goes_out_by_a_real_mail_server_in_one_call(
    office: Shell, text: Path, empty_url: str
) -> None:
    office("set", "segments", "SM001", "correspondence_type=Email", "--update-lines", "all")
    for number in ("CT1000", "CT1001"):
        office("set", "contacts", number, f"email={number.lower()}@x.example")
    office("segment", "content", "import", "SM001", str(text), "--text")
    with post_office() as server:
        open_database(empty_url)
        with acting_as(ANNA):
            mail_server(server.port)
        close_database()
        logged, *sent, counts = office("segment", "log", "SM001", "--send", "--json").records
    assert (logged["entries"], logged["emails"], counts["sent"]) == (2, 2, 2)
    assert {one["sent_to"] for one in sent} == {"ct1000@x.example", "ct1001@x.example"}
    letters = sorted(str(kept.data) for kept in server.kept)
    assert "Dear Harbour Mill" in letters[0] + letters[1]
    assert "{{" not in letters[0] + letters[1]


def test_the_content_of_the_template_is_taken_again(office: Shell, text: Path) -> None:
    refresh = ("segment", "content", "refresh", "SM001")
    assert "LETTER has no content" in office(*refresh, code=1).err
    office("new", "interaction-template-languages", "interaction_template_code=LETTER", "language_code=ENU")
    office("set", "interaction-templates", "LETTER", "language_code=ENU")
    office("attachment", "import", "LETTER/ENU", str(text))
    assert "content refresh SM001" in office("segment", "check", "SM001", "--send", code=1).out
    assert office(*refresh, "--json").record == {"languages": 1}
    assert "Give --yes" in office(*refresh, code=1).err
    assert office(*refresh, "--yes").out == "Taken in 1 language.\n"
    assert office("segment", "content", "preview", "SM001/10").out == "Dear Harbour Mill\n"


def test_a_subject_that_is_too_long_is_refused(office: Shell, text: Path) -> None:
    office("segment", "content", "import", "SM001", str(text))
    assert "100 characters" in office("segment", "content", "subject", "SM001", "x" * 101, code=1).err
    office("segment", "content", "subject", "SM001", " Spring\x1b[31m ")
    (known,) = office("segment", "content", "list", "SM001", "--json").records
    assert "\x1b" not in known["subject"]
