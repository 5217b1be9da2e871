"""The form kit: fields, look-ups and the Leave bar, knowing nothing about contacts or the database."""

from tui.widgets.form.form import Form
from tui.widgets.form.kinds import NO, YES
from tui.widgets.form.leave import KEEP, LeaveBar, Way, split_escape
from tui.widgets.form.spec import Check, FieldSpec, Helpers, Lookup, Read, Step

__all__ = [
    "KEEP",
    "NO",
    "YES",
    "Check",
    "FieldSpec",
    "Form",
    "Helpers",
    "LeaveBar",
    "Lookup",
    "Read",
    "Step",
    "Way",
    "split_escape",
]
