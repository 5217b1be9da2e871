"""Filter expressions: what people type, what it means in a field, and the condition it sets (domain.md 6.1).

    syntax    the text taken apart: and, or, parentheses, comparisons and ranges, each with its position
    spans     sets of whole numbers, which is what filters on dates, amounts and options come to
    scales    kinds of fields whose values lie on a line, and how their values are typed
    days      the words and formulas of date filters (domain.md 6.3)
    texts     filters on texts and codes, with wildcards
    meaning   what an expression means in one field: as a condition, as a test, and in words
    reading   from the tree to that meaning, by kind of field

Which field of which page a filter is on, and what a reference leads to, is known to
`models.queries.lists.filters`.
"""

from models.filters.reading import exact, read
from models.filters.syntax import FilterError

__all__ = ["FilterError", "exact", "read"]
