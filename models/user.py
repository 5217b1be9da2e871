"""Users and their salesperson (User Setup of domain.md 1.1)."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from models.base import Record
from models.database import database
from models.fields import Code, Reference, Text
from models.salesperson import Salesperson
from models.who import who
from models.words import N_


class User(Record):
    """Somebody who works with this database."""

    user_id = Code(50, N_("field", "User ID"), N_("tip", "The name under which you log in."), required=True)
    salesperson = Reference(
        Salesperson,
        N_("field", "Salesperson Code"),
        N_("tip", "Whose contacts and interactions are yours; new contacts and interactions take it."),
    )
    database_role = Text(63, N_("field", "Database Role"), N_("tip", "The role on the database server."))
    search_text = Text(250, "")

    searched = ("user_id",)

    class Meta:
        table_name = "user_setup"


_known: WeakKeyDictionary[object, dict[str, int]] = WeakKeyDictionary()


def my_id() -> int:
    """The id of the user who works now, made on first writing; 0 while nobody is set.

    Remembered per database, because every write asks and ids never change; but not yet in the unit of work
    that makes the user, which may fail.
    """
    name = _my_name()
    if not name:
        return 0
    known = _known.setdefault(database.obj, {})
    if name in known:
        return known[name]
    found = User.select(User.id).where(User.user_id == name).tuples().first()
    if found:
        known[name] = int(found[0])
        return known[name]
    # The user's own row cannot be stamped with its own id before it exists, hence the plain insert.
    fresh = super(Record, User).insert(user_id=name, search_text=name.casefold())
    return int(fresh.execute())


def _my_name() -> str:
    try:
        return who().user.upper()[:50]
    except LookupError:
        return ""
