-- The tables of the first version. id, text, text(n) and record are spelled out per engine by 0001_initial.py.

CREATE TABLE business_relation (
    record,
    code text(10) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE salesperson (
    record,
    code text(20) NOT NULL DEFAULT '',
    name text(50) NOT NULL DEFAULT '',
    job_title text(30) NOT NULL DEFAULT '',
    phone_no text(30) NOT NULL DEFAULT '',
    email text(80) NOT NULL DEFAULT '',
    email_2 text(80) NOT NULL DEFAULT '',
    commission_percent BIGINT NOT NULL DEFAULT 0,
    privacy_blocked BOOLEAN NOT NULL DEFAULT FALSE,
    blocked BOOLEAN NOT NULL DEFAULT FALSE,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE number_series (
    record,
    code text(20) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    default_nos BOOLEAN NOT NULL DEFAULT TRUE,
    manual_nos BOOLEAN NOT NULL DEFAULT FALSE,
    date_order BOOLEAN NOT NULL DEFAULT FALSE,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE campaign (
    record,
    no text(20) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    starting_date DATE,
    ending_date DATE,
    salesperson_id INTEGER REFERENCES salesperson ON DELETE RESTRICT,
    number_series_id INTEGER REFERENCES number_series ON DELETE RESTRICT,
    blocked BOOLEAN NOT NULL DEFAULT FALSE,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE user_setup (
    record,
    user_id text(50) NOT NULL DEFAULT '',
    salesperson_id INTEGER REFERENCES salesperson ON DELETE RESTRICT,
    database_role text(63) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE campaign_entry (
    record,
    campaign_id INTEGER NOT NULL REFERENCES campaign ON DELETE RESTRICT,
    description text(100) NOT NULL DEFAULT '',
    date DATE,
    user_id INTEGER REFERENCES user_setup ON DELETE RESTRICT,
    segment_no text(20) NOT NULL DEFAULT '',
    salesperson_id INTEGER REFERENCES salesperson ON DELETE RESTRICT,
    document_type SMALLINT NOT NULL DEFAULT 0,
    canceled BOOLEAN NOT NULL DEFAULT FALSE,
    register_no INTEGER NOT NULL DEFAULT 0,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE country_region (
    record,
    code text(10) NOT NULL DEFAULT '',
    name text(50) NOT NULL DEFAULT '',
    iso_code text(2) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE language (
    record,
    code text(10) NOT NULL DEFAULT '',
    name text(50) NOT NULL DEFAULT '',
    iso_code text(10) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE territory (
    record,
    code text(10) NOT NULL DEFAULT '',
    name text(50) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE salutation (
    record,
    code text(10) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE organizational_level (
    record,
    code text(10) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE contact (
    record,
    no text(20) NOT NULL DEFAULT '',
    type SMALLINT NOT NULL DEFAULT 0,
    name text(100) NOT NULL DEFAULT '',
    name_2 text(50) NOT NULL DEFAULT '',
    first_name text(30) NOT NULL DEFAULT '',
    middle_name text(30) NOT NULL DEFAULT '',
    surname text(30) NOT NULL DEFAULT '',
    initials text(30) NOT NULL DEFAULT '',
    job_title text(30) NOT NULL DEFAULT '',
    search_name text(100) NOT NULL DEFAULT '',
    company_id INTEGER REFERENCES contact ON DELETE RESTRICT,
    company_name text(100) NOT NULL DEFAULT '',
    address text(100) NOT NULL DEFAULT '',
    address_2 text(50) NOT NULL DEFAULT '',
    city text(30) NOT NULL DEFAULT '',
    county text(30) NOT NULL DEFAULT '',
    post_code text(20) NOT NULL DEFAULT '',
    country_id INTEGER REFERENCES country_region ON DELETE RESTRICT,
    phone_no text(30) NOT NULL DEFAULT '',
    mobile_phone_no text(30) NOT NULL DEFAULT '',
    fax_no text(30) NOT NULL DEFAULT '',
    extension_no text(30) NOT NULL DEFAULT '',
    pager text(30) NOT NULL DEFAULT '',
    email text(80) NOT NULL DEFAULT '',
    email_2 text(80) NOT NULL DEFAULT '',
    home_page text(255) NOT NULL DEFAULT '',
    salesperson_id INTEGER REFERENCES salesperson ON DELETE RESTRICT,
    language_id INTEGER REFERENCES language ON DELETE RESTRICT,
    territory_id INTEGER REFERENCES territory ON DELETE RESTRICT,
    format_region text(80) NOT NULL DEFAULT '',
    currency_code text(10) NOT NULL DEFAULT '',
    salutation_id INTEGER REFERENCES salutation ON DELETE RESTRICT,
    organizational_level_id INTEGER REFERENCES organizational_level ON DELETE RESTRICT,
    correspondence_type SMALLINT NOT NULL DEFAULT 0,
    exclude_from_segment BOOLEAN NOT NULL DEFAULT FALSE,
    privacy_blocked BOOLEAN NOT NULL DEFAULT FALSE,
    minor BOOLEAN NOT NULL DEFAULT FALSE,
    parental_consent_received BOOLEAN NOT NULL DEFAULT FALSE,
    vat_registration_no text(20) NOT NULL DEFAULT '',
    registration_number text(50) NOT NULL DEFAULT '',
    external_id text(80) NOT NULL DEFAULT '',
    number_series_id INTEGER REFERENCES number_series ON DELETE RESTRICT,
    sort_name text(120) NOT NULL DEFAULT '',
    search_text text(400) NOT NULL DEFAULT ''
);

CREATE TABLE contact_alt_address (
    record,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    code text(10) NOT NULL DEFAULT '',
    company_name text(100) NOT NULL DEFAULT '',
    address text(100) NOT NULL DEFAULT '',
    address_2 text(50) NOT NULL DEFAULT '',
    city text(30) NOT NULL DEFAULT '',
    county text(30) NOT NULL DEFAULT '',
    post_code text(20) NOT NULL DEFAULT '',
    country_id INTEGER REFERENCES country_region ON DELETE RESTRICT,
    phone_no text(30) NOT NULL DEFAULT '',
    mobile_phone_no text(30) NOT NULL DEFAULT '',
    fax_no text(30) NOT NULL DEFAULT '',
    email text(80) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT '',
    UNIQUE (contact_id, code)
);

CREATE TABLE contact_alt_address_date_range (
    record,
    alt_address_id INTEGER NOT NULL REFERENCES contact_alt_address ON DELETE CASCADE,
    starting_date DATE,
    ending_date DATE,
    search_text text(250) NOT NULL DEFAULT '',
    UNIQUE (alt_address_id, starting_date)
);

CREATE TABLE contact_business_relation (
    record,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    business_relation_id INTEGER NOT NULL REFERENCES business_relation ON DELETE RESTRICT,
    link_to_table SMALLINT NOT NULL DEFAULT 0,
    linked_no text(20) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE contact_card (
    contact_id INTEGER NOT NULL PRIMARY KEY REFERENCES contact ON DELETE CASCADE,
    uid text(255) NOT NULL DEFAULT '',
    kind text(10) NOT NULL DEFAULT '',
    kept text NOT NULL DEFAULT ''
);

CREATE TABLE contact_comment (
    record,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    date DATE,
    code text(10) NOT NULL DEFAULT '',
    comment text NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE industry_group (
    record,
    code text(10) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE contact_industry_group (
    record,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    industry_group_id INTEGER NOT NULL REFERENCES industry_group ON DELETE RESTRICT,
    search_text text(250) NOT NULL DEFAULT '',
    UNIQUE (contact_id, industry_group_id)
);

CREATE TABLE job_responsibility (
    record,
    code text(10) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE contact_job_responsibility (
    record,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    job_responsibility_id INTEGER NOT NULL REFERENCES job_responsibility ON DELETE RESTRICT,
    search_text text(250) NOT NULL DEFAULT '',
    UNIQUE (contact_id, job_responsibility_id)
);

CREATE TABLE mailing_group (
    record,
    code text(10) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE contact_mailing_group (
    record,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    mailing_group_id INTEGER NOT NULL REFERENCES mailing_group ON DELETE RESTRICT,
    search_text text(250) NOT NULL DEFAULT '',
    UNIQUE (contact_id, mailing_group_id)
);

CREATE TABLE contact_statistics (
    contact_id INTEGER NOT NULL PRIMARY KEY REFERENCES contact ON DELETE CASCADE,
    no_of_interactions INTEGER NOT NULL DEFAULT 0,
    cost BIGINT NOT NULL DEFAULT 0,
    duration INTEGER NOT NULL DEFAULT 0,
    last_date_attempted DATE NOT NULL DEFAULT '0001-01-01',
    date_of_last_interaction DATE NOT NULL DEFAULT '0001-01-01'
);

CREATE TABLE contact_word (
    id,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    word text(40) NOT NULL DEFAULT ''
);

CREATE TABLE interaction_group (
    record,
    code text(10) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT '',
    blocked BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE TABLE interaction_template (
    record,
    code text(10) NOT NULL DEFAULT '',
    interaction_group_id INTEGER NOT NULL REFERENCES interaction_group ON DELETE RESTRICT,
    description text(100) NOT NULL DEFAULT '',
    unit_cost BIGINT NOT NULL DEFAULT 0,
    unit_duration INTEGER NOT NULL DEFAULT 0,
    information_flow SMALLINT NOT NULL DEFAULT 0,
    initiated_by SMALLINT NOT NULL DEFAULT 0,
    campaign_id INTEGER REFERENCES campaign ON DELETE RESTRICT,
    campaign_target BOOLEAN NOT NULL DEFAULT FALSE,
    campaign_response BOOLEAN NOT NULL DEFAULT FALSE,
    correspondence_type SMALLINT NOT NULL DEFAULT 2,
    ignore_contact_corres_type BOOLEAN NOT NULL DEFAULT FALSE,
    language_id INTEGER REFERENCES language ON DELETE RESTRICT,
    blocked BOOLEAN NOT NULL DEFAULT FALSE,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE interaction_log_entry (
    record,
    contact_id INTEGER REFERENCES contact ON DELETE RESTRICT,
    company_id INTEGER REFERENCES contact ON DELETE RESTRICT,
    template_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    interaction_group_id INTEGER REFERENCES interaction_group ON DELETE RESTRICT,
    description text(100) NOT NULL DEFAULT '',
    subject text(100) NOT NULL DEFAULT '',
    date DATE,
    time TIME,
    salesperson_id INTEGER REFERENCES salesperson ON DELETE RESTRICT,
    language_id INTEGER REFERENCES language ON DELETE RESTRICT,
    correspondence_type SMALLINT NOT NULL DEFAULT 0,
    information_flow SMALLINT NOT NULL DEFAULT 0,
    initiated_by SMALLINT NOT NULL DEFAULT 0,
    campaign_id INTEGER REFERENCES campaign ON DELETE RESTRICT,
    campaign_entry_id INTEGER REFERENCES campaign_entry ON DELETE RESTRICT,
    campaign_target BOOLEAN NOT NULL DEFAULT FALSE,
    campaign_response BOOLEAN NOT NULL DEFAULT FALSE,
    evaluation SMALLINT NOT NULL DEFAULT 0,
    attempt_failed BOOLEAN NOT NULL DEFAULT FALSE,
    cost BIGINT NOT NULL DEFAULT 0,
    duration INTEGER NOT NULL DEFAULT 0,
    user_id INTEGER REFERENCES user_setup ON DELETE RESTRICT,
    segment_no text(20) NOT NULL DEFAULT '',
    logged_segment_entry_no INTEGER NOT NULL DEFAULT 0,
    task_no text(20) NOT NULL DEFAULT '',
    opportunity_no text(20) NOT NULL DEFAULT '',
    document_type SMALLINT NOT NULL DEFAULT 0,
    document_no text(20) NOT NULL DEFAULT '',
    contact_alt_address text(10) NOT NULL DEFAULT '',
    contact_via text(80) NOT NULL DEFAULT '',
    delivery_status SMALLINT NOT NULL DEFAULT 0,
    email_logged BOOLEAN NOT NULL DEFAULT FALSE,
    postponed BOOLEAN NOT NULL DEFAULT FALSE,
    canceled BOOLEAN NOT NULL DEFAULT FALSE,
    occurred BIGINT NOT NULL DEFAULT 0,
    search_text text(250) NOT NULL DEFAULT '',
    CHECK (postponed OR (template_id IS NOT NULL AND date IS NOT NULL AND description <> '')),
    CHECK (NOT (postponed AND canceled))
);

CREATE TABLE draft (
    entry_id INTEGER NOT NULL PRIMARY KEY REFERENCES interaction_log_entry ON DELETE CASCADE,
    typed text NOT NULL DEFAULT '',
    set_by text NOT NULL DEFAULT '',
    fixed text NOT NULL DEFAULT '',
    contacts text NOT NULL DEFAULT '',
    before text NOT NULL DEFAULT '',
    at_field text(40) NOT NULL DEFAULT '',
    at_offset INTEGER NOT NULL DEFAULT 0,
    holder text(40) NOT NULL DEFAULT '',
    held_by text(50) NOT NULL DEFAULT '',
    host text(100) NOT NULL DEFAULT '',
    process text(40) NOT NULL DEFAULT '',
    lease_until BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE interaction_template_language (
    record,
    template_id INTEGER NOT NULL REFERENCES interaction_template ON DELETE CASCADE,
    language_id INTEGER NOT NULL REFERENCES language ON DELETE RESTRICT,
    description text(100) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT '',
    UNIQUE (template_id, language_id)
);

CREATE TABLE interaction_template_setup (
    record,
    sales_quotes_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    sales_blanket_orders_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    sales_order_confirmations_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    sales_draft_invoices_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    sales_invoices_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    sales_shipment_notes_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    sales_credit_memos_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    sales_statements_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    sales_reminders_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    sales_return_orders_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    sales_return_receipts_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    sales_finance_charge_memos_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    purchase_quotes_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    purchase_blanket_orders_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    purchase_orders_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    purchase_invoices_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    purchase_receipts_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    purchase_credit_memos_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    purchase_return_shipments_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    purchase_return_order_confirmations_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    service_order_create_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    service_order_post_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    service_contracts_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    service_contract_quotes_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    service_quotes_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    outgoing_calls_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    emails_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    email_drafts_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    meeting_invitations_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    cover_sheets_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT
);

CREATE TABLE inter_log_entry_comment (
    record,
    entry_id INTEGER NOT NULL REFERENCES interaction_log_entry ON DELETE CASCADE,
    date DATE,
    code text(10) NOT NULL DEFAULT '',
    comment text NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE marketing_setup (
    record,
    contact_nos_id INTEGER REFERENCES number_series ON DELETE RESTRICT,
    campaign_nos_id INTEGER REFERENCES number_series ON DELETE RESTRICT,
    segment_nos_id INTEGER REFERENCES number_series ON DELETE RESTRICT,
    task_nos_id INTEGER REFERENCES number_series ON DELETE RESTRICT,
    opportunity_nos_id INTEGER REFERENCES number_series ON DELETE RESTRICT,
    relation_for_customers_id INTEGER REFERENCES business_relation ON DELETE RESTRICT,
    relation_for_vendors_id INTEGER REFERENCES business_relation ON DELETE RESTRICT,
    relation_for_bank_accounts_id INTEGER REFERENCES business_relation ON DELETE RESTRICT,
    relation_for_employees_id INTEGER REFERENCES business_relation ON DELETE RESTRICT,
    inherit_salesperson BOOLEAN NOT NULL DEFAULT TRUE,
    inherit_territory BOOLEAN NOT NULL DEFAULT TRUE,
    inherit_country BOOLEAN NOT NULL DEFAULT TRUE,
    inherit_language BOOLEAN NOT NULL DEFAULT TRUE,
    inherit_format_region BOOLEAN NOT NULL DEFAULT TRUE,
    inherit_address BOOLEAN NOT NULL DEFAULT TRUE,
    inherit_communication BOOLEAN NOT NULL DEFAULT TRUE,
    default_salesperson_id INTEGER REFERENCES salesperson ON DELETE RESTRICT,
    default_territory_id INTEGER REFERENCES territory ON DELETE RESTRICT,
    default_country_id INTEGER REFERENCES country_region ON DELETE RESTRICT,
    default_language_id INTEGER REFERENCES language ON DELETE RESTRICT,
    default_format_region text(80) NOT NULL DEFAULT '',
    default_correspondence_type SMALLINT NOT NULL DEFAULT 0,
    default_company_salutation_id INTEGER REFERENCES salutation ON DELETE RESTRICT,
    default_person_salutation_id INTEGER REFERENCES salutation ON DELETE RESTRICT
);

CREATE TABLE number_series_line (
    record,
    series_id INTEGER NOT NULL REFERENCES number_series ON DELETE CASCADE,
    starting_date DATE,
    starting_no text(20) NOT NULL DEFAULT '',
    ending_no text(20) NOT NULL DEFAULT '',
    warning_no text(20) NOT NULL DEFAULT '',
    increment_by_no INTEGER NOT NULL DEFAULT 1,
    last_no_used text(20) NOT NULL DEFAULT '',
    last_date_used DATE,
    open BOOLEAN NOT NULL DEFAULT TRUE,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE number_series_relationship (
    record,
    series_id INTEGER NOT NULL REFERENCES number_series ON DELETE CASCADE,
    related_series_id INTEGER NOT NULL REFERENCES number_series ON DELETE CASCADE,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE salutation_formula (
    record,
    salutation_id INTEGER NOT NULL REFERENCES salutation ON DELETE CASCADE,
    language_id INTEGER REFERENCES language ON DELETE RESTRICT,
    salutation_type SMALLINT NOT NULL DEFAULT 0,
    text text(50) NOT NULL DEFAULT '',
    name_1 SMALLINT NOT NULL DEFAULT 0,
    name_2 SMALLINT NOT NULL DEFAULT 0,
    name_3 SMALLINT NOT NULL DEFAULT 0,
    name_4 SMALLINT NOT NULL DEFAULT 0,
    name_5 SMALLINT NOT NULL DEFAULT 0,
    search_text text(250) NOT NULL DEFAULT ''
);

-- A code names one record.
CREATE UNIQUE INDEX business_relation_code ON business_relation (code);
CREATE UNIQUE INDEX country_region_code ON country_region (code);
CREATE UNIQUE INDEX industry_group_code ON industry_group (code);
CREATE UNIQUE INDEX interaction_group_code ON interaction_group (code);
CREATE UNIQUE INDEX interaction_template_code ON interaction_template (code);
CREATE UNIQUE INDEX job_responsibility_code ON job_responsibility (code);
CREATE UNIQUE INDEX language_code ON language (code);
CREATE UNIQUE INDEX mailing_group_code ON mailing_group (code);
CREATE UNIQUE INDEX number_series_code ON number_series (code);
CREATE UNIQUE INDEX organizational_level_code ON organizational_level (code);
CREATE UNIQUE INDEX salesperson_code ON salesperson (code);
CREATE UNIQUE INDEX salutation_code ON salutation (code);
CREATE UNIQUE INDEX territory_code ON territory (code);
CREATE UNIQUE INDEX user_setup_user_id ON user_setup (user_id);
CREATE UNIQUE INDEX campaign_no ON campaign (no);
CREATE UNIQUE INDEX contact_no ON contact (no);
CREATE UNIQUE INDEX salutation_formula_key
    ON salutation_formula (salutation_id, COALESCE(language_id, 0), salutation_type);
CREATE UNIQUE INDEX number_series_relationship_key
    ON number_series_relationship (series_id, related_series_id);

-- Contacts: the orders of the list, the people of a company, and what set-up records must not lose.
CREATE INDEX contact_sort_name ON contact (sort_name, id);
CREATE INDEX contact_company ON contact (company_id, sort_name, id) WHERE company_id IS NOT NULL;
CREATE INDEX contact_salesperson ON contact (salesperson_id, sort_name, id) WHERE salesperson_id IS NOT NULL;
CREATE INDEX contact_country ON contact (country_id) WHERE country_id IS NOT NULL;
CREATE INDEX contact_language ON contact (language_id) WHERE language_id IS NOT NULL;
CREATE INDEX contact_territory ON contact (territory_id) WHERE territory_id IS NOT NULL;
CREATE INDEX contact_salutation ON contact (salutation_id) WHERE salutation_id IS NOT NULL;
CREATE INDEX contact_organizational_level ON contact (organizational_level_id)
    WHERE organizational_level_id IS NOT NULL;
CREATE INDEX contact_email ON contact (email) WHERE email <> '';
CREATE INDEX contact_word_word ON contact_word (word, contact_id);
CREATE INDEX contact_word_contact ON contact_word (contact_id);
CREATE INDEX contact_card_uid ON contact_card (uid);
CREATE INDEX contact_statistics_count ON contact_statistics (no_of_interactions, contact_id);
CREATE INDEX contact_statistics_attempted ON contact_statistics (last_date_attempted, contact_id);
CREATE INDEX contact_statistics_interaction ON contact_statistics (date_of_last_interaction, contact_id);
CREATE INDEX contact_comment_contact ON contact_comment (contact_id, date);
CREATE INDEX contact_business_relation_contact ON contact_business_relation (contact_id);
CREATE INDEX contact_business_relation_relation ON contact_business_relation (business_relation_id);
CREATE INDEX contact_mailing_group_group ON contact_mailing_group (mailing_group_id);
CREATE INDEX contact_industry_group_group ON contact_industry_group (industry_group_id);
CREATE INDEX contact_job_responsibility_job ON contact_job_responsibility (job_responsibility_id);

-- The log: newest first, for everybody and for one contact, company, salesperson or template.
CREATE INDEX log_entry_occurred ON interaction_log_entry (occurred, id);
CREATE INDEX log_entry_contact ON interaction_log_entry (contact_id, occurred, id);
CREATE INDEX log_entry_company ON interaction_log_entry (company_id, occurred, id);
CREATE INDEX log_entry_salesperson ON interaction_log_entry (salesperson_id, occurred, id);
CREATE INDEX log_entry_template ON interaction_log_entry (template_id, occurred, id);
CREATE INDEX log_entry_group ON interaction_log_entry (interaction_group_id, occurred, id);
CREATE INDEX log_entry_postponed ON interaction_log_entry (occurred, id) WHERE postponed;
CREATE INDEX log_entry_canceled ON interaction_log_entry (id) WHERE canceled;
CREATE INDEX log_entry_campaign ON interaction_log_entry (campaign_id) WHERE campaign_id IS NOT NULL;
CREATE INDEX log_entry_campaign_entry ON interaction_log_entry (campaign_entry_id)
    WHERE campaign_entry_id IS NOT NULL;
CREATE INDEX inter_log_entry_comment_entry ON inter_log_entry_comment (entry_id);
CREATE INDEX campaign_entry_campaign ON campaign_entry (campaign_id);
CREATE INDEX number_series_line_series ON number_series_line (series_id);

-- The two set-up records that always exist.
INSERT INTO marketing_setup (id) VALUES (1);
INSERT INTO interaction_template_setup (id) VALUES (1);
