"""Contacts from files into the database, again and again (design.md 6)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base import tuples
from models.codes import Country, Language
from models.contact import Contact, ContactCard, ContactComment, ContactStatistics
from models.enums import ContactType
from models.errors import RuleError
from models.exchange.contacts.importing import Progress, Report, import_contacts
from models.exchange.contacts.store import Outcome, RowResult
from models.queries import records as reading
from models.queries.lists import search
from models.rules import search_rebuild, statistics
from tests.models.contact_people import company, get, person, set_up

pytestmark = pytest.mark.usefixtures("opened")

SAMPLES = Path(__file__).parent.parent.parent / "samples"
FOREIGN = Path(__file__).parents[4] / "shared" / "samples" / "vcard"
FILES = sorted([*SAMPLES.glob("*.csv"), *SAMPLES.glob("*.vcf")]) + sorted(FOREIGN.glob("*.vcf"))


def _csv(tmp_path: Path, *rows: str, name: str = "people.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def _counts(report: Report) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.refused


def _stored() -> list[tuple[object, ...]]:
    fields = [field for field in Contact._meta.sorted_fields if field.name not in ("changed_at",)]
    return tuples(Contact.select(*fields).order_by(Contact.id))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sample_comes_in_and_a_second_time_changes_nothing(path: Path) -> None:
    set_up()

    seen = import_contacts(path, dry_run=True)
    assert Contact.select().count() == 0
    first = import_contacts(path)
    stored = _stored()
    second = import_contacts(path)

    assert first.created > 0
    assert _counts(seen) == _counts(first)
    assert (second.created, second.updated) == (0, 0)
    assert second.unchanged == first.created + first.updated + first.unchanged
    assert _stored() == stored
    assert statistics.differences() == []
    assert ContactStatistics.select().count() == Contact.select().count()


def test_a_row_becomes_a_person_of_a_company_that_is_made(tmp_path: Path) -> None:
    set_up()
    country = Country.add(code="GB", name="Great Britain", iso_code="GB")
    language = Language.add(code="ENG", name="English", iso_code="en")
    path = _csv(
        tmp_path,
        "First Name,Surname,Company Name,E-Mail,Phone No.,Country/Region,Language Code,Comment",
        "Ida,Voss,Harbour Mill Ltd,ida@mill.example,0814 655 ext. 12,great britain,en-GB,Prefers mornings",
    )

    report = import_contacts(path)

    assert _counts(report) == (1, 0, 0, 0)
    mill = Contact.get(Contact.type == ContactType.COMPANY)
    ida = Contact.get(Contact.type == ContactType.PERSON)
    assert (ida.name, ida.company, ida.company_name) == ("Ida Voss", mill.id, "Harbour Mill Ltd")
    assert (ida.phone_no, ida.extension_no) == ("0814 655", "12")
    assert (ida.country, ida.language) == (country, language)
    assert ContactComment.get().comment == "Prefers mornings"
    assert [choice.id for choice in reading.look_up("contacts", "voss")] == [ida.id]


def test_a_file_fills_and_changes_fields_but_never_blanks_one(tmp_path: Path) -> None:
    set_up()
    ida = person("Ida Voss", email="ida@voss.example", city="Lund", phone_no="0777")

    report = import_contacts(
        _csv(tmp_path, "Name,E-Mail,City,Phone No.,Job Title", "Ida Voss,ida@voss.example,,0888,Buyer")
    )

    assert _counts(report) == (0, 1, 0, 0)
    assert (get(ida).city, get(ida).phone_no, get(ida).job_title) == ("Lund", "0888", "Buyer")


def test_two_candidates_are_a_refusal_that_names_both(tmp_path: Path) -> None:
    set_up()
    person("Ida Voss", email="one@voss.example")
    person("Ida Voss", email="two@voss.example")
    results: list[RowResult] = []

    report = import_contacts(_csv(tmp_path, "Name,City", "ida voss,Lund"), told=results.append)

    assert _counts(report) == (0, 0, 0, 1)
    assert "CT000001" in results[0].reason
    assert "CT000002" in results[0].reason


def test_an_address_inherited_from_the_company_says_nothing_about_the_person(tmp_path: Path) -> None:
    set_up()
    company("Mill", email="info@mill.example")
    ida = person("Ida Voss", company_no="Mill")
    assert get(ida).email == "info@mill.example"

    report = import_contacts(_csv(tmp_path, "Name,Company,E-Mail", "Bo Berg,Mill,info@mill.example"))

    assert _counts(report) == (1, 0, 0, 0)
    assert get(ida).name == "Ida Voss"


def test_two_rows_with_one_address_and_two_names_are_two_contacts(tmp_path: Path) -> None:
    set_up()
    path = _csv(tmp_path, "Name,E-Mail", "Ida Voss,us@home.example", "Bo Voss,us@home.example")

    assert _counts(import_contacts(path)) == (2, 0, 0, 0)
    assert _counts(import_contacts(path)) == (0, 0, 2, 0)


def test_the_stored_uid_finds_a_contact_whatever_it_is_called_now(tmp_path: Path) -> None:
    set_up()
    path = tmp_path / "one.vcf"
    card = "BEGIN:VCARD\nVERSION:4.0\nUID:urn:one\nFN:Ida Voss\nX-PET:Cat\nEND:VCARD\n"
    path.write_text(card)
    import_contacts(path)
    path.write_text(card.replace("Ida Voss", "Ida Berg"))

    report = import_contacts(path)

    assert _counts(report) == (0, 1, 0, 0)
    assert Contact.get().name == "Ida Berg"
    assert "X-PET:Cat" in ContactCard.get().kept


def test_refused_rows_go_to_a_file_that_imports_once_mended(tmp_path: Path) -> None:
    set_up()
    path = _csv(tmp_path, "Name,E-Mail", "Ida Voss,ida@voss.example", "Bo Berg,no address", "Mo Lind,")
    refused = tmp_path / "refused.csv"

    report = import_contacts(path, refused_path=refused)

    assert _counts(report) == (2, 0, 0, 1)
    text = refused.read_text(encoding="utf-8-sig")
    assert "no address" in text
    assert "Ida" not in text
    mended = _csv(tmp_path, *text.replace("Bo Berg,no address", "Bo Berg,bo@berg.example").splitlines())
    assert _counts(import_contacts(mended)) == (1, 0, 0, 0)


def test_the_file_itself_does_not_take_the_refused_rows(tmp_path: Path) -> None:
    set_up()
    path = _csv(tmp_path, "Name", "Ida Voss")

    with pytest.raises(RuleError):
        import_contacts(path, refused_path=path)

    assert path.read_text() == "Name\nIda Voss\n"


def test_without_a_number_series_every_row_is_refused_with_the_reason(tmp_path: Path) -> None:
    results: list[RowResult] = []

    report = import_contacts(_csv(tmp_path, "Name", "Ida Voss"), told=results.append)

    assert _counts(report) == (0, 0, 0, 1)
    assert "Contact Nos" in results[0].reason
    assert Contact.select().count() == 0


def test_a_stopped_import_keeps_whole_rows_and_goes_on_next_time(tmp_path: Path) -> None:
    set_up()
    path = _csv(tmp_path, "Name", *(f"Ida Voss{number}" for number in range(450)))
    steps: list[Progress] = []

    report = import_contacts(path, progress=steps.append, stop=lambda: len(steps) == 1)

    assert report.stopped
    assert 0 < report.created < 450
    assert Contact.select().count() == report.created
    rest = import_contacts(path)
    assert (rest.created, rest.unchanged) == (450 - report.created, report.created)


def test_an_interrupted_batch_leaves_nothing_behind(tmp_path: Path) -> None:
    set_up()
    search_rebuild.put_right()
    path = _csv(tmp_path, "Name", *(f"Ida Voss{number}" for number in range(450)))

    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_contacts(path, progress=interrupt)

    numbers = Contact.select().count()
    assert 0 < numbers < 450
    assert len(search.ids(Contact, "ida")) == numbers
    assert search_rebuild.put_right() == 0


def test_what_became_of_each_row_is_told_with_its_line_and_number(tmp_path: Path) -> None:
    set_up()
    results: list[RowResult] = []

    import_contacts(
        _csv(tmp_path, "Name,E-Mail", "Ida Voss,", "Bo Berg,bad", "Ida Voss,"), told=results.append
    )

    assert [(each.line, each.outcome) for each in results] == [
        (2, Outcome.CREATED),
        (3, Outcome.REFUSED),
        (4, Outcome.UNCHANGED),
    ]
    assert results[0].contact_no == results[2].contact_no == "CT000001"


_NAMES = st.sampled_from(["Ida Voss", "Ida Lin Voss", "ida voss", "Bo", "Bo Berg", "Ödön Ähäm", ""])
_COMPANIES = st.sampled_from(["", "Mill", "MILL", "Quill & Co"])
_EMAILS = st.sampled_from(["", "a@x.example", "b@x.example", "a@x.example;b@x.example", "A@X.example"])
_ROWS = st.lists(st.tuples(_NAMES, _COMPANIES, _EMAILS, st.sampled_from(["", "0777", "0888"])), max_size=8)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_ROWS)
def test_any_rows_a_second_time_make_no_contact(tmp_path: Path, rows: Sequence[tuple[str, ...]]) -> None:
    Contact.delete().where(Contact.type == ContactType.PERSON).execute()
    Contact.delete().execute()
    if not reading.look_up("number-series", "CONT"):
        set_up()
    path = _csv(tmp_path, "Name,Company,E-Mail,Phone No.", *(",".join(row) for row in rows))

    first = import_contacts(path)
    second = import_contacts(path)

    assert second.created == 0
    assert second.rows == first.rows
