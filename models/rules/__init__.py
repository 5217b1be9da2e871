"""The rules: verbs in one unit of work each, which say no with a `RuleError`."""

HOOKED = (
    "contacts.alt_addresses",
    "content.storage",
    "campaigns.changes",
    "interactions.comments",
    "contacts.deletion",
    "contacts.emails",
    "contacts.links",
    "contacts.changes",
    "interactions.entries",
    "numbers.series",
    "salespeople",
    "salutations",
    "segments.by_hand",
    "segments.contacts",
    "segments.headers",
    "segments.line_changes",
    "setup",
    "templates.template_setup",
    "templates.changes",
    "users",
)
"""The modules that add rules to records of their concept; `hooks` imports them at the first write."""
