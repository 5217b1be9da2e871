"""Contacts out of the database: what came in goes out again, and comes back the same."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from models.contact import Contact
from models.errors import RuleError
from models.exchange.contacts.exporting import export_contacts
from models.exchange.contacts.importing import import_contacts
from models.queries.lists.rows import Filter
from tests.models.contact_people import change, company, person, set_up

pytestmark = pytest.mark.usefixtures("opened")

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted([*SAMPLES.glob("*.csv"), *SAMPLES.glob("*.vcf")])


def _exported(**options: str) -> str:
    stream = io.StringIO(newline="")
    export_contacts(stream, **options)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("kind", ["vcard", "csv"])
def test_what_is_exported_comes_back_without_making_contacts(path: Path, kind: str, tmp_path: Path) -> None:
    set_up()
    import_contacts(path)
    file = tmp_path / ("all.vcf" if kind == "vcard" else "all.csv")
    number = Contact.select().count()

    with file.open("w", encoding="utf-8", newline="") as stream:
        assert export_contacts(stream, format=kind) == number
    report = import_contacts(file)

    assert (report.created, report.refused) == (0, 0)
    assert Contact.select().count() == number
    assert import_contacts(file).updated == 0


def test_what_another_program_wrote_goes_out_with_what_changed_here(tmp_path: Path) -> None:
    set_up()
    path = tmp_path / "one.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:4.0\nUID:urn:one\nFN:Ida Voss\nTITLE:Buyer\nX-PET:Cat\nEND:VCARD\n")
    import_contacts(path)
    change(Contact.get().id, job_title="Boss")

    text = _exported()

    assert "X-PET:Cat\r\n" in text
    assert "UID:urn:one\r\n" in text
    assert "TITLE:Boss\r\n" in text
    assert "Buyer" not in text


def test_json_has_one_object_per_line_with_the_names_of_the_fields() -> None:
    set_up()
    company("Mill")
    person("Ida Voss", company_no="Mill", phone_no="0777")

    records = [json.loads(line) for line in _exported(format="json").splitlines()]

    assert [(record["type"], record["name"]) for record in records] == [
        ("Company", "Mill"),
        ("Person", "Ida Voss"),
    ]
    assert (records[1]["company_no"], records[1]["phone_no"]) == ("CT000001", "0777")
    assert records[1]["cost"] == "0.00"


def test_filters_narrow_what_is_exported() -> None:
    set_up()
    company("Mill")
    person("Ida Voss")
    stream = io.StringIO(newline="")

    assert export_contacts(stream, filters=[Filter("type", "Person")]) == 1
    assert "Ida" in stream.getvalue()
    assert "Mill" not in stream.getvalue()


@pytest.mark.parametrize("options", [{"format": "xml"}, {"version": "2.1"}])
def test_an_unknown_format_or_version_is_refused(options: dict[str, str]) -> None:
    with pytest.raises(RuleError) as caught:
        _exported(**options)

    assert caught.value.field in options
