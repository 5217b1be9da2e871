"""Mail Setup: the server that takes our e-mails. It never holds a password."""

from __future__ import annotations

from models.base import Record
from models.enums import MailSecurity
from models.fields import Choice, Text, Whole
from models.words import N_


class MailSetup(Record):
    """One record: how e-mails leave the house.

    The password comes from the environment or from a command of the person who sends.
    """

    host = Text(
        250, N_("field", "SMTP Server"), N_("tip", "The server that takes e-mails: mail.example.com.")
    )
    port = Whole(
        N_("field", "SMTP Server Port"),
        N_("tip", "587 for STARTTLS, 465 for TLS."),
        least=1,
        most=65535,
        default=587,
    )
    security = Choice(MailSecurity, N_("field", "Security"), N_("tip", "How the connection is kept private."))
    login = Text(
        250,
        N_("field", "Login"),
        N_(
            "tip",
            "Who signs in at the server; blank for nobody. The password is never kept here: the environment "
            "has it (TOUCHBASE_SMTP_PASSWORD), or smtp_password_command of settings.toml writes it.",
        ),
    )
    sender_name = Text(100, N_("field", "Sender Name"), N_("tip", "Who e-mails come from, in words."))
    sender_address = Text(
        80,
        N_("field", "Sender E-Mail"),
        N_("tip", "Where e-mails come from when the salesperson has no address."),
    )
    messages_per_minute = Whole(
        N_("field", "Messages per Minute"),
        N_("tip", "No more than that are sent; 0 for as fast as the server takes them."),
        least=0,
        default=60,
    )
