"""The codes of the starter set: what a new database holds when it does not start empty.

Codes and figures follow Business Central's demonstration company; the texts are in the language of the
screen at the time of loading and belong to the people then.
"""

from __future__ import annotations

from typing import NamedTuple

from models.enums import CorrespondenceType, InformationFlow, InitiatedBy, NamePart
from models.words import N_

GROUPS = {
    "LETTER": N_("starter", "Letters"),
    "MEETING": N_("starter", "Meetings"),
    "PHONE": N_("starter", "Telephone conversations"),
    "PURCHASES": N_("starter", "Purchase documents"),
    "SALES": N_("starter", "Sales documents"),
    "SERVICE": N_("starter", "Service documents"),
    "SYSTEM": N_("starter", "System-generated entries"),
}


class Template(NamedTuple):
    """An interaction template of the starter set."""

    code: str
    group: str
    description: str
    cost: int = 8
    minutes: int = 1
    flow: InformationFlow = InformationFlow.OUTBOUND
    initiated_by: InitiatedBy = InitiatedBy.US
    correspondence: CorrespondenceType = CorrespondenceType.BLANK
    ignore_contact: bool = False


_IN, _OUT = InformationFlow.INBOUND, InformationFlow.OUTBOUND
_US, _THEM = InitiatedBy.US, InitiatedBy.THEM
_PAPER, _EMAIL, _NONE = CorrespondenceType.HARD_COPY, CorrespondenceType.EMAIL, CorrespondenceType.BLANK

TEMPLATES = (
    Template(
        "ABSTRACT",
        "LETTER",
        N_("starter", "Abstract of a meeting"),
        8,
        90,
        _OUT,
        InitiatedBy.BLANK,
        _PAPER,
        True,
    ),
    Template("BUS", "LETTER", N_("starter", "Business letter"), 8, 30, _OUT, _US, _PAPER, True),
    Template("GOLF", "LETTER", N_("starter", "Golf event (mail merge)"), 8, 1, _OUT, _US, _EMAIL, True),
    Template("INCOME", "PHONE", N_("starter", "Incoming phone call"), 0, 15, _IN, _THEM, _NONE, True),
    Template("OUTGOING", "PHONE", N_("starter", "Outgoing phone call"), 1, 15, _OUT, _US, _NONE, True),
    Template("INHOUSE", "MEETING", N_("starter", "Meeting at our site"), 25, 120),
    Template("ONSITE", "MEETING", N_("starter", "Meeting at the customer's site"), 45, 180),
    Template("EMAIL", "SYSTEM", N_("starter", "E-mails")),
    Template("EMAIL_D", "SYSTEM", N_("starter", "E-mail drafts")),
    Template("COVERSH", "SYSTEM", N_("starter", "Cover sheets")),
    Template("MEETINV", "SYSTEM", N_("starter", "Meeting invitation")),
    Template("SQUOTE", "SALES", N_("starter", "Sales quotes")),
    Template("SBORDER", "SALES", N_("starter", "Sales blanket orders")),
    Template("SORDERCF", "SALES", N_("starter", "Sales order confirmations")),
    Template("SDRAFTIN", "SALES", N_("starter", "Sales draft invoices")),
    Template("SINVOICE", "SALES", N_("starter", "Sales invoices")),
    Template("SSHIP", "SALES", N_("starter", "Sales shipment notes")),
    Template("SCMEMO", "SALES", N_("starter", "Sales credit memos")),
    Template("SSTATM", "SALES", N_("starter", "Sales statements")),
    Template("SREMIND", "SALES", N_("starter", "Sales reminders")),
    Template("SRETORD", "SALES", N_("starter", "Sales return orders")),
    Template("SRETRCP", "SALES", N_("starter", "Sales return receipts")),
    Template("SFINCHG", "SALES", N_("starter", "Sales finance charge memos")),
    Template("PQUOTE", "PURCHASES", N_("starter", "Purchase quotes")),
    Template("PBORDER", "PURCHASES", N_("starter", "Purchase blanket orders")),
    Template("PORDER", "PURCHASES", N_("starter", "Purchase orders")),
    Template("PINVOICE", "PURCHASES", N_("starter", "Purchase invoices")),
    Template("PRECEIPT", "PURCHASES", N_("starter", "Purchase receipts")),
    Template("PCMEMO", "PURCHASES", N_("starter", "Purchase credit memos")),
    Template("PRTSHIP", "PURCHASES", N_("starter", "Purchase return shipments")),
    Template("PRTORDC", "PURCHASES", N_("starter", "Purchase return order confirmations")),
    Template("SVORDCR", "SERVICE", N_("starter", "Service orders created")),
    Template("SVORDPO", "SERVICE", N_("starter", "Service orders posted")),
    Template("SVCONTR", "SERVICE", N_("starter", "Service contracts")),
    Template("SVCONTQ", "SERVICE", N_("starter", "Service contract quotes")),
    Template("SVQUOTE", "SERVICE", N_("starter", "Service quotes")),
)

TEMPLATE_SETUP = {
    "sales_quotes": "SQUOTE",
    "sales_blanket_orders": "SBORDER",
    "sales_order_confirmations": "SORDERCF",
    "sales_draft_invoices": "SDRAFTIN",
    "sales_invoices": "SINVOICE",
    "sales_shipment_notes": "SSHIP",
    "sales_credit_memos": "SCMEMO",
    "sales_statements": "SSTATM",
    "sales_reminders": "SREMIND",
    "sales_return_orders": "SRETORD",
    "sales_return_receipts": "SRETRCP",
    "sales_finance_charge_memos": "SFINCHG",
    "purchase_quotes": "PQUOTE",
    "purchase_blanket_orders": "PBORDER",
    "purchase_orders": "PORDER",
    "purchase_invoices": "PINVOICE",
    "purchase_receipts": "PRECEIPT",
    "purchase_credit_memos": "PCMEMO",
    "purchase_return_shipments": "PRTSHIP",
    "purchase_return_order_confirmations": "PRTORDC",
    "service_order_create": "SVORDCR",
    "service_order_post": "SVORDPO",
    "service_contracts": "SVCONTR",
    "service_contract_quotes": "SVCONTQ",
    "service_quotes": "SVQUOTE",
    "outgoing_calls": "OUTGOING",
    "emails": "EMAIL",
    "email_drafts": "EMAIL_D",
    "meeting_invitations": "MEETINV",
    "cover_sheets": "COVERSH",
}
"""Which template records which kind of document, by attribute of Interaction Template Setup."""

SALUTATIONS = {
    "COMPANY": N_("starter", "Companies"),
    "F": N_("starter", "Female, married or unmarried"),
    "F-JOB": N_("starter", "Female, by job title"),
    "F-MAR": N_("starter", "Female, married"),
    "F-UMAR": N_("starter", "Female, unmarried"),
    "M": N_("starter", "Male"),
    "M-JOB": N_("starter", "Male, by job title"),
    "UNISEX": N_("starter", "Male or female"),
}

_FIRST, _MIDDLE, _LAST, _JOB = (
    NamePart.FIRST_NAME,
    NamePart.MIDDLE_NAME,
    NamePart.SURNAME,
    NamePart.JOB_TITLE,
)
_NAME = (_FIRST, _MIDDLE, _LAST)

INFORMAL = {"ENG": "Hi %1,", "RUS": "Здравствуйте, %1!", "FIN": "Hei %1,", "ESP": "Hola, %1:"}
"""The informal salutation of a person, by language; `%1` is the first name."""

COMPANY = {
    "ENG": ("Dear Sir or Madam,", "Hello,"),
    "RUS": ("Уважаемые дамы и господа!", "Здравствуйте!"),
    "FIN": ("Hyvä vastaanottaja,", "Hei,"),
    "ESP": ("Estimados señores:", "Hola:"),
}
"""Formal and informal salutation of a company, by language."""

FORMAL: dict[str, dict[str, tuple[str, tuple[NamePart, ...]]]] = {
    "ENG": {
        "F": ("Dear Ms. %1 %2 %3,", _NAME),
        "F-JOB": ("Dear Ms. %1 %2,", (_JOB, _LAST)),
        "F-MAR": ("Dear Mrs. %1 %2 %3,", _NAME),
        "F-UMAR": ("Dear Miss %1 %2 %3,", _NAME),
        "M": ("Dear Mr. %1 %2 %3,", _NAME),
        "M-JOB": ("Dear Mr. %1 %2,", (_JOB, _LAST)),
        "UNISEX": ("Dear %1 %2 %3,", _NAME),
    },
    "RUS": {
        "F": ("Уважаемая г-жа %1!", (_LAST,)),
        "F-JOB": ("Уважаемая %1 %2!", (_JOB, _LAST)),
        "F-MAR": ("Уважаемая г-жа %1!", (_LAST,)),
        "F-UMAR": ("Уважаемая г-жа %1!", (_LAST,)),
        "M": ("Уважаемый г-н %1!", (_LAST,)),
        "M-JOB": ("Уважаемый %1 %2!", (_JOB, _LAST)),
        "UNISEX": ("Добрый день, %1 %2!", (_FIRST, _MIDDLE)),
    },
    "FIN": {
        "F": ("Hyvä rouva %1,", (_LAST,)),
        "F-JOB": ("Hyvä %1 %2,", (_JOB, _LAST)),
        "F-MAR": ("Hyvä rouva %1,", (_LAST,)),
        "F-UMAR": ("Hyvä neiti %1,", (_LAST,)),
        "M": ("Hyvä herra %1,", (_LAST,)),
        "M-JOB": ("Hyvä %1 %2,", (_JOB, _LAST)),
        "UNISEX": ("Hyvä %1 %2,", (_FIRST, _LAST)),
    },
    "ESP": {
        "F": ("Estimada Sra. %1:", (_LAST,)),
        "F-JOB": ("Estimada %1 %2:", (_JOB, _LAST)),
        "F-MAR": ("Estimada Sra. %1:", (_LAST,)),
        "F-UMAR": ("Estimada Srta. %1:", (_LAST,)),
        "M": ("Estimado Sr. %1:", (_LAST,)),
        "M-JOB": ("Estimado %1 %2:", (_JOB, _LAST)),
        "UNISEX": ("Estimado/a %1 %2 %3:", _NAME),
    },
}
"""The formal salutation of a person and what its places stand for, by language and salutation."""

MAILING_GROUPS = {"X-CARD": N_("starter", "Christmas card"), "X-GIFT": N_("starter", "Christmas gift")}
JOB_RESPONSIBILITIES = {
    "APR": N_("starter", "Accounts payable responsible"),
    "ARR": N_("starter", "Accounts receivable responsible"),
    "MARKETING": N_("starter", "Marketing responsible"),
    "PURCHASE": N_("starter", "Purchase responsible"),
    "SALE": N_("starter", "Sales responsible"),
}
ORGANIZATIONAL_LEVELS = {
    "CEO": N_("starter", "Chief executive officer"),
    "CFO": N_("starter", "Chief financial officer"),
    "J-MANA": N_("starter", "Junior manager"),
    "MANA": N_("starter", "Manager"),
    "SALEMP": N_("starter", "Salaried employee"),
    "SENMAN": N_("starter", "Senior manager"),
}
INDUSTRY_GROUPS = {
    "ADVERT": N_("starter", "Advertising"),
    "LAWYER": N_("starter", "Lawyers and accountants"),
    "MAN": N_("starter", "Manufacturers"),
    "PRESS": N_("starter", "Press, radio and television"),
    "RET": N_("starter", "Retail"),
    "WHOLE": N_("starter", "Wholesale"),
}
BUSINESS_RELATIONS = {
    "BANK": N_("starter", "Bank"),
    "CUST": N_("starter", "Customer"),
    "EMP": N_("starter", "Employee"),
    "VEND": N_("starter", "Vendor"),
    "PROS": N_("starter", "Prospect"),
    "CONS": N_("starter", "Consultant"),
    "SUPP": N_("starter", "Supplier"),
}
NUMBER_SERIES = {
    "CONT": (N_("starter", "Contacts"), "CT000001"),
    "SEGM": (N_("starter", "Segments"), "SM00001"),
    "CAMP": (N_("starter", "Campaigns"), "CP0001"),
}
"""Description and first number of each series."""

MARKETING_SETUP = {
    "contact_nos": "CONT",
    "segment_nos": "SEGM",
    "campaign_nos": "CAMP",
    "relation_for_customers": "CUST",
    "relation_for_vendors": "VEND",
    "relation_for_bank_accounts": "BANK",
    "relation_for_employees": "EMP",
    "default_company_salutation": "COMPANY",
    "default_person_salutation": "UNISEX",
}
"""The codes that Marketing Setup names, by attribute."""

LANGUAGES = {
    "ENG": (N_("starter", "English"), "en"),
    "RUS": (N_("starter", "Russian"), "ru"),
    "FIN": (N_("starter", "Finnish"), "fi"),
    "ESP": (N_("starter", "Spanish"), "es"),
}
"""Name and ISO code of each language."""
