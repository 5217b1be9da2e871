"""Salespeople (domain.md 1.1)."""

from models.base import Record
from models.fields import Code, Flag, Percent, Text
from models.words import N_


class Salesperson(Record):
    """Somebody of ours who talks to contacts."""

    code = Code(
        20, N_("field", "Code"), N_("tip", "The initials or number of the salesperson."), required=True
    )
    name = Text(50, N_("field", "Name"), N_("tip", "The salesperson's full name."))
    job_title = Text(30, N_("field", "Job Title"), N_("tip", "The salesperson's title."))
    phone_no = Text(
        30, N_("field", "Phone No."), N_("tip", "The number under which to call the salesperson.")
    )
    email = Text(80, N_("field", "E-Mail"), N_("tip", "The salesperson's e-mail address."))
    email_2 = Text(80, N_("field", "E-Mail 2"), N_("tip", "Another e-mail address of the salesperson."))
    commission_percent = Percent(
        N_("field", "Commission %"),
        N_("tip", "The share of sales paid as commission, from 0 to 100."),
        least=0,
    )
    privacy_blocked = Flag(
        N_("field", "Privacy Blocked"), N_("tip", "Keeps the salesperson off contacts, for privacy.")
    )
    blocked = Flag(N_("field", "Blocked"), N_("tip", "Not offered any more; old records keep the code."))
    search_text = Text(250, "")

    searched = ("code", "name", "email")
