"""The rules: verbs in one unit of work each, which say no with a `RuleError`."""

HOOKED = (
    "alt_addresses",
    "attachment_storage",
    "campaigns",
    "comments",
    "contact_deletion",
    "contact_emails",
    "contact_links",
    "contacts",
    "entries",
    "number_series",
    "salespeople",
    "salutations",
    "segments.by_hand",
    "segments.contacts",
    "segments.headers",
    "segments.line_changes",
    "setup",
    "template_setup",
    "templates",
    "users",
)
"""The modules that add rules to records of their concept; `hooks` imports them at the first write."""
