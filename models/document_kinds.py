"""The kinds of documents that are recorded by themselves, and what each goes by (domain.md 4)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from models import dictionary
from models.about import About
from models.enums import DocumentType, LinkToTable
from models.errors import NotFoundError
from models.template import InteractionTemplateSetup
from models.words import N_, p_

SALES = N_("section", "Sales")
PURCHASES = N_("section", "Purchases")
SERVICE = N_("section", "Service")
OTHER = N_("section", "Other")


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document or message that Interaction Template Setup may have recorded."""

    name: str
    """What the shell and files call it: `sales-invoice`."""
    caption: str
    document_type: DocumentType
    """What its log entry says it is; blank for calls, mails and invitations."""
    setup: str
    """The attribute of Interaction Template Setup that holds its template."""
    section: str
    account: LinkToTable = LinkToTable.BLANK
    """The kind of account that it is made out to; blank when it goes to a contact."""

    @property
    def setup_field(self) -> About:
        """The field of Interaction Template Setup that holds its template."""
        return dictionary.about(InteractionTemplateSetup._meta.fields[self.setup])


def _sales(name: str, caption: str, document_type: DocumentType, setup: str) -> DocumentKind:
    return DocumentKind(name, caption, document_type, setup, SALES, LinkToTable.CUSTOMER)


def _purchase(name: str, caption: str, document_type: DocumentType, setup: str) -> DocumentKind:
    return DocumentKind(name, caption, document_type, setup, PURCHASES, LinkToTable.VENDOR)


def _service(name: str, caption: str, document_type: DocumentType, setup: str) -> DocumentKind:
    return DocumentKind(name, caption, document_type, setup, SERVICE, LinkToTable.CUSTOMER)


def _other(
    name: str, caption: str, setup: str, document_type: DocumentType = DocumentType.BLANK
) -> DocumentKind:
    return DocumentKind(name, caption, document_type, setup, OTHER)


_T = DocumentType
KINDS = (
    _sales("sales-quote", N_("document", "Sales quote"), _T.SALES_QUOTE, "sales_quotes"),
    _sales(
        "sales-blanket-order",
        N_("document", "Sales blanket order"),
        _T.SALES_BLANKET_ORDER,
        "sales_blanket_orders",
    ),
    _sales(
        "sales-order-confirmation",
        N_("document", "Sales order confirmation"),
        _T.SALES_ORDER_CONFIRMATION,
        "sales_order_confirmations",
    ),
    _sales(
        "sales-draft-invoice",
        N_("document", "Sales draft invoice"),
        _T.SALES_DRAFT_INVOICE,
        "sales_draft_invoices",
    ),
    _sales("sales-invoice", N_("document", "Sales invoice"), _T.SALES_INVOICE, "sales_invoices"),
    _sales(
        "sales-shipment-note",
        N_("document", "Sales shipment note"),
        _T.SALES_SHIPMENT_NOTE,
        "sales_shipment_notes",
    ),
    _sales(
        "sales-credit-memo", N_("document", "Sales credit memo"), _T.SALES_CREDIT_MEMO, "sales_credit_memos"
    ),
    _sales("sales-statement", N_("document", "Sales statement"), _T.SALES_STATEMENT, "sales_statements"),
    _sales("sales-reminder", N_("document", "Sales reminder"), _T.SALES_REMINDER, "sales_reminders"),
    _sales(
        "sales-return-order",
        N_("document", "Sales return order"),
        _T.SALES_RETURN_ORDER,
        "sales_return_orders",
    ),
    _sales(
        "sales-return-receipt",
        N_("document", "Sales return receipt"),
        _T.SALES_RETURN_RECEIPT,
        "sales_return_receipts",
    ),
    _sales(
        "sales-finance-charge-memo",
        N_("document", "Sales finance charge memo"),
        _T.FINANCE_CHARGE_MEMO,
        "sales_finance_charge_memos",
    ),
    _purchase("purchase-quote", N_("document", "Purchase quote"), _T.PURCHASE_QUOTE, "purchase_quotes"),
    _purchase(
        "purchase-blanket-order",
        N_("document", "Purchase blanket order"),
        _T.PURCHASE_BLANKET_ORDER,
        "purchase_blanket_orders",
    ),
    _purchase("purchase-order", N_("document", "Purchase order"), _T.PURCHASE_ORDER, "purchase_orders"),
    _purchase(
        "purchase-invoice", N_("document", "Purchase invoice"), _T.PURCHASE_INVOICE, "purchase_invoices"
    ),
    _purchase(
        "purchase-receipt", N_("document", "Purchase receipt"), _T.PURCHASE_RECEIPT, "purchase_receipts"
    ),
    _purchase(
        "purchase-credit-memo",
        N_("document", "Purchase credit memo"),
        _T.PURCHASE_CREDIT_MEMO,
        "purchase_credit_memos",
    ),
    _purchase(
        "purchase-return-shipment",
        N_("document", "Purchase return shipment"),
        _T.PURCHASE_RETURN_SHIPMENT,
        "purchase_return_shipments",
    ),
    _purchase(
        "purchase-return-order-confirmation",
        N_("document", "Purchase return order confirmation"),
        _T.PURCHASE_RETURN_ORDER_CONFIRMATION,
        "purchase_return_order_confirmations",
    ),
    _service(
        "service-order-create",
        N_("document", "Service order created"),
        _T.SERVICE_ORDER_CREATE,
        "service_order_create",
    ),
    _service(
        "service-order-post",
        N_("document", "Service order posted"),
        _T.SERVICE_ORDER_POST,
        "service_order_post",
    ),
    _service(
        "service-contract", N_("document", "Service contract"), _T.SERVICE_CONTRACT, "service_contracts"
    ),
    _service(
        "service-contract-quote",
        N_("document", "Service contract quote"),
        _T.SERVICE_CONTRACT_QUOTE,
        "service_contract_quotes",
    ),
    _service("service-quote", N_("document", "Service quote"), _T.SERVICE_QUOTE, "service_quotes"),
    _other("outgoing-call", N_("document", "Outgoing call"), "outgoing_calls"),
    _other("email", N_("document", "E-mail"), "emails"),
    _other("email-draft", N_("document", "E-mail draft"), "email_drafts"),
    _other("meeting-invitation", N_("document", "Meeting invitation"), "meeting_invitations"),
    _other("cover-sheet", N_("document", "Cover sheet"), "cover_sheets", _T.COVER_SHEET),
)
"""All kinds, in the order of Interaction Template Setup."""


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


@cache
def _by_name() -> dict[str, DocumentKind]:
    return {_bare(kind.name): kind for kind in KINDS}


def find(name: str) -> DocumentKind:
    """The kind with this name, however its words are joined: `sales-invoice`, `Sales_Invoice`, `e-mail`.

    Raises `NotFoundError` that names where they are listed.
    """
    kind = _by_name().get(_bare(name))
    if kind is None:
        raise NotFoundError(
            p_("error", "There is no kind of document {name}; touchbase record --kinds lists them.").format(
                name=name or "''"
            ),
            field="kind",
        )
    return kind


def of_type(document_type: int) -> DocumentKind | None:
    """The kind that log entries with this document type are of; none for a blank type."""
    return next((kind for kind in KINDS if document_type and kind.document_type == document_type), None)
