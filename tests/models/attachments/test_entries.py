"""What log entries have attached, and what becomes of it when they are canceled and deleted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.interaction import occurred
from models.queries import attachments as queries
from models.queries.attached_files import Owner, files_of
from models.rules import undo
from models.rules.content import attached_files, attachments
from models.rules.content.attachments import store
from models.rules.interactions import log
from models.rules.interactions.log_deletion import delete_canceled, delete_entries
from tests import builders
from tests.models.attachments import samples

pytestmark = pytest.mark.usefixtures("opened")


def entry(attachment: int | None = None, **values: Any) -> int:
    """A log entry with this content."""
    day = dt.date(2025, 5, 15)
    known: dict[str, Any] = {"date": day, "occurred": occurred(day, None), "description": "Letter", **values}
    if "template" not in known:
        known["template"] = _template()
    return Entry.add(**known, attachment=attachment)


def _template() -> int:
    from models.base import tuples
    from models.template import InteractionTemplate

    found = tuples(InteractionTemplate.select(InteractionTemplate.id))
    return int(found[0][0]) if found else builders.template()


def exists(attachment: int) -> bool:
    return attachment in queries.abouts([attachment])


def names(entry_id: int) -> list[str]:
    return [file.attachment.name for file in files_of(Owner.ENTRY, entry_id)]


def test_ATT_02_deleting_an_entry_deletes_an_attachment_only_it_uses() -> None:
    nine = store("nine.pdf", b"9", read_only=True)
    sixty = entry(nine)
    with pytest.raises(RuleError, match="not canceled"):
        delete_entries([sixty])
    log.set_canceled([sixty], True)
    delete_entries([sixty])
    assert not exists(nine)
    undo.undo()
    assert queries.read(nine) == b"9"
    assert names(sixty) == ["nine.pdf"]


def test_ATT_03_purging_all_users_of_a_shared_attachment_removes_it() -> None:
    nine = store("nine.pdf", b"9")
    entries = [entry(nine, canceled=True), entry(nine, canceled=True)]
    delete_entries(entries[:1])
    assert exists(nine)
    assert delete_canceled() == 1
    assert not exists(nine)


def test_files_are_added_to_a_logged_entry_read_only_and_stay() -> None:
    logged = entry(store("mail.eml", b"m", read_only=True))
    line = attached_files.attach(Owner.ENTRY, logged, "../price list.pdf", b"1.00")
    mail, added = files_of(Owner.ENTRY, logged)
    assert (mail.line, added.line) == (0, line)
    assert (added.attachment.name, added.attachment.read_only) == ("price list.pdf", True)
    with pytest.raises(RuleError, match="recorded and stays"):
        attached_files.detach(line)
    undo.undo()
    assert names(logged) == ["mail.eml"]
    assert samples.attachments() == 1


def test_files_of_a_template_are_taken_off_again() -> None:
    samples.template("LETTER", "ENU")
    line = attached_files.attach(Owner.TEMPLATE_LANGUAGE, samples.row(), "prices.pdf", b"1.00")
    attached_files.detach(line)
    assert samples.attachments() == 0
    undo.undo()
    ((file),) = files_of(Owner.TEMPLATE_LANGUAGE, samples.row())
    assert queries.read(file.attachment.id) == b"1.00"


def test_a_postponed_entry_gets_its_files_in_its_form() -> None:
    with pytest.raises(RuleError, match="postponed, not logged"):
        attached_files.attach(Owner.ENTRY, entry(postponed=True), "a.pdf", b"x")


def test_canceling_deletes_the_attachments_that_only_the_canceled_have_when_asked_to() -> None:
    shared, own = store("shared.pdf", b"s"), store("own.pdf", b"o")
    one, two, kept = entry(shared), entry(own), entry(shared)
    attached_files.attach(Owner.ENTRY, one, "beside.pdf", b"b")
    assert attached_files.own_attachments([one, two]) == 2
    assert attached_files.own_attachments([one, two, kept]) == 3
    log.set_canceled([one, two], True)
    assert samples.attachments() == 3
    undo.undo()
    log.set_canceled([one, two], True, delete_attachments=True)
    assert (names(one), names(two), names(kept)) == (["shared.pdf"], [], ["shared.pdf"])
    undo.undo()
    assert (names(one), names(two)) == (["shared.pdf", "beside.pdf"], ["own.pdf"])
    assert queries.read(own) == b"o"


def test_more_than_memory_should_hold_is_deleted_for_good_and_undo_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attachments, "HELD", 5)
    gone = entry(store("large.pdf", b"123456"), canceled=True)
    delete_entries([gone])
    assert samples.attachments() == 0
    with pytest.raises(RuleError, match="for good"):
        undo.undo()
