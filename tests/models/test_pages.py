"""The names that people, files and scripts rely on: pages and their fields (design.md 4)."""

from __future__ import annotations

import pytest

from models.about import Kind
from models.pages import PAGES, Page, page
from models.queries.lists import columns, orders

FIELDS = {
    "contacts": (
        "no type name name_2 first_name middle_name surname initials job_title search_name company_no "
        "company_name address address_2 city county post_code country_region_code phone_no "
        "mobile_phone_no fax_no extension_no pager email email_2 home_page salesperson_code language_code "
        "territory_code format_region currency_code salutation_code organizational_level_code "
        "correspondence_type exclude_from_segment privacy_blocked minor parental_consent_received "
        "vat_registration_no registration_no external_id no_series date_of_last_interaction "
        "last_date_attempted no_of_interactions cost duration no_of_mailing_groups "
        "no_of_job_responsibilities no_of_industry_groups no_of_business_relations comment"
    ),
    "log-entries": (
        "entry_no contact_no contact_company_no interaction_template_code interaction_group_code "
        "description subject date time_of_interaction salesperson_code language_code correspondence_type "
        "information_flow initiated_by campaign_no campaign_entry_no campaign_target campaign_response "
        "evaluation attempt_failed cost duration user_id segment_no logged_segment_entry_no to_do_no "
        "opportunity_no document_type document_no version_no doc_no_occurrence contact_alt_address_code "
        "contact_via delivery_status attachment_no word_template_code send_word_doc_as_attmt merged "
        "email_logged postponed canceled status successful mine comment attachments"
    ),
    "postponed-interactions": (
        "entry_no contact_no contact_company_no interaction_template_code interaction_group_code "
        "description subject date time_of_interaction salesperson_code language_code correspondence_type "
        "information_flow initiated_by campaign_no campaign_entry_no campaign_target campaign_response "
        "evaluation attempt_failed cost duration user_id segment_no logged_segment_entry_no to_do_no "
        "opportunity_no document_type document_no version_no doc_no_occurrence contact_alt_address_code "
        "contact_via delivery_status attachment_no word_template_code send_word_doc_as_attmt merged "
        "email_logged postponed canceled status successful mine comment attachments"
    ),
    "interaction-templates": (
        "code interaction_group_code description unit_cost unit_duration information_flow initiated_by "
        "campaign_no campaign_target campaign_response correspondence_type ignore_contact_corres_type "
        "language_code wizard_action word_template_code blocked no_of_interactions cost duration"
    ),
    "interaction-template-languages": (
        "interaction_template_code language_code description attachment_no word_template_code custom_layout"
    ),
    "interaction-groups": "code description blocked no_of_interactions cost duration",
    "interaction-template-setup": (
        "sales_quotes sales_blnkt_ord sales_ord_cnfrmn sales_draft_invoices sales_invoices "
        "sales_shpt_note sales_cr_memo sales_statement sales_rmdr sales_return_order sales_return_receipt "
        "sales_finance_charge_memo purch_quotes purch_blnkt_ord purch_orders purch_invoices purch_rcpt "
        "purch_cr_memos purch_return_shipment purch_return_ord_cnfrmn serv_ord_create serv_ord_post "
        "service_contract service_contract_quote service_quote outg_calls emails email_draft "
        "meeting_invitation cover_sheets"
    ),
    "salespeople": (
        "code name job_title phone_no email email_2 commission_percent privacy_blocked blocked "
        "no_of_interactions cost duration"
    ),
    "users": "user_id salesperson_code database_role",
    "marketing-setup": (
        "contact_nos campaign_nos segment_nos task_nos opportunity_nos bus_rel_code_for_customers "
        "bus_rel_code_for_vendors bus_rel_code_for_bank_accs bus_rel_code_for_employees "
        "inherit_salesperson_code inherit_territory_code inherit_country_region_code "
        "inherit_language_code inherit_format_region inherit_address_details "
        "inherit_communication_details default_salesperson_code default_territory_code "
        "default_country_region_code default_language_code default_format_region "
        "default_correspondence_type def_company_salutation_code default_person_salutation_code "
        "attachment_storage_type attachment_storage_location max_attachment_size"
    ),
    "number-series": "code description default_nos manual_nos date_order",
    "number-series-lines": (
        "series_code starting_date starting_no ending_no warning_no increment_by_no last_no_used "
        "last_date_used open"
    ),
    "number-series-relationships": "code series_code",
    "salutations": "code description",
    "salutation-formulas": (
        "salutation_code language_code salutation_type salutation name_1 name_2 name_3 name_4 name_5"
    ),
    "mailing-groups": "code description no_of_contacts",
    "industry-groups": "code description no_of_contacts",
    "organizational-levels": "code description",
    "job-responsibilities": "code description no_of_contacts",
    "business-relations": "code description no_of_contacts",
    "territories": "code name",
    "languages": "code name iso_code",
    "countries": "code name iso_code",
    "campaigns": (
        "no description starting_date ending_date salesperson_code status_code last_date_modified "
        "no_series activated blocked"
    ),
    "campaign-statuses": "code description",
    "segments": (
        "no description salesperson_code date campaign_no interaction_template_code "
        "interaction_group_code language_code subject unit_cost unit_duration information_flow "
        "initiated_by campaign_target campaign_response correspondence_type ignore_contact_corres_type "
        "word_template_code send_word_docs_as_attmt no_series no_of_lines cost duration "
        "no_of_criteria_actions"
    ),
    "segment-lines": (
        "segment_no line_no contact_no contact_company_no interaction_template_code interaction_group_code "
        "description subject date salesperson_code language_code correspondence_type information_flow "
        "initiated_by campaign_no campaign_target campaign_response evaluation cost duration "
        "contact_alt_address_code contact_via line_status sending_status attachment"
    ),
    "segment-criteria": "segment_no action_no action filter no_of_lines",
    "saved-segment-criteria": "code description user_id no_of_actions",
    "saved-segment-criteria-lines": "segment_criteria_code line_no action filter",
    "logged-segments": (
        "entry_no segment_no description creation_date user_id canceled no_of_interactions "
        "no_of_campaign_entries"
    ),
    "campaign-entries": (
        "entry_no campaign_no description date user_id segment_no salesperson_code document_type canceled "
        "register_no no_of_interactions cost duration"
    ),
    "contact-alt-addresses": (
        "contact_no code company_name address address_2 city county post_code country_region_code "
        "phone_no mobile_phone_no fax_no email"
    ),
    "contact-alt-address-date-ranges": "entry_no contact_alt_address_code starting_date ending_date",
    "contact-mailing-groups": "contact_no mailing_group_code",
    "contact-industry-groups": "contact_no industry_group_code",
    "contact-job-responsibilities": "contact_no job_responsibility_code",
    "contact-business-relations": "contact_no business_relation_code link_to_table no",
    "contact-comments": "entry_no contact_no date code comment",
    "interaction-comments": "line_no entry_no date code comment",
    "mail-setup": "smtp_server smtp_server_port security login sender_name sender_email messages_per_minute",
    "company-information": (
        "name name_2 address address_2 post_code city county country_region_code phone_no email "
        "home_page vat_registration_no"
    ),
    "word-templates": "code name attachment_no",
    "attachments": "attachment_no name file_extension size type storage_type storage_pointer read_only",
    "attached-files": "line_no attachment_no interaction_tmpl_language segment_interaction_language entry_no",
    "deliveries": (
        "delivery_no entry_no correspondence_type state sent_to subject message_id response tried_at attempts"
    ),
    "segment-languages": (
        "line_no segment_no segment_line_no language_code description subject attachment_no "
        "word_template_code"
    ),
}
"""The fields of every page. Scripts and saved filters name them: add to these, never rename or take away."""

pages = pytest.mark.parametrize("of", PAGES, ids=lambda of: of.name)


def test_pages_and_fields_keep_their_names() -> None:
    assert {of.name: " ".join(columns.abouts(of.name)) for of in PAGES} == FIELDS


@pages
def test_every_reference_of_a_page_leads_to_a_page(of: Page) -> None:
    for about in columns.abouts(of.name).values():
        assert (about.kind is Kind.REFERENCE) == bool(about.refers_to), about.name
        if about.refers_to:
            assert page(about.refers_to).key, about.name


@pages
def test_columns_orders_keys_and_parents_are_fields_of_the_page(of: Page) -> None:
    names = columns.abouts(of.name)
    for path in of.columns:
        assert columns.about(of.name, path).caption
    assert set(of.key) <= set(names)
    assert set(of.orders) <= set(names)
    assert not of.parent or names[of.parent].refers_to
    assert of.single or of.order in orders.orders(of)


@pages
def test_every_field_has_a_caption_and_a_tip(of: Page) -> None:
    untold = [about.name for about in columns.abouts(of.name).values() if not about.caption]
    silent = [about.name for about in columns.abouts(of.name).values() if about.editable and not about.tip]
    assert (untold, set(silent) - {"no_series"}) == ([], set())


def test_page_names_and_captions_are_unique() -> None:
    assert len({of.name for of in PAGES}) == len(PAGES)
    assert len({of.caption for of in PAGES}) == len(PAGES)
