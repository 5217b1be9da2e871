"""Indexes for what is filtered for and seldom there.

Without them a list reads millions of rows to find that there is nothing, or little, to show. Each holds only
the rows in question, in the order of the list.
"""

from __future__ import annotations

from typing import Any

_INDEXES = (
    "log_entry_canceled ON interaction_log_entry (occurred, id) WHERE canceled",
    "log_entry_failed ON interaction_log_entry (occurred, id) WHERE attempt_failed",
    "log_entry_delivery ON interaction_log_entry (occurred, id) WHERE delivery_status <> 0",
    "log_entry_email ON interaction_log_entry (occurred, id) WHERE email_logged",
    "log_entry_target ON interaction_log_entry (occurred, id) WHERE campaign_target",
    "log_entry_response ON interaction_log_entry (occurred, id) WHERE campaign_response",
    "log_entry_document ON interaction_log_entry (document_no) WHERE document_no <> ''",
    "log_entry_segment ON interaction_log_entry (segment_no) WHERE segment_no <> ''",
    "log_entry_task ON interaction_log_entry (task_no) WHERE task_no <> ''",
    "log_entry_opportunity ON interaction_log_entry (opportunity_no) WHERE opportunity_no <> ''",
    "contact_privacy_blocked ON contact (sort_name, id) WHERE privacy_blocked",
    "contact_excluded ON contact (sort_name, id) WHERE exclude_from_segment",
    "contact_minor ON contact (sort_name, id) WHERE minor",
    "contact_external_id ON contact (external_id) WHERE external_id <> ''",
    "contact_mailing_group_contact ON contact_mailing_group (contact_id)",
    "contact_industry_group_contact ON contact_industry_group (contact_id)",
    "contact_job_responsibility_contact ON contact_job_responsibility (contact_id)",
)


def up(_migrator: Any, db: Any) -> None:
    """Make the indexes; the one of canceled entries was not in the order of the log."""
    db.execute_sql("DROP INDEX log_entry_canceled")
    for index in _INDEXES:
        db.execute_sql(f"CREATE INDEX {index}")
