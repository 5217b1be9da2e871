"""Who has a draft open, with real processes (design.md 2)."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import BusyError
from models.interaction import Draft
from models.queries.postponed import my_postponed
from models.rules.interactions import leases
from models.rules.interactions.drafts import Held, TakenOverError, discard, postpone, resume, save_draft
from models.rules.interactions.finish import finish
from models.rules.interactions.interaction_form import start, typed
from models.who import acting_as, who
from tests import builders

ROOT = Path(__file__).parents[2]

HOLDER = """
import datetime as dt, sys
from models.database import open_database
from models.rules.interactions.drafts import resume, save_draft
from models.rules.interactions.interaction_form import typed
from models.who import Who, act_as
open_database(sys.argv[1])
act_as(Who("BERT", dt.date(2025, 5, 15)))
state, held = resume(int(sys.argv[2]))
save_draft(typed(state, "comment", "typed by Bert"), held)
print("open", flush=True)
sys.stdin.read()
"""


def new_draft(comment: str = "first") -> Held:
    """A draft that this process has open."""
    builders.give_me(builders.salesperson())
    builders.template("CALL-IN", "Incoming call")
    state = typed(start(contact_ids=[builders.company()]), "interaction_template_code", "CALL-IN")
    return save_draft(typed(state, "comment", comment), None)


def other_program(url: str, entry: int) -> subprocess.Popen[str]:
    """Another program in which Bert has the draft open."""
    program = subprocess.Popen(
        [sys.executable, "-c", HOLDER, url, str(entry)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "open\n"
    return program


def end(program: subprocess.Popen[str]) -> None:
    program.kill()
    program.communicate()


def run_out(entry: int) -> None:
    """Let the lease of a draft run out by the database's clock."""
    Draft.update(lease_until=Draft.lease_until - leases.SECONDS).where(Draft.entry == entry).execute()


def test_a_killed_owner_gets_their_own_draft_back_at_once(opened: str) -> None:
    held = new_draft()
    entry = postpone(held, held.saved)
    program = other_program(opened, entry)
    with pytest.raises(BusyError, match="BERT has interaction"):
        resume(entry)
    end(program)
    state, _ = resume(entry)
    assert state.text("comment") == "typed by Bert"


def test_two_people_cannot_resume_the_same_draft(opened: str) -> None:
    held = new_draft()
    entry = postpone(held, held.saved)
    program = other_program(opened, entry)
    try:
        assert my_postponed() == 0
        with pytest.raises(BusyError, match="BERT"):
            resume(entry)
    finally:
        end(program)
    assert my_postponed() == 1


@pytest.mark.usefixtures("opened")
def test_taking_over_fences_the_old_holder_who_keeps_the_text_as_a_second_draft() -> None:
    old = new_draft("mine")
    with acting_as(replace(who(), user="BERT")):
        state, new = resume(old.entry_id, take_over=True)
        new = save_draft(typed(state, "comment", "theirs"), new)
    for write in (
        lambda: save_draft(typed(old.saved, "comment", "too late"), old),
        lambda: postpone(old, old.saved),
        lambda: finish(old, old.saved),
        lambda: discard(old),
        lambda: leases.renew(old.entry_id, old.holder),
    ):
        with pytest.raises(TakenOverError, match="BERT took the interaction over"):
            write()
    second = save_draft(old.saved, None)
    assert second.entry_id != old.entry_id
    postpone(new, new.saved)
    assert resume(old.entry_id)[0].text("comment") == "theirs"
    assert resume(second.entry_id, take_over=True)[0].text("comment") == "mine"


@pytest.mark.usefixtures("opened")
def test_a_lease_that_ran_out_gives_way_and_renewing_keeps_it() -> None:
    held = new_draft()
    leases.renew(held.entry_id, held.holder)
    with pytest.raises(BusyError):
        resume(held.entry_id)
    run_out(held.entry_id)
    _, mine = resume(held.entry_id)
    with pytest.raises(TakenOverError):
        leases.renew(held.entry_id, held.holder)
    leases.release(mine.entry_id, mine.holder)
    assert leases.lease_of(held.entry_id) is not None
    assert my_postponed() == 1


@pytest.mark.usefixtures("opened")
def test_a_process_on_another_host_is_believed_until_its_lease_runs_out() -> None:
    held = new_draft()
    Draft.update(host="elsewhere", process="1 gone").where(Draft.entry == held.entry_id).execute()
    with pytest.raises(BusyError, match="elsewhere"):
        resume(held.entry_id)
    run_out(held.entry_id)
    assert resume(held.entry_id)[1].entry_id == held.entry_id


@pytest.mark.usefixtures("opened")
def test_writing_a_draft_that_was_finished_elsewhere_says_so() -> None:
    held = new_draft()
    state, mine = resume(held.entry_id, take_over=True)
    finish(mine, state)
    with pytest.raises(TakenOverError, match="finished or deleted elsewhere"):
        save_draft(held.saved, held)
