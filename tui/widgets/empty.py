"""Why a list is empty, and which key helps."""

from __future__ import annotations

from models.words import p_


def empty_text(records: str, *, search: str, fields: str, hint: str) -> str:
    """The most specific reason why no row is shown, and the way out.

    Args:
        records: What the list holds, in the plural and in lower case.
        search: The text of the quick filter.
        fields: The fields filter in words.
        hint: The keys that bring the first record.
    """
    if search:
        sentence = p_("empty", 'No {records} match "{text}".   Esc clears the filter.')
        return sentence.format(records=records, text=search)
    if fields:
        return p_("empty", "No {records} with {fields}.   f changes the fields.").format(
            records=records, fields=fields
        )
    return p_("empty", "No {records} yet.   {hint}").format(records=records, hint=hint).rstrip()
