"""Views: how a list is looked at, saved under a name; and how each person left each list."""

from __future__ import annotations

import peewee as pw

from models.base import Record
from models.database import database
from models.fields import Note, Reference, Text
from models.user import User
from models.words import N_


class SavedView(Record):
    """The filter, order and columns of a page under a name; without a user it is everybody's."""

    page = Text(50, N_("field", "Page"), N_("tip", "The list that it belongs to."), required=True)
    name = Text(50, N_("field", "Name"), N_("tip", "What the view is called."), required=True)
    user = Reference(
        User,
        N_("field", "User ID"),
        N_("tip", "Whose view it is; everybody's when blank."),
        on_delete="CASCADE",
    )
    arrangement = Note("")
    """JSON: what `models.queries.views` reads; fields stand in it by name, never by caption."""
    search_text = Text(250, "")
    """The folded name, by which two views are the same."""

    searched = ("name",)


class LastArrangement(pw.Model):
    """How somebody left a list: the view, the order and the columns, but no filter of their own."""

    id = pw.AutoField()
    user = Reference(User, "", required=True, on_delete="CASCADE")
    page = Text(50, "")
    view = Text(50, "")
    """The key of the view that was chosen; blank for none."""
    arrangement = Note("")
    """JSON, as in a saved view."""

    class Meta:
        database = database
        legacy_table_names = False
