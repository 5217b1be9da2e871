"""Commands on what is or was to be sent."""

from __future__ import annotations

from models.words import N_
from tui.commands.command import Command, Scope

DELIVERIES: tuple[Command, ...] = (
    Command(
        "send_waiting",
        (),
        N_("action", "Send e-mails"),
        N_("help", "Send the e-mails that wait; a process of its own does it and goes on when you quit."),
        Scope.EVERYWHERE,
        words="mail smtp deliver outbox",
    ),
    Command(
        "retry_delivery",
        ("Y",),
        N_("action", "Retry"),
        N_("help", "Send again what failed; what may have arrived already only after a question."),
        Scope.RECORD,
        words="again send delivery error uncertain",
    ),
    Command(
        "give_up_delivery",
        ("U",),
        N_("action", "Give up"),
        N_("help", "Leave unsent what waits or failed, after a question."),
        Scope.RECORD,
        words="stop delivery cancel",
    ),
    Command(
        "resend",
        (),
        N_("action", "Resend"),
        N_("help", "Send the entry or the marked ones again, as they went or filled in anew."),
        Scope.RECORD,
        words="again send mail letter",
    ),
    Command(
        "hard_copies",
        (),
        N_("action", "Print"),
        N_("help", "Write the letters of the entry or the marked ones to a folder, to print them."),
        Scope.RECORD,
        words="hard copies letters pdf zip paper file",
    ),
)
