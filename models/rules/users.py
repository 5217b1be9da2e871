"""The rules of User Setup (domain.md 1.1)."""

from __future__ import annotations

from models.errors import RuleError
from models.rules import hooks
from models.rules.hooks import Change
from models.user import User, my_id
from models.words import p_


@hooks.before(User)
def _keep_my_name(change: Change) -> None:
    """What I write from now on is stamped with my record, so it keeps my name."""
    if change.id and change.id == my_id() and change.changed("user_id"):
        raise RuleError(
            p_("error", "You work as {user} now; the user ID cannot be changed.").format(
                user=change.old["user_id"]
            ),
            field="user_id",
        )


@hooks.deleting(User)
def _keep_myself(user_id: int) -> None:
    if user_id == my_id():
        raise RuleError(p_("error", "You work as this user now; it cannot be deleted."))
