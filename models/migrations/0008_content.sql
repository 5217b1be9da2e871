-- Attachments, document templates, deliveries, and where each belongs.

CREATE TABLE attachment (
    record,
    name text(250) NOT NULL DEFAULT '',
    extension text(20) NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    sha256 text(64) NOT NULL DEFAULT '',
    kind SMALLINT NOT NULL DEFAULT 0,
    storage_type SMALLINT NOT NULL DEFAULT 0,
    storage_pointer text(250) NOT NULL DEFAULT '',
    read_only BOOLEAN NOT NULL DEFAULT FALSE,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE attachment_content (
    attachment_id INTEGER NOT NULL PRIMARY KEY REFERENCES attachment ON DELETE CASCADE,
    data blob NOT NULL
);

CREATE TABLE word_template (
    record,
    code text(30) NOT NULL DEFAULT '',
    name text(100) NOT NULL DEFAULT '',
    attachment_id INTEGER REFERENCES attachment ON DELETE RESTRICT,
    search_text text(250) NOT NULL DEFAULT ''
);

ALTER TABLE interaction_template ADD COLUMN wizard_action SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE interaction_template ADD COLUMN word_template_id INTEGER REFERENCES word_template ON DELETE RESTRICT;

ALTER TABLE interaction_template_language ADD COLUMN attachment_id INTEGER REFERENCES attachment ON DELETE RESTRICT;
ALTER TABLE interaction_template_language ADD COLUMN word_template_id INTEGER REFERENCES word_template ON DELETE RESTRICT;
ALTER TABLE interaction_template_language ADD COLUMN layout SMALLINT NOT NULL DEFAULT 0;

ALTER TABLE segment ADD COLUMN word_template_id INTEGER REFERENCES word_template ON DELETE RESTRICT;
ALTER TABLE segment ADD COLUMN send_word_docs_as_attachment BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE segment_interaction_language (
    record,
    segment_id INTEGER NOT NULL REFERENCES segment ON DELETE CASCADE,
    line_id INTEGER REFERENCES segment_line ON DELETE CASCADE,
    language_id INTEGER REFERENCES language ON DELETE RESTRICT,
    description text(100) NOT NULL DEFAULT '',
    subject text(100) NOT NULL DEFAULT '',
    attachment_id INTEGER REFERENCES attachment ON DELETE RESTRICT,
    word_template_id INTEGER REFERENCES word_template ON DELETE RESTRICT,
    search_text text(250) NOT NULL DEFAULT ''
);

ALTER TABLE interaction_log_entry ADD COLUMN version_no INTEGER NOT NULL DEFAULT 0;
ALTER TABLE interaction_log_entry ADD COLUMN doc_occurrence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE interaction_log_entry ADD COLUMN attachment_id INTEGER REFERENCES attachment ON DELETE RESTRICT;
ALTER TABLE interaction_log_entry ADD COLUMN word_template_id INTEGER REFERENCES word_template ON DELETE RESTRICT;
ALTER TABLE interaction_log_entry ADD COLUMN send_word_doc_as_attachment BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE interaction_log_entry ADD COLUMN merged BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE attached_file (
    record,
    attachment_id INTEGER NOT NULL REFERENCES attachment ON DELETE RESTRICT,
    template_language_id INTEGER REFERENCES interaction_template_language ON DELETE CASCADE,
    segment_language_id INTEGER REFERENCES segment_interaction_language ON DELETE CASCADE,
    entry_id INTEGER REFERENCES interaction_log_entry ON DELETE CASCADE
);

CREATE TABLE delivery (
    record,
    entry_id INTEGER NOT NULL REFERENCES interaction_log_entry ON DELETE CASCADE,
    correspondence_type SMALLINT NOT NULL DEFAULT 0,
    state SMALLINT NOT NULL DEFAULT 0,
    sent_to text(250) NOT NULL DEFAULT '',
    subject text(250) NOT NULL DEFAULT '',
    message_id text(250) NOT NULL DEFAULT '',
    response text(500) NOT NULL DEFAULT '',
    tried_at BIGINT NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    holder text(40) NOT NULL DEFAULT '',
    held_by text(50) NOT NULL DEFAULT '',
    host text(100) NOT NULL DEFAULT '',
    process text(40) NOT NULL DEFAULT '',
    lease_until BIGINT NOT NULL DEFAULT 0,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE logged_message (
    id,
    message_key text(64) NOT NULL DEFAULT '',
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    entry_id INTEGER REFERENCES interaction_log_entry ON DELETE SET NULL
);

CREATE TABLE recorded_file (
    id,
    sha256 text(64) NOT NULL DEFAULT '',
    name text(250) NOT NULL DEFAULT '',
    entry_no INTEGER NOT NULL DEFAULT 0,
    recorded_at BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE mail_setup (
    record,
    host text(250) NOT NULL DEFAULT '',
    port INTEGER NOT NULL DEFAULT 587,
    security SMALLINT NOT NULL DEFAULT 0,
    login text(250) NOT NULL DEFAULT '',
    sender_name text(100) NOT NULL DEFAULT '',
    sender_address text(80) NOT NULL DEFAULT '',
    messages_per_minute INTEGER NOT NULL DEFAULT 60
);

CREATE TABLE company_information (
    record,
    name text(100) NOT NULL DEFAULT '',
    name_2 text(50) NOT NULL DEFAULT '',
    address text(100) NOT NULL DEFAULT '',
    address_2 text(50) NOT NULL DEFAULT '',
    post_code text(20) NOT NULL DEFAULT '',
    city text(30) NOT NULL DEFAULT '',
    county text(30) NOT NULL DEFAULT '',
    country_id INTEGER REFERENCES country_region ON DELETE RESTRICT,
    phone_no text(30) NOT NULL DEFAULT '',
    email text(80) NOT NULL DEFAULT '',
    home_page text(255) NOT NULL DEFAULT '',
    vat_registration_no text(20) NOT NULL DEFAULT ''
);

ALTER TABLE marketing_setup ADD COLUMN attachment_storage_type SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE marketing_setup ADD COLUMN attachment_storage_location text(250) NOT NULL DEFAULT '';
ALTER TABLE marketing_setup ADD COLUMN max_attachment_size INTEGER NOT NULL DEFAULT 25;

INSERT INTO mail_setup (id) VALUES (1);
INSERT INTO company_information (id) VALUES (1);

CREATE UNIQUE INDEX word_template_code ON word_template (code);
CREATE INDEX template_language_attachment ON interaction_template_language (attachment_id)
    WHERE attachment_id IS NOT NULL;
CREATE INDEX segment_language_segment ON segment_interaction_language (segment_id, line_id, language_id);
CREATE INDEX segment_language_line ON segment_interaction_language (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX segment_language_attachment ON segment_interaction_language (attachment_id)
    WHERE attachment_id IS NOT NULL;
CREATE INDEX log_entry_attachment ON interaction_log_entry (attachment_id) WHERE attachment_id IS NOT NULL;
CREATE INDEX log_entry_word_template ON interaction_log_entry (word_template_id)
    WHERE word_template_id IS NOT NULL;
CREATE INDEX attached_file_attachment ON attached_file (attachment_id);
CREATE INDEX attached_file_entry ON attached_file (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX attached_file_template_language ON attached_file (template_language_id)
    WHERE template_language_id IS NOT NULL;
CREATE INDEX attached_file_segment_language ON attached_file (segment_language_id)
    WHERE segment_language_id IS NOT NULL;
CREATE INDEX delivery_entry ON delivery (entry_id, id);
CREATE INDEX delivery_open ON delivery (state, id) WHERE state <> 2;
CREATE UNIQUE INDEX delivery_message_id ON delivery (message_id) WHERE message_id <> '';
CREATE UNIQUE INDEX logged_message_key ON logged_message (message_key, contact_id);
CREATE INDEX logged_message_contact ON logged_message (contact_id);
CREATE INDEX logged_message_entry ON logged_message (entry_id) WHERE entry_id IS NOT NULL;
CREATE UNIQUE INDEX recorded_file_sha256 ON recorded_file (sha256);

-- What was sent needs no attention: only what is on its way or failed is looked for.
DROP INDEX log_entry_delivery;
CREATE INDEX log_entry_delivery ON interaction_log_entry (occurred, id)
    WHERE delivery_status <> 0 AND delivery_status <> 3;
