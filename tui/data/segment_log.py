"""What logging a segment would do, and what it did, in words (design.md 3.12)."""

from __future__ import annotations

from collections.abc import Sequence

from models.rules.segments.logging import Logged
from models.rules.segments.readiness import Readiness
from models.words import np_, p_, translate
from tui.text import number_text
from tui.widgets.pick_list import PickItem


def ready_text(now: Readiness) -> str:
    """How many lines are ready, and what they come to."""
    ready = np_("log", "{number} line is ready", "{number} lines are ready", now.ready)
    return p_("log", "{ready}   cost {cost}   minutes {minutes}").format(
        ready=ready.format(number=number_text(now.ready)),
        cost=f"{now.cost:,.2f}",
        minutes=number_text(now.duration),
    )


def besides_text(now: Readiness) -> str:
    """What is not wrong, but worth knowing."""
    parts = []
    if not now.described:
        parts.append(p_("log", "! The segment has no description; it needs one."))
    if now.twice:
        told = np_(
            "log",
            "{number} line is for a contact that another line is for too.",
            "{number} lines are for contacts that other lines are for too.",
            now.twice,
        )
        parts.append(told.format(number=number_text(now.twice)))
    return "  ".join(parts) or p_("log", "No contact stands twice.")


def problem_items(now: Readiness) -> Sequence[PickItem]:
    """One line for each kind of problem, with how many lines have it."""
    return [
        PickItem(
            str(int(problem)),
            f"! {translate(problem.caption):<16} "
            + np_("log", "{number} line", "{number} lines", number).format(number=number_text(number)),
            _opens(number),
        )
        for problem, number, _ in now.problems
    ]


def sending_text(now: Readiness) -> str:
    """What would be sent: e-mails, hard copies, and lines that send nothing."""
    counted = (
        (now.emails, np_("log", "{number} e-mail", "{number} e-mails", now.emails)),
        (now.hard_copies, np_("log", "{number} hard copy", "{number} hard copies", now.hard_copies)),
        (now.ready - now.emails - now.hard_copies, p_("log", "{number} nothing")),
    )
    told = (text.format(number=number_text(number)) for number, text in counted if number)
    return ", ".join(told) or p_("log", "nothing")


def refusal(now: Readiness) -> str:
    """Why all or nothing is nothing now."""
    number = sum(many for _, many, _ in now.problems)
    told = np_(
        "error",
        "{number} line cannot be logged: mend it, or log what is ready.",
        "{number} lines cannot be logged: mend them, or log what is ready.",
        number,
    )
    return told.format(number=number_text(number))


def done_text(done: Logged, segment: str) -> str:
    """What was logged, as sentences."""
    if not done.entries:
        return p_("message", "Segment {segment} was closed.").format(segment=segment)
    told = np_(
        "message",
        "Logged {number} interaction as logged segment {entry}.",
        "Logged {number} interactions as logged segment {entry}.",
        done.entries,
    )
    sentences = [told.format(number=number_text(done.entries), entry=done.entry_no)]
    if done.emails:
        sent = np_("message", "{number} e-mail goes out.", "{number} e-mails go out.", done.emails)
        sentences.append(sent.format(number=number_text(done.emails)))
    if done.left:
        left = np_(
            "message", "{number} line stays in {segment}.", "{number} lines stay in {segment}.", done.left
        )
        sentences.append(left.format(number=number_text(done.left), segment=segment))
    if done.follow_up:
        sentences.append(p_("message", "Follow-up: {number}.").format(number=done.follow_up))
    return "  ".join(sentences)


def _opens(number: int) -> str:
    """What Enter does on a problem."""
    return p_("log", "Enter opens it") if number == 1 else p_("log", "Enter lists them")
