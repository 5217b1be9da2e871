"""The options of the domain (domain.md 0), stored as their ordinals."""

from __future__ import annotations

from enum import IntEnum
from typing import Self

from models.words import N_


class Option(IntEnum):
    """An option: an ordinal with its official English caption, marked for translation."""

    caption: str

    def __new__(cls, ordinal: int, caption: str = "") -> Self:
        self = int.__new__(cls, ordinal)
        self._value_ = ordinal
        self.caption = caption
        return self

    @classmethod
    def choices(cls) -> tuple[tuple[int, str], ...]:
        """Ordinal and caption of every option, in order; a blank option has no caption."""
        return tuple((int(option), option.caption) for option in cls)


class ContactType(Option):
    COMPANY = 0, N_("option", "Company")
    PERSON = 1, N_("option", "Person")


class CorrespondenceType(Option):
    BLANK = 0
    HARD_COPY = 1, N_("option", "Hard Copy")
    EMAIL = 2, N_("option", "Email")


class InformationFlow(Option):
    BLANK = 0
    OUTBOUND = 1, N_("option", "Outbound")
    INBOUND = 2, N_("option", "Inbound")


class InitiatedBy(Option):
    BLANK = 0
    US = 1, N_("option", "Us")
    THEM = 2, N_("option", "Them")


class Evaluation(Option):
    BLANK = 0
    VERY_POSITIVE = 1, N_("option", "Very Positive")
    POSITIVE = 2, N_("option", "Positive")
    NEUTRAL = 3, N_("option", "Neutral")
    NEGATIVE = 4, N_("option", "Negative")
    VERY_NEGATIVE = 5, N_("option", "Very Negative")


class DeliveryStatus(Option):
    BLANK = 0
    IN_PROGRESS = 1, N_("option", "In Progress")
    ERROR = 2, N_("option", "Error")
    SENT = 3, N_("option", "Sent")
    UNCERTAIN = 4, N_("option", "Uncertain")


class DeliveryState(Option):
    """What became of one delivery: the entry says the same in fewer words."""

    WAITING = 0, N_("option", "Waiting")
    SENDING = 1, N_("option", "Being Sent")
    SENT = 2, N_("option", "Sent")
    UNCERTAIN = 3, N_("option", "Uncertain")
    ERROR = 4, N_("option", "Error")
    GIVEN_UP = 5, N_("option", "Given Up")


class MailSecurity(Option):
    """How the connection to a mail server is kept private."""

    STARTTLS = 0, N_("option", "STARTTLS")
    TLS = 1, N_("option", "TLS")
    NONE = 2, N_("option", "None")


class WizardAction(Option):
    """What the template wants done with the content of an interaction (domain.md 1.4)."""

    BLANK = 0
    OPEN = 1, N_("option", "Open")
    IMPORT = 2, N_("option", "Import")
    MERGE = 3, N_("option", "Merge")


class StorageType(Option):
    EMBEDDED = 0, N_("option", "Embedded")
    DISK_FILE = 1, N_("option", "Disk File")


class ContentKind(Option):
    """Whether an attachment is a file, or a merge body: the text of a message with fields in it."""

    FILE = 0, N_("option", "File")
    BODY = 1, N_("option", "Merge Body")


class Layout(Option):
    """How the merge body of a template language is written."""

    BLANK = 0
    TEXT = 1, N_("option", "Plain Text")
    MARKDOWN = 2, N_("option", "Markdown")
    HTML = 3, N_("option", "HTML")


class Status(Option):
    """The computed status of a log entry (design.md 3.17)."""

    LOGGED = 0, N_("option", "Logged")
    POSTPONED = 1, N_("option", "Postponed")
    ATTEMPT_FAILED = 2, N_("option", "Attempt Failed")
    CANCELED = 3, N_("option", "Canceled")
    BEING_SENT = 4, N_("option", "Being Sent")
    ERROR = 5, N_("option", "Error")
    UNCERTAIN = 6, N_("option", "Uncertain")


class LinkToTable(Option):
    BLANK = 0
    CUSTOMER = 1, N_("option", "Customer")
    VENDOR = 2, N_("option", "Vendor")
    BANK_ACCOUNT = 3, N_("option", "Bank Account")
    EMPLOYEE = 4, N_("option", "Employee")


class SalutationType(Option):
    FORMAL = 0, N_("option", "Formal")
    INFORMAL = 1, N_("option", "Informal")


class NamePart(Option):
    """What `%1` to `%5` of a salutation formula stand for (domain.md 1.2)."""

    BLANK = 0
    JOB_TITLE = 1, N_("option", "Job Title")
    FIRST_NAME = 2, N_("option", "First Name")
    MIDDLE_NAME = 3, N_("option", "Middle Name")
    SURNAME = 4, N_("option", "Surname")
    INITIALS = 5, N_("option", "Initials")
    COMPANY_NAME = 6, N_("option", "Company Name")


class CriteriaAction(Option):
    """What a criteria step does to a segment (domain.md 3.3, 3.4)."""

    ADD = 0, N_("option", "Add Contacts")
    REDUCE = 1, N_("option", "Remove Contacts (Reduce)")
    REFINE = 2, N_("option", "Remove Contacts (Refine)")


class LineProblem(Option):
    """What keeps a line of a segment from being logged."""

    READY = 0, N_("option", "ok")
    NO_TEMPLATE = 1, N_("option", "no template")
    TEMPLATE_BLOCKED = 2, N_("option", "template blocked")
    NO_DESCRIPTION = 3, N_("option", "no description")
    NO_SALESPERSON = 4, N_("option", "no salesperson")
    NO_DATE = 5, N_("option", "no date")
    CONTACT_BLOCKED = 6, N_("option", "contact blocked")
    WORKED_ON = 7, N_("option", "being worked on")
    NO_EMAIL = 8, N_("option", "no e-mail")
    """Only when it is to be sent, as the next one."""
    NOTHING_TO_SEND = 9, N_("option", "nothing to send")


class LineContent(Option):
    """Where the content of a segment line comes from (domain.md 1.8)."""

    BLANK = 0
    INHERITED = 1, N_("option", "Inherited")
    UNIQUE = 2, N_("option", "Unique")


class DocumentType(Option):
    """The kinds of documents that are recorded by themselves (domain.md 4)."""

    BLANK = 0
    SALES_QUOTE = 1, N_("option", "Sales Qte.")
    SALES_BLANKET_ORDER = 2, N_("option", "Sales Blnkt. Ord")
    SALES_ORDER_CONFIRMATION = 3, N_("option", "Sales Ord. Cnfrmn.")
    SALES_INVOICE = 4, N_("option", "Sales Inv.")
    SALES_SHIPMENT_NOTE = 5, N_("option", "Sales Shpt. Note")
    SALES_CREDIT_MEMO = 6, N_("option", "Sales Cr. Memo")
    SALES_STATEMENT = 7, N_("option", "Sales Stmnt.")
    SALES_REMINDER = 8, N_("option", "Sales Rmdr.")
    SERVICE_ORDER_CREATE = 9, N_("option", "Serv. Ord. Create")
    SERVICE_ORDER_POST = 10, N_("option", "Serv. Ord. Post")
    PURCHASE_QUOTE = 11, N_("option", "Purch. Qte.")
    PURCHASE_BLANKET_ORDER = 12, N_("option", "Purch. Blnkt. Ord.")
    PURCHASE_ORDER = 13, N_("option", "Purch. Ord.")
    PURCHASE_INVOICE = 14, N_("option", "Purch. Inv.")
    PURCHASE_RECEIPT = 15, N_("option", "Purch. Rcpt.")
    PURCHASE_CREDIT_MEMO = 16, N_("option", "Purch. Cr. Memo")
    COVER_SHEET = 17, N_("option", "Cover Sheet")
    SALES_RETURN_ORDER = 18, N_("option", "Sales Return Order")
    FINANCE_CHARGE_MEMO = 19, N_("option", "Finance Charge Memo")
    SALES_RETURN_RECEIPT = 20, N_("option", "Sales Return Receipt")
    PURCHASE_RETURN_SHIPMENT = 21, N_("option", "Purch. Return Shipment")
    PURCHASE_RETURN_ORDER_CONFIRMATION = 22, N_("option", "Purch. Return Ord. Cnfrmn.")
    SERVICE_CONTRACT = 23, N_("option", "Service Contract")
    SERVICE_CONTRACT_QUOTE = 24, N_("option", "Service Contract Quote")
    SERVICE_QUOTE = 25, N_("option", "Service Quote")
    SALES_DRAFT_INVOICE = 26, N_("option", "Sales Draft Invoice")
