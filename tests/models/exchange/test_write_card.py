"""Cards written after a change: only what changed is changed."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import RuleError
from models.exchange.contacts.data import ContactData
from models.exchange.contacts.reader import read_contacts
from models.exchange.vcard.vcard_out import write_card

SAMPLES = Path(__file__).parents[2] / "samples"


def read_back(text: str) -> ContactData:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.vcf"
        path.write_text(text, "utf-8", newline="")
        (card,) = read_contacts(path)
    assert isinstance(card, ContactData)
    return card


def sample(name: str) -> ContactData:
    (card,) = read_contacts(SAMPLES / name)
    assert isinstance(card, ContactData)
    return card


def test_changing_one_field_changes_one_property() -> None:
    data = sample("phone.vcf")
    before = write_card(data, data.kept, "3.0").splitlines()
    after = write_card(replace(data, job_title="Captain"), data.kept, "3.0").splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("TITLE:Pilot", "TITLE:Captain")
    ]


@pytest.mark.parametrize("name", ["phone.vcf", "office.vcf", "mail.vcf"])
def test_changed_and_emptied_fields_come_back(name: str) -> None:
    data = sample(name)
    changed = replace(
        data,
        phone_no="+1 555 0100",
        extension_no="7",
        fax_no="",
        email="new@a.example",
        email_2="",
        city="Oslo",
        comment="a;b,c\nd",
        company_name="Other, Ltd",
        department=data.department,
        home_page="https://x.example",
    )
    again = read_back(write_card(changed, data.kept))
    for field in (
        "phone_no",
        "extension_no",
        "email",
        "email_2",
        "city",
        "comment",
        "company_name",
        "home_page",
    ):
        assert getattr(again, field) == getattr(changed, field)
    assert again.department == data.department


def test_a_version_nobody_asked_for_is_refused() -> None:
    with pytest.raises(RuleError, match=r"4\.0 or 3\.0"):
        write_card(ContactData(name="A"), "", "2.1")


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(
    data=st.builds(
        ContactData,
        first_name=words,
        middle_name=words,
        surname=words,
        job_title=words,
        company_name=words,
        address=words.map(lambda word: "S" + word.strip(",") + "1"),
        city=words,
        post_code=words,
        comment=words,
        phone_no=st.just("+1 555-0100"),
        extension_no=st.just("12"),
        email=st.just("a@b.example;c@b.example"),
        email_2=st.just("d@b.example"),
        uid=st.uuids().map(lambda uid: uid.urn),
    ),
    version=st.sampled_from(["4.0", "3.0"]),
)
def test_what_is_written_is_read_again(data: ContactData, version: str) -> None:
    data = replace(data, name=f"{data.first_name} {data.middle_name} {data.surname}")
    text = write_card(data, "", version)
    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))
    assert replace(read_back(text), kept="", line=0, warnings=()) == data
