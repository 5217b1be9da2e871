"""Who works here, and how the program is set up."""

from __future__ import annotations

from models.company_information import CompanyInformation
from models.mail_setup import MailSetup
from models.marketing_setup import MarketingSetup
from models.pages.definition import Page
from models.salesperson import Salesperson
from models.user import User
from models.words import N_

SETUP = (
    Page(
        "salespeople",
        N_("page", "Salespeople"),
        Salesperson,
        ("code", "name", "phone_no", "email", "no_of_interactions"),
    ),
    Page(
        "users",
        N_("page", "User Setup"),
        User,
        ("user_id", "salesperson_code"),
        key=("user_id",),
        order="user_id",
    ),
    Page("marketing-setup", N_("page", "Marketing Setup"), MarketingSetup, (), key=(), order="", single=True),
    Page("mail-setup", N_("page", "Mail Setup"), MailSetup, (), key=(), order="", single=True),
    Page(
        "company-information",
        N_("page", "Company Information"),
        CompanyInformation,
        (),
        key=(),
        order="",
        single=True,
    ),
)
