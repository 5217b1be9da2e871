"""Recording, printing and watching by the command line, on both engines."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.document_kinds import KINDS
from models.stop_request import StopRequest
from tests.tui.cli.conftest import Shell
from tui import paths
from tui.cli import watch


@pytest.fixture
def office(shell: Shell) -> Shell:
    """A shell on a database with Harbour Mill, who is customer 10000 and vendor V1, and two templates."""
    for code in ("CUST", "VEND"):
        shell("new", "business-relations", f"code={code}")
    shell("set", "marketing-setup", "bus_rel_code_for_customers=CUST", "bus_rel_code_for_vendors=VEND")
    shell("new", "interaction-groups", "code=SALES")
    for code in ("SINVOICE", "PORDER"):
        shell("new", "interaction-templates", f"code={code}", "interaction_group_code=SALES")
    shell("set", "interaction-template-setup", "sales_invoices=SINVOICE", "purch_orders=PORDER")
    shell("new", "contacts", "no=CT1000", "name=Harbour Mill Ltd", "type=Company")
    for code, table, no in (("CUST", "Customer", "10000"), ("VEND", "Vendor", "V1")):
        relation = ("contact_no=CT1000", f"business_relation_code={code}")
        shell("new", "contact-business-relations", *relation, f"link_to_table={table}", f"no={no}")
    return shell


def set_printer(home: Path, script: str) -> Path:
    """Have files printed by a script of the test; returns where it writes what it was given."""
    program = home / "print-it"
    program.write_text(f"#!/bin/sh\necho \"$@\" >> '{home}/printed'\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_text(f'print_command = "{program} -d {{printer}} -n {{copies}}"\n')
    return home / "printed"


def test_a_document_is_recorded_with_all_that_is_said_of_it(office: Shell, tmp_path: Path) -> None:
    office("new", "salespeople", "code=JO", "name=Jo Okafor")
    office("new", "campaigns", "no=CP1")
    paper = tmp_path / "SI5.pdf"
    paper.write_bytes(b"%PDF")
    said = ("--customer", "10000", "--document-no", "si5", "--version", "2", "--occurrence", "1")
    more = (
        "--salesperson",
        "jo",
        "--campaign",
        "cp1",
        "--opportunity",
        "OP1",
        "--description",
        "Spring order",
    )
    made = office("record", "sales-invoice", *said, *more, "--file", str(paper), "--json").record
    assert (made["contact_no"], made["document_no"], made["document_type"]) == ("CT1000", "SI5", "Sales Inv.")
    assert (made["salesperson_code"], made["campaign_no"], made["opportunity_no"]) == ("JO", "CP1", "OP1")
    assert (made["version_no"], made["description"]) == (2, "Spring order")
    assert (made["outcome"], made["status"]) == ("recorded", "Logged")
    told = office("record", "sales-invoice", *said, "--once").err
    assert f"was recorded as entry {made['entry_no']}" in told
    assert len(office("list", "log-entries", "--json").records) == 1


def test_without_a_template_or_a_contact_nothing_is_recorded_and_the_exit_code_is_0(office: Shell) -> None:
    unset = office("record", "sales-quote", "--customer", "10000")
    assert (unset.out, "Sales Quotes is blank in Interaction Template Setup" in unset.err) == ("", True)
    missing = office("record", "sales-invoice", "--customer", "404", "--json").record
    assert (missing["entry_no"], missing["outcome"]) == (None, "no contact")
    assert office("list", "log-entries", "--json").records == []


def test_what_cannot_be_right_is_refused(office: Shell, tmp_path: Path) -> None:
    assert "--kinds" in office("record", "novel", "--contact", "CT1000", code=3).err
    assert "--kinds" in office("record", code=2).err
    said = ("record", "sales-invoice", "--contact", "CT1000", "--json")
    assert office(*said, "--salesperson", "NOBODY", code=1).error["field"] == "salesperson"
    assert office(*said, "--file", str(tmp_path / "gone.pdf"), code=1).error["field"] == "file"
    assert "Is a directory" in office(*said, "--file", str(tmp_path), code=1).error["error"]
    assert "vendor or contact" in office("record", "purchase-order", "--customer", "10000", code=1).err


def test_a_file_whose_name_is_no_text_is_recorded(office: Shell, tmp_path: Path) -> None:
    paper = os.fsdecode(os.fsencode(tmp_path) + b"/S\xff\x1b[31m.pdf")
    Path(paper).write_bytes(b"%PDF")
    office("record", "sales-invoice", "--contact", "CT1000", "--file", paper, "--once")
    assert (
        "Known already"
        in office("record", "sales-invoice", "--contact", "CT1000", "--file", paper, "--once").err
    )


def test_the_kinds_are_listed_with_the_templates_that_record_them(office: Shell) -> None:
    known = {one["kind"]: one for one in office("record", "--kinds", "--json").records}
    assert list(known) == [kind.name for kind in KINDS]
    assert known["sales-invoice"]["interaction_template_code"] == "SINVOICE"
    assert known["purchase-order"]["account"] == "Vendor"
    assert known["service-quote"]["interaction_template_code"] == ""
    assert "service-quote" in office("record", "--kinds").out


def test_LOG_10_the_interactions_of_a_sales_order_are_found_by_its_number(office: Shell) -> None:
    office("set", "interaction-template-setup", "sales_ord_cnfrmn=SINVOICE")
    for number in ("SO77", "SO78"):
        office("record", "sales-order-confirmation", "--contact", "CT1000", "--document-no", number)
    fields = ("--fields", "document_type,document_no", "--json")
    found = office("list", "log-entries", "--filter", "document_no=SO77", *fields).record
    assert found == {"document_type": "Sales Ord. Cnfrmn.", "document_no": "SO77"}


def test_a_document_is_printed_and_recorded_with_the_job_of_the_printer(office: Shell, home: Path) -> None:
    printed = set_printer(home, "echo 'request id is Office-7 (1 file(s))'")
    paper = home / "-SI5.pdf"
    paper.write_bytes(b"%PDF")
    said = ("--customer", "10000", "--document-no", "SI5", "--printer", "Office", "--copies", "2")
    made = office("print", "sales-invoice", str(paper), *said, "--json").record
    assert printed.read_text() == f"-d Office -n 2 {paper}\n"
    assert (made["job"], made["contact_via"], made["correspondence_type"]) == (
        "Office-7",
        "Office-7",
        "Hard Copy",
    )
    assert made["document_no"] == "SI5"


def test_nothing_is_recorded_when_the_printer_refuses(office: Shell, home: Path) -> None:
    set_printer(home, "echo 'lp: no such printer' >&2; exit 1")
    (home / "SI5.pdf").write_bytes(b"%PDF")
    said = ("print", "sales-invoice", str(home / "SI5.pdf"), "--customer", "10000")
    assert "did not take SI5.pdf: lp: no such printer" in office(*said, code=1).err
    paths.settings_file().write_text('print_command = "/nowhere/lp"\n')
    assert "cannot be run" in office(*said, code=1).err
    paths.settings_file().write_text('print_command = "cat"\n')
    assert "no {printer}" in office(*said, "--printer", "Office", code=1).err
    assert office("list", "log-entries", "--json").records == []


def test_what_is_not_to_be_recorded_is_printed_all_the_same_and_what_is_wrong_is_not(
    office: Shell, home: Path
) -> None:
    printed = set_printer(home, "true")
    (home / "SQ1.pdf").write_bytes(b"%PDF")
    told = office("print", "sales-quote", str(home / "SQ1.pdf"), "--customer", "10000")
    assert "Nothing was recorded" in told.err
    assert "Printed as print-it." in told.err
    assert len(printed.read_text().splitlines()) == 1
    office("print", "sales-quote", str(home / "SQ1.pdf"), code=1)
    office("print", "sales-invoice", str(home / "gone.pdf"), "--customer", "10000", code=1)
    assert len(printed.read_text().splitlines()) == 1


def test_what_was_printed_but_not_recorded_says_so_with_its_job(
    office: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_printer(home, "echo 'request id is Office-9 (1 file(s))'")
    (home / "SI5.pdf").write_bytes(b"%PDF" * 1000)

    def refuse(*_: object, **__: object) -> None:
        from models.errors import DatabaseError

        raise DatabaseError("The disk is full.")

    monkeypatch.setattr("models.rules.documents.recording.record", refuse)
    told = office("print", "sales-invoice", str(home / "SI5.pdf"), "--customer", "10000", code=1).err
    assert "Do not print it again, it is being printed as Office-9; record it by touchbase record" in told
    assert told.endswith("The disk is full.\n")


def test_a_folder_is_watched_once(office: Shell, tmp_path: Path) -> None:
    (tmp_path / "sales-invoice_10000_SI5.pdf").write_bytes(b"paper")
    (tmp_path / "purchase-order_V1_PO1.pdf").write_bytes(b"order")
    told = office("watch", str(tmp_path), "--once", "--settle", "0", "--json").records
    assert [(one["file"], one["outcome"]) for one in told] == [
        ("purchase-order_V1_PO1.pdf", "recorded"),
        ("sales-invoice_10000_SI5.pdf", "recorded"),
    ]
    shown = office("show", "log-entries", str(told[1]["entry_no"]), "--json").record
    assert (shown["document_no"], bool(shown["attachment_no"])) == ("SI5", True)
    (tmp_path / "scan.pdf").write_bytes(b"what is it?")
    assert (
        "scan.pdf: Nothing says what it is"
        in office("watch", str(tmp_path), "--once", "--settle", "0", code=1).out
    )
    assert "cannot be watched" in office("watch", str(tmp_path / "gone"), "--once", code=1).err


def test_a_folder_is_watched_until_the_end_of_the_session(
    office: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []

    class Waiting(StopRequest):
        def wait(self, seconds: float) -> bool:
            looks.append(seconds)
            if len(looks) == 1:
                (tmp_path / "sales-invoice_10000_SI5.pdf").write_bytes(b"paper")
            else:
                os.kill(os.getpid(), signal.SIGTERM)
            return self.is_set()

    monkeypatch.setattr(watch, "StopRequest", Waiting)
    told = office("watch", str(tmp_path), "--settle", "0", "--every", "7")
    assert "Recorded as entry 1" in told.out
    assert looks == [7.0, 7.0]


@pytest.mark.parametrize("verb", [("record", "sales-invoice", "--file"), ("print", "sales-invoice")])
def test_a_file_that_may_not_be_read_is_refused_as_one_that_is_missing(
    office: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    paper = tmp_path / "SI5.pdf"
    paper.write_bytes(b"%PDF")
    for name, refusal in (("access", lambda *_: False), ("open", _refuse)):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, _for_one(paper, refusal, real))
    told = office(*verb, str(paper), "--customer", "10000", code=1).err
    assert told == f"touchbase: {paper} cannot be read: Permission denied.\n"


def _for_one(path: Path, refusal: Callable[..., Any], real: Callable[..., Any]) -> Callable[..., Any]:
    def called(place: object, *more: Any, **named: Any) -> Any:
        return (refusal if str(place) == str(path) else real)(place, *more, **named)

    return called


def _refuse(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")
