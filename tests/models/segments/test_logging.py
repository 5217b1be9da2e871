"""Logging a segment, and what is left of it (scenarios LSG, STA, CAM; domain.md 3.9 to 3.11)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from models.base import tuples
from models.campaign import Campaign, CampaignEntry
from models.contact import Contact, ContactStatistics
from models.enums import LineProblem
from models.errors import NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.marketing_setup import MarketingSetup
from models.rules import records, search_rebuild, statistics, undo
from models.rules.campaigns import canceling as campaign_canceling
from models.rules.interactions import log
from models.rules.segments import logged, logging, reuse, steps
from models.rules.segments.readiness import readiness
from models.segment import LoggedSegment, Segment, SegmentCriteriaLine, SegmentLine
from models.template import InteractionTemplate
from tests import builders
from tests.models.segments.steps import REDUCE, People, add, contacts, line, numbers, rows, segment, shown

LETTER = {"interaction_template_code": "LETTER", "description": "Spring"}


def filled(expression: str = "CT1000", **typed: str) -> int:
    made = segment(**{**LETTER, **typed})
    add(made, expression)
    return made


def consistent() -> bool:
    """What `touchbase check` asks."""
    return not statistics.differences() and not search_rebuild.put_right()


def test_LSG_01_a_segment_is_logged_for_its_campaign(people: People) -> None:
    campaign = builders.campaign()
    done = logging.log(filled(campaign_no="CP100"))
    left = shown("logged-segments", done.entry_no)
    assert (left["segment_no"], left["no_of_campaign_entries"], left["no_of_interactions"]) == ("SM100", 1, 1)
    (entry,) = list(CampaignEntry.select())
    assert (entry.campaign, entry.segment_no, entry.register_no) == (campaign, "SM100", done.entry_no)
    (logged_entry,) = list(Entry.select())
    assert (logged_entry.contact, logged_entry.campaign_entry) == (people.mill, entry.id)
    assert (logged_entry.cost, logged_entry.duration) == (Decimal("12.00"), 5)
    assert consistent()


def test_LSG_02_a_segment_is_logged_with_a_follow_up() -> None:
    builders.campaign()
    made = filled(campaign_no="CP100")
    done = logging.log(made, follow_up=True)
    assert done.follow_up == "SM00001"
    assert Segment.one(made) is None
    (follow_up,) = list(Segment.select())
    known = shown("segments", follow_up.id)
    assert (known["no"], known["campaign_no"], known["date"]) == ("SM00001", "CP100", dt.date(2025, 5, 15))
    assert "ollow-up" in known["description"]
    assert "SM100" in known["description"]
    assert numbers(follow_up.id) == ["CT1000"]
    assert [row["campaign"] for row in rows(follow_up.id)] == [follow_up.campaign]


def test_without_a_series_for_the_follow_up_nothing_is_logged() -> None:
    made = filled()
    before = rows(made)
    MarketingSetup.update(segment_nos=None).execute()
    with pytest.raises(RuleError) as error:
        logging.log(made, follow_up=True)
    assert error.value.field == "segment_nos"
    assert (rows(made), Entry.select().count(), LoggedSegment.select().count()) == (before, 0, 0)


def test_LSG_07_a_canceled_logged_segment_is_deleted_and_its_entries_stay() -> None:
    builders.campaign()
    done = logging.log(filled("CT1000|CT1001", campaign_no="CP100"))
    with pytest.raises(RuleError, match="not canceled"):
        logged.delete_canceled(segment_no="SM100")
    logged.set_canceled([done.entry_no], True)
    assert logged.delete_canceled(segment_no="SM100") == 1
    assert LoggedSegment.select().count() == 0
    assert tuples(Entry.select(Entry.logged_segment_entry_no)) == [(0,), (0,)]
    assert undo.undo() == "deleted 1 logged segment"
    assert tuples(LoggedSegment.select(LoggedSegment.id, LoggedSegment.canceled)) == [(done.entry_no, True)]
    assert logged.number_of_entries([done.entry_no]) == 2
    assert shown("logged-segments", done.entry_no)["no_of_campaign_entries"] == 1


def test_STA_04_logged_segments_count_for_the_group() -> None:
    group = builders.group("FAIR")
    builders.template("STAND", "Stand", interaction_group=group, unit_cost=Decimal("7.25"), unit_duration=12)
    logging.log(filled(interaction_template_code="STAND"))
    known = shown("interaction-groups", group)
    assert (known["cost"], known["duration"]) == (Decimal("7.25"), 12)


def test_CAM_02_canceled_campaign_entries_are_deleted_with_their_interactions(people: People) -> None:
    builders.campaign()
    logging.log(filled("CT1000|CT2000", campaign_no="CP100"))
    (entry,) = [one.id for one in CampaignEntry.select()]
    assert campaign_canceling.toggled([entry])
    assert campaign_canceling.set_canceled([entry], True) == 2
    assert ContactStatistics.get(ContactStatistics.contact == people.mill).no_of_interactions == 0
    assert consistent()
    assert campaign_canceling.delete_canceled("CP100") == 1
    assert (CampaignEntry.select().count(), Entry.select().count()) == (0, 0)
    undo.undo()
    assert (CampaignEntry.select().count(), Entry.select().count()) == (1, 2)
    undo.undo()
    assert ContactStatistics.get(ContactStatistics.contact == people.mill).no_of_interactions == 1
    assert consistent()


def test_CAM_08_a_campaign_keeps_its_details_and_the_day_of_the_last_change() -> None:
    records.create("campaign-statuses", {"code": "PLAN", "description": "Planned"})
    series = builders.segment_series("CAMP", "CP0001")
    MarketingSetup.update(campaign_nos=series).execute()
    day = "2025-05-15"
    typed = {"salesperson_code": "JO", "starting_date": day, "ending_date": day, "status_code": "PLAN"}
    made = records.create("campaigns", {"description": "Spring", **typed}).id
    known = shown("campaigns", made)
    assert (known["salesperson_code"], known["status_code"]) == ("JO", "PLAN")
    assert (
        known["starting_date"] == known["ending_date"] == known["last_date_modified"] == dt.date(2025, 5, 15)
    )


def test_lines_that_cannot_go_refuse_all_or_stay_behind() -> None:
    made = filled("CT1000|CT2000|CT3001")
    first, second, _ = [row["id"] for row in rows(made)]
    records.change("segment-lines", first, 0, {"description": ""})
    records.change("segment-lines", second, 0, {"interaction_template_code": ""})
    before = rows(made)
    now = readiness(made)
    assert (now.ready, [(found, number) for found, number, _ in now.problems]) == (
        1,
        [(LineProblem.NO_TEMPLATE, 1), (LineProblem.NO_DESCRIPTION, 1)],
    )
    with pytest.raises(RuleError, match="2 lines cannot be logged"):
        logging.log(made)
    assert rows(made) == before
    done = logging.log(made, ready_only=True)
    assert (done.entries, done.left) == (1, 2)
    assert rows(made) == before[:2]
    with pytest.raises(RuleError, match="no line that can be logged"):
        logging.log(made, ready_only=True)


def test_a_segment_without_description_or_lines_is_not_logged() -> None:
    with pytest.raises(RuleError) as error:
        logging.log(filled(description="", no="SM300"))
    assert error.value.field == "description"
    with pytest.raises(RuleError, match="no line"):
        logging.log(segment("SM200", **LETTER))
    with pytest.raises(RuleError, match="logged or deleted meanwhile"):
        logging.log(999)


def test_a_logged_number_is_not_given_again() -> None:
    logging.log(filled())
    with pytest.raises(RuleError, match="SM100") as error:
        segment()
    assert error.value.field == "no"


def test_blocked_contacts_and_templates_keep_a_line_back(people: People) -> None:
    made = filled("CT1000|CT1001|CT2000")
    Contact.update(privacy_blocked=True).where(Contact.id == people.mill).execute()
    done = logging.log(made, ready_only=True)
    assert (done.entries, done.left) == (1, 2)
    InteractionTemplate.update(blocked=True).where(InteractionTemplate.id == people.letter).execute()
    assert {found: number for found, number, _ in readiness(made).problems} == {
        LineProblem.TEMPLATE_BLOCKED: 2
    }


def test_what_steps_removed_goes_with_the_logged_segment(people: People) -> None:
    made = filled("CT1000|CT2000")
    steps.take(made, REDUCE, contacts("CT2000"))
    assert logging.log(made).entries == 1
    assert (SegmentLine.select().count(), SegmentCriteriaLine.select().count()) == (0, 0)
    assert [row.contact for row in Entry.select()] == [people.mill]


def test_a_logged_segment_is_canceled_with_all_entries_and_none_alone_counts_again() -> None:
    builders.campaign()
    done = logging.log(filled("CT1000|CT1001", campaign_no="CP100"))
    assert logged.toggled([done.entry_no])
    assert logged.set_canceled([done.entry_no], True) == 2
    assert tuples(Entry.select(Entry.canceled)) == [(True,), (True,)]
    assert shown("logged-segments", done.entry_no)["no_of_campaign_entries"] == 1
    assert consistent()
    (entry, _) = [row.id for row in Entry.select()]
    with pytest.raises(RuleError, match="stays canceled"):
        log.set_canceled([entry], False)
    (campaign_entry,) = [row.id for row in CampaignEntry.select()]
    with pytest.raises(RuleError, match="stays canceled"):
        campaign_canceling.set_canceled([campaign_entry], False)
    assert undo.undo() == "canceled 1 logged segment"
    assert tuples(Entry.select(Entry.canceled)) == [(False,), (False,)]
    assert consistent()
    with pytest.raises(NotFoundError):
        logged.set_canceled([99], True)


def test_an_entry_canceled_before_its_segment_stays_so_when_that_is_undone() -> None:
    done = logging.log(filled("CT1000|CT1001"))
    (one, _) = sorted(row.id for row in Entry.select())
    log.set_canceled([one], True)
    logged.set_canceled([done.entry_no], True)
    undo.undo()
    assert dict(tuples(Entry.select(Entry.id, Entry.canceled)))[one]
    assert consistent()


def test_a_logged_segment_is_used_again_with_one_line_for_each_entry(people: People) -> None:
    builders.campaign()
    made = filled("CT1000", campaign_no="CP100")
    add(made, "CT1000", allow_existing=True)
    add(made, "CT3001")
    done = logging.log(made)
    Contact.update(privacy_blocked=True).where(Contact.id == people.ida).execute()
    Contact.update(exclude_from_segment=True).where(Contact.id == people.mill).execute()
    again = segment("SM200")
    assert reuse.reuse_logged(again, done.entry_no) == 2
    assert numbers(again) == ["CT1000", "CT1000"]
    assert all(row["campaign"] is not None for row in rows(again))
    assert steps.go_back(again) == 0
    assert numbers(again) == []
    with pytest.raises(NotFoundError):
        reuse.reuse_logged(again, 99)


def test_progress_is_told_from_the_beginning_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    logging.log(filled(), progress=lambda done, of: told.append((done, of)))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]
    assert told == sorted(told)


def test_campaign_totals_are_those_of_the_lines() -> None:
    made = filled("CT1000|CT1001")
    builders.campaign()
    one = rows(made)[0]["id"]
    records.change("segment-lines", one, 0, {"campaign_no": "CP100"})
    logging.log(made)
    assert Campaign.select().count() == CampaignEntry.select().count() == 1
    assert Entry.select().where(Entry.campaign_entry.is_null(False)).count() == 1
    assert line(segment("SM400"), "CT1000")


def test_however_many_lines_have_a_description_of_their_own_each_entry_is_found_by_its_own() -> None:
    made = segment(**LETTER)
    for number in range(60):
        line(made, "CT1000", description=f"Täysin oma {number}")
    done = logging.log(made)
    for number in (0, 7, 59):
        (entry,) = Entry.select().where(Entry.description == f"Täysin oma {number}")
        assert f"taysin oma {number} " in entry.search_text
        assert entry.logged_segment_entry_no == done.entry_no
    assert consistent()
