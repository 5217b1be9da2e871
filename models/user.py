"""Users and their salesperson (User Setup of domain.md 1.1)."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from models.base import Record
from models.database import database, is_postgres
from models.fields import Code, Reference, Text
from models.salesperson import Salesperson
from models.searching import words_of
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
    """The id of the user who works now, made in the first unit of work; 0 before that.

    Remembered per database, because every write asks and ids never change; but not yet in the unit of work
    that makes the user, which may fail. Questions never write.
    """
    name = _my_name()
    if not name:
        return 0
    known = _known.setdefault(database.obj, {})
    if name in known:
        return known[name]
    found = User.select(User.id, User.database_role).where(User.user_id == name).tuples().first()
    if not database.in_transaction():
        return int(found[0]) if found else 0
    role = _role()
    # The user's own row cannot be stamped with its own id before it exists, hence the plain writes.
    if found is None:
        fresh = super(Record, User).insert(user_id=name, database_role=role, search_text=words_of(name))
        # Another program may be making the same user just now: then that row is taken.
        fresh.on_conflict_ignore().execute()
        return int(User.select(User.id).where(User.user_id == name).tuples().first()[0])
    if role not in ("", found[1]):
        super(Record, User).update(database_role=role).where(User.id == found[0]).execute()
    known[name] = int(found[0])
    return known[name]


def _role() -> str:
    """Who the server says we are: on a server the user's name is not simply believed (design.md 6)."""
    return str(database.execute_sql("SELECT current_user").fetchone()[0]) if is_postgres() else ""


def _my_name() -> str:
    try:
        return who().user.upper()[:50]
    except LookupError:
        return ""
