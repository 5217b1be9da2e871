"""Marketing Setup: one record of number series, defaults and what persons inherit (domain.md 1.6)."""

from __future__ import annotations

from models.base import Record
from models.codes import BusinessRelation, Country, Language, Salutation, Territory
from models.enums import CorrespondenceType, StorageType
from models.fields import Choice, Flag, Reference, Text, Whole
from models.number_series import NumberSeries
from models.salesperson import Salesperson
from models.words import N_

_SERIES = N_("tip", "The series that numbers new records of this kind.")
_INHERIT = N_("tip", "Persons take this from the company they belong to.")
_DEFAULT = N_("tip", "What new contacts start with.")
_RELATION = N_("tip", "The business relation code that stands for this kind of account.")


class MarketingSetup(Record):
    """The choices that hold for the whole database."""

    contact_nos = Reference(NumberSeries, N_("field", "Contact Nos."), _SERIES)
    campaign_nos = Reference(NumberSeries, N_("field", "Campaign Nos."), _SERIES)
    segment_nos = Reference(NumberSeries, N_("field", "Segment Nos."), _SERIES)
    task_nos = Reference(NumberSeries, N_("field", "Task Nos."), _SERIES)
    opportunity_nos = Reference(NumberSeries, N_("field", "Opportunity Nos."), _SERIES)
    relation_for_customers = Reference(
        BusinessRelation, N_("field", "Bus. Rel. Code for Customers"), _RELATION
    )
    relation_for_vendors = Reference(BusinessRelation, N_("field", "Bus. Rel. Code for Vendors"), _RELATION)
    relation_for_bank_accounts = Reference(
        BusinessRelation, N_("field", "Bus. Rel. Code for Bank Accs."), _RELATION
    )
    relation_for_employees = Reference(
        BusinessRelation, N_("field", "Bus. Rel. Code for Employees"), _RELATION
    )
    inherit_salesperson = Flag(N_("field", "Inherit Salesperson Code"), _INHERIT, default=True)
    inherit_territory = Flag(N_("field", "Inherit Territory Code"), _INHERIT, default=True)
    inherit_country = Flag(N_("field", "Inherit Country/Region Code"), _INHERIT, default=True)
    inherit_language = Flag(N_("field", "Inherit Language Code"), _INHERIT, default=True)
    inherit_format_region = Flag(N_("field", "Inherit Format Region"), _INHERIT, default=True)
    inherit_address = Flag(N_("field", "Inherit Address Details"), _INHERIT, default=True)
    inherit_communication = Flag(N_("field", "Inherit Communication Details"), _INHERIT, default=True)
    default_salesperson = Reference(Salesperson, N_("field", "Default Salesperson Code"), _DEFAULT)
    default_territory = Reference(Territory, N_("field", "Default Territory Code"), _DEFAULT)
    default_country = Reference(Country, N_("field", "Default Country/Region Code"), _DEFAULT)
    default_language = Reference(Language, N_("field", "Default Language Code"), _DEFAULT)
    default_format_region = Text(80, N_("field", "Default Format Region"), _DEFAULT)
    default_correspondence_type = Choice(
        CorrespondenceType, N_("field", "Default Correspondence Type"), _DEFAULT
    )
    default_company_salutation = Reference(Salutation, N_("field", "Def. Company Salutation Code"), _DEFAULT)
    default_person_salutation = Reference(Salutation, N_("field", "Default Person Salutation Code"), _DEFAULT)
    attachment_storage_type = Choice(
        StorageType,
        N_("field", "Attachment Storage Type"),
        N_("tip", "Where new attachments are kept: in the database, or as files in a folder."),
    )
    attachment_storage_location = Text(
        250,
        N_("field", "Attachment Storage Location"),
        N_("tip", "The folder of attachments that are kept as files."),
    )
    max_attachment_size = Whole(
        N_("field", "Max. Attachment Size (MB)"),
        N_("tip", "No attachment may be larger; 0 for no limit."),
        least=0,
        default=25,
    )
