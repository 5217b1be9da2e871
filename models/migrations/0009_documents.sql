-- Documents recorded by themselves: which campaigns they count for, and whose account they were made out to.

ALTER TABLE campaign ADD COLUMN activated BOOLEAN NOT NULL DEFAULT FALSE;

CREATE INDEX contact_business_relation_linked ON contact_business_relation (linked_no, link_to_table, id);
