"""Quick search: what finds a contact or a log entry, on both engines, with the index and without it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import search_state
from models.base import tuples
from models.contact import Contact
from models.database import database, search_index, unit
from models.interaction import InteractionLogEntry as Entry
from models.queries import records as reading
from models.queries.lists import search
from models.queries.lists.rows import Question
from models.queries.lists.search_ways import Plan, Way, index_words
from models.queries.lists.windows import count, window
from models.rules import records, search_rebuild, search_texts, undo
from models.rules.interactions import comments, drafts, log_deletion
from models.rules.interactions.interaction_form import FormState, start, typed
from models.rules.interactions.log import set_canceled
from models.salesperson import Salesperson
from tests import builders
from tests.models.contact_people import change, company, person, set_up

pytestmark = pytest.mark.usefixtures("opened")


def go(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    """Find by this way, however small the table is."""
    monkeypatch.setattr(search, "_SMALL", 0)
    monkeypatch.setattr(search, "best", lambda _sample, wanted, *_: Plan(way, index_words(wanted)))


@pytest.fixture(params=list(Way), ids=lambda way: way.value)
def asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way in which records are found."""
    go(request.param, monkeypatch)


def contacts(text: str) -> list[int]:
    return search.ids(Contact, text)


def entries(text: str) -> list[int]:
    return search.ids(Entry, text)


def form(contact: int, **texts: str) -> FormState:
    state = typed(start(contact_ids=[contact]), "interaction_template_code", "CALL-IN")
    for name, text in texts.items():
        state = typed(state, name, text)
    return state


def begin() -> None:
    """A series for contacts, somebody to call and a template; nothing wrong with their search texts."""
    set_up()
    builders.give_me(builders.salesperson("RL", "Rosa Lind"))
    builders.template("CALL-IN", "Incoming call")
    search_rebuild.put_right()


@pytest.mark.usefixtures("asked")
def test_a_contact_is_found_by_everything_people_would_expect() -> None:
    begin()
    mill = company("Harbour Mill Ltd", city="Łódź")
    ida = person("Ída Voss", company_no="Harbour Mill Ltd", name_2="née Berg", phone_no="+44 20 7946 0911")
    change(ida, mobile_phone_no="07700 900123", email="ida.voss@mill.example", email_2="iv@home.example")

    for text in ("CT000002", "ida", "VOSS", "berg née", "mill ha", '"harbour mill"', "lodz", "ida.voss@mill"):
        assert ida in contacts(text), text
    for text in (
        "020 79460911",
        "+44 (0)20 7946 0911",
        "7946-0911",
        "+44 7700 900 123",
        "900123",
        "iv@home.ex",
    ):
        assert contacts(text) == [ida], text
    for text in ("voss -mill", '"mill harbour"', "oss", "harbourm", '"harbour mi" -ida -ct000001'):
        assert contacts(text) == [], text
    assert contacts("mill -voss") == [mill]
    assert contacts("-") == [mill, ida]


@pytest.mark.usefixtures("asked")
def test_an_entry_is_found_by_its_words_its_contact_its_company_and_its_comments() -> None:
    begin()
    company("Harbour Mill Ltd")
    ida = person("Ida Voss", company_no="Harbour Mill Ltd")
    held = drafts.save_draft(form(ida, description="Price list", comment="wants blue ones"), None)

    for text in ("price", "list voss", "mill", "CT000002", '"blue ones"', "harbour pri blu"):
        assert entries(text) == [held.entry_id], text
    assert entries("price -blue") == []
    second = comments.add_comment(held.entry_id, "or green")
    assert entries("green") == [held.entry_id]
    comments.change_comment(second, 1, "or red")
    assert (entries("green"), entries("red blue")) == ([], [held.entry_id])
    comments.delete_comments([second])
    assert entries("red") == []
    undo.undo()
    assert entries("red") == [held.entry_id]
    records.delete("interaction-comments", [second])
    assert entries("red") == []
    assert search_rebuild.put_right() == 0


@pytest.mark.usefixtures("asked")
def test_entries_follow_the_names_of_contact_and_company() -> None:
    begin()
    mill = company("Harbour Mill Ltd")
    ida = person("Ida Voss", company_no="Harbour Mill Ltd")
    entry = drafts.save_draft(form(ida), None).entry_id

    change(mill, name="Quill Group")
    change(ida, surname="Berg")

    assert (entries("harbour"), entries("voss")) == ([], [])
    assert (entries("quill berg"), contacts("quill")) == ([entry], [mill, ida])
    records.delete("contacts", [ida])
    assert (entries("berg"), contacts("berg")) == ([], [])
    undo.undo()
    assert (entries("berg"), contacts("berg")) == ([entry], [ida])
    assert search_rebuild.put_right() == 0


@pytest.mark.usefixtures("asked")
def test_a_list_shows_what_is_found_in_its_order_and_counts_it() -> None:
    begin()
    ids = [company(f"{name} Mill") for name in ("Delta", "Alpha", "Charlie", "Bravo")]
    company("Other")
    question = Question("contacts", ("name",), "name", search="mill")

    first = window(question, None, limit=3)
    rest = window(question, first.rows[-1], limit=3)

    assert [row.id for row in (*first.rows, *rest.rows)] == [ids[1], ids[3], ids[2], ids[0]]
    assert count(question) == 4


def test_a_look_up_offers_names_that_begin_so_before_other_words() -> None:
    begin()
    other = person("Abel Comber", email="abel@voss.com")
    compass = company("Compass Ltd")
    mails = person("Ann Aalto", email="ann@voss.com")

    assert [choice.id for choice in reading.look_up("contacts", "com")] == [other, compass, mails]


def test_small_tables_are_found_by_words_too() -> None:
    jo = builders.salesperson("JO", "Jo O'Hara")
    search_rebuild.put_right()

    assert search.ids(Salesperson, "o'ha") == [jo]
    assert search.ids(Salesperson, "hara jo") == [jo]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40) | st.text("\"-* ab'%_\\.1", max_size=20))
def test_no_text_is_an_error_and_index_and_texts_agree(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not Contact.select().count():
        for name in ("ab a", "1 b.a", "a_b%", "Ёж ab"):
            builders.company(f"C{name}".upper(), name)
    found = []
    for way in Way:
        go(way, monkeypatch)
        found.append(contacts(text))
    assert found[0] == found[1] == found[2]
    assert search.number(Contact, text) in (len(found[0]), None)


STEPS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5), st.sampled_from("abcd")), max_size=12)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_everything_is_found_by_what_it_says(steps: list[tuple[int, int, str]]) -> None:
    if not Salesperson.select().count():
        begin()
        company("Harbour Mill Ltd")
    for step in steps:
        _do(*step)
    assert search_rebuild.put_right() == 0


def _do(step: int, which: int, letter: str) -> None:
    """One thing that people do, to the record at some place, if there is one that it can be done to."""
    people, log = contacts("-"), entries("-")
    contact = people[which % len(people)] if people else 0
    entry = log[which % len(log)] if log else 0
    logged = bool(entry and not Entry.get_by_id(entry).postponed)
    if step == 0 or not contact:
        company(f"{letter} Mill")
    elif step == 1:
        boss = Contact.get_by_id(contact)
        person(f"{letter} Voss", **({"company_no": boss.no} if not boss.type else {}))
    elif step == 2:
        change(contact, name=f"{letter} Renamed", phone_no="020 7946 0911")
    elif step == 3:
        drafts.postpone(None, form(contact, comment=letter))
    elif step == 4:
        builders_entry(contact, letter)
    elif step == 5:
        records.delete("contacts", [contact])
    elif step == 6 and undo.last():
        undo.undo()
    elif step == 7 and entry:
        comments.add_comment(entry, f"{letter} noted")
    elif step == 8 and logged:
        set_canceled([entry], True)
        log_deletion.delete_entries([entry])
    elif step == 9 and entry and not logged:
        drafts.delete_postponed([entry])


@unit
def builders_entry(contact: int, letter: str) -> None:
    """A logged entry as a statement of many would make it: text composed by the database."""
    before = Entry.select().count()
    values: dict[str, Any] = {"description": letter, "postponed": True, "contact": contact}
    entry = Entry.add(**values)
    text = search_texts.composed(pw_value(letter), Entry.contact, Entry.company)
    Entry.update(search_text=text).where(Entry.id == entry).execute()
    search_texts.index_between(Entry, entry, entry)
    assert Entry.select().count() == before + 1


def pw_value(text: str) -> Any:
    import peewee as pw

    return pw.Value(text)


def test_a_missing_index_is_noticed_and_made_anew(engine: str) -> None:
    begin()
    ida = person("Ida Voss")
    assert search_state.is_current()
    kind = "TABLE" if engine == "sqlite" else "INDEX"
    database.execute_sql(f"DROP {kind} contact_search")

    assert not search_state.is_current()
    assert contacts("voss") == [ida]
    told: list[tuple[int, int]] = []
    search_rebuild.rebuild(lambda done, of: told.append((done, of)))

    assert search_state.is_current()
    assert told[-1][0] <= told[-1][1]
    assert contacts("voss") == [ida]
    assert search_rebuild.put_right() == 0


def test_nobody_is_kept_from_writing_by_a_broken_index(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begin()
    go(Way.SORT, monkeypatch)
    ida = person("Ida Voss")
    if engine == "sqlite":
        database.execute_sql("DROP TABLE contact_search")

    change(ida, surname="Berg")

    assert search_state.in_use() == (engine == "postgres")
    assert contacts("berg") == [ida]
    search_rebuild.rebuild()
    assert contacts("berg") == [ida]
    assert search_rebuild.put_right() == 0


def test_words_that_a_text_lost_are_put_right() -> None:
    begin()
    ida = person("Ida Voss")
    database.execute_sql("UPDATE contact SET search_text = 'other'")
    assert contacts("voss") == []

    assert search_rebuild.put_right() == 1

    assert contacts("voss") == [ida]
    assert search_rebuild.put_right() == 0
    ((state,),) = tuples(search_state.SearchState.select(search_state.SearchState.rules))
    assert state == search_state.RULES
    assert not search_index.differs("contact") or not database.in_transaction()
