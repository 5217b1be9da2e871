-- Segments. id, text, text(n) and record are spelled out per engine by spelling.py.

CREATE TABLE campaign_status (
    record,
    code text(10) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

ALTER TABLE campaign ADD COLUMN status_id INTEGER REFERENCES campaign_status ON DELETE RESTRICT;
ALTER TABLE campaign ADD COLUMN last_date_modified DATE;

CREATE TABLE segment (
    record,
    no text(20) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    salesperson_id INTEGER REFERENCES salesperson ON DELETE RESTRICT,
    date DATE,
    campaign_id INTEGER REFERENCES campaign ON DELETE RESTRICT,
    template_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    interaction_group_id INTEGER REFERENCES interaction_group ON DELETE RESTRICT,
    language_id INTEGER REFERENCES language ON DELETE RESTRICT,
    subject text(100) NOT NULL DEFAULT '',
    unit_cost BIGINT NOT NULL DEFAULT 0,
    unit_duration INTEGER NOT NULL DEFAULT 0,
    information_flow SMALLINT NOT NULL DEFAULT 0,
    initiated_by SMALLINT NOT NULL DEFAULT 0,
    campaign_target BOOLEAN NOT NULL DEFAULT FALSE,
    campaign_response BOOLEAN NOT NULL DEFAULT FALSE,
    correspondence_type SMALLINT NOT NULL DEFAULT 0,
    ignore_contact_corres_type BOOLEAN NOT NULL DEFAULT FALSE,
    number_series_id INTEGER REFERENCES number_series ON DELETE RESTRICT,
    worked_as INTEGER NOT NULL DEFAULT 0,
    last_action INTEGER NOT NULL DEFAULT 0,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE segment_line (
    record,
    segment_id INTEGER NOT NULL REFERENCES segment ON DELETE RESTRICT,
    line_no INTEGER NOT NULL DEFAULT 0,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE RESTRICT,
    company_id INTEGER REFERENCES contact ON DELETE RESTRICT,
    template_id INTEGER REFERENCES interaction_template ON DELETE RESTRICT,
    interaction_group_id INTEGER REFERENCES interaction_group ON DELETE RESTRICT,
    description text(100) NOT NULL DEFAULT '',
    subject text(100) NOT NULL DEFAULT '',
    date DATE,
    salesperson_id INTEGER REFERENCES salesperson ON DELETE RESTRICT,
    language_id INTEGER REFERENCES language ON DELETE RESTRICT,
    correspondence_type SMALLINT NOT NULL DEFAULT 0,
    information_flow SMALLINT NOT NULL DEFAULT 0,
    initiated_by SMALLINT NOT NULL DEFAULT 0,
    campaign_id INTEGER REFERENCES campaign ON DELETE RESTRICT,
    campaign_target BOOLEAN NOT NULL DEFAULT FALSE,
    campaign_response BOOLEAN NOT NULL DEFAULT FALSE,
    evaluation SMALLINT NOT NULL DEFAULT 0,
    cost BIGINT NOT NULL DEFAULT 0,
    duration INTEGER NOT NULL DEFAULT 0,
    contact_alt_address text(10) NOT NULL DEFAULT '',
    contact_via text(80) NOT NULL DEFAULT '',
    added_by INTEGER NOT NULL DEFAULT 0,
    removed BOOLEAN NOT NULL DEFAULT FALSE,
    removed_by INTEGER NOT NULL DEFAULT 0,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE segment_line_lease (
    line_id INTEGER NOT NULL PRIMARY KEY REFERENCES segment_line ON DELETE CASCADE,
    holder text(40) NOT NULL DEFAULT '',
    held_by text(50) NOT NULL DEFAULT '',
    host text(100) NOT NULL DEFAULT '',
    process text(40) NOT NULL DEFAULT '',
    lease_until BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE segment_criteria_line (
    record,
    segment_id INTEGER NOT NULL REFERENCES segment ON DELETE CASCADE,
    action_no INTEGER NOT NULL DEFAULT 0,
    action SMALLINT NOT NULL DEFAULT 0,
    criteria text NOT NULL DEFAULT '',
    text text(250) NOT NULL DEFAULT '',
    no_of_lines INTEGER NOT NULL DEFAULT 0,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE saved_segment_criteria (
    record,
    code text(10) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    user_id INTEGER REFERENCES user_setup ON DELETE RESTRICT,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE saved_segment_criteria_line (
    record,
    saved_id INTEGER NOT NULL REFERENCES saved_segment_criteria ON DELETE CASCADE,
    line_no INTEGER NOT NULL DEFAULT 0,
    action SMALLINT NOT NULL DEFAULT 0,
    criteria text NOT NULL DEFAULT '',
    text text(250) NOT NULL DEFAULT '',
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE TABLE logged_segment (
    record,
    segment_no text(20) NOT NULL DEFAULT '',
    description text(100) NOT NULL DEFAULT '',
    creation_date DATE,
    user_id INTEGER REFERENCES user_setup ON DELETE RESTRICT,
    canceled BOOLEAN NOT NULL DEFAULT FALSE,
    search_text text(250) NOT NULL DEFAULT ''
);

CREATE UNIQUE INDEX campaign_status_code ON campaign_status (code);
CREATE UNIQUE INDEX segment_no ON segment (no);
CREATE UNIQUE INDEX saved_segment_criteria_code ON saved_segment_criteria (code);
CREATE UNIQUE INDEX segment_criteria_line_key ON segment_criteria_line (segment_id, action_no);
CREATE INDEX segment_line_open ON segment_line (segment_id, line_no, id) WHERE NOT removed;
CREATE INDEX segment_line_contact ON segment_line (segment_id, contact_id);
CREATE INDEX segment_line_contact_id ON segment_line (contact_id);
CREATE INDEX segment_line_company ON segment_line (company_id) WHERE company_id IS NOT NULL;
CREATE INDEX segment_line_template ON segment_line (template_id) WHERE template_id IS NOT NULL;
CREATE INDEX segment_line_removed ON segment_line (segment_id, removed_by) WHERE removed;
CREATE INDEX logged_segment_number ON logged_segment (segment_no, id);
CREATE INDEX saved_segment_criteria_line_saved ON saved_segment_criteria_line (saved_id, line_no);
CREATE INDEX log_entry_logged_segment ON interaction_log_entry (logged_segment_entry_no, occurred, id)
    WHERE logged_segment_entry_no <> 0;
DROP INDEX log_entry_segment;
CREATE INDEX log_entry_segment ON interaction_log_entry (segment_no, occurred, id) WHERE segment_no <> '';
