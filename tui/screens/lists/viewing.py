"""A list that is looked at in views, and that is found again as it was left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.errors import TouchbaseError
from models.queries.lists.rows import Arrangement, Filter
from models.queries.views import View, Whose, usable, without_gone_fields
from models.words import p_
from tui.messages import RecordsChanged
from tui.screens.lists.arranged import ArrangedScreen
from tui.screens.lists.arranging import columns_shown, same_columns
from tui.screens.lists.spec import ListSpec
from tui.screens.lists.views import ALL, ViewsScreen

_ON_SAVED = frozenset(("change_view", "rename_view", "delete_view"))


class ViewedScreen(ArrangedScreen):
    """A list with views."""

    REMEMBERS = True
    """Whether the list is found again as it was left; one that was opened for a record never is."""

    def __init__(self, spec: ListSpec, filters: tuple[Filter, ...] = (), *, own: bool = True) -> None:
        super().__init__(spec, filters)
        self._own = own
        self.view: View | None = None
        """The view that was chosen."""
        self._before = ALL
        """The key of the view that was shown before it."""

    @property
    def own(self) -> bool:
        """Whether this is the page's own list, not one that was opened for a record or to choose one."""
        return self._own and self.REMEMBERS and self.spec.views is not None

    def begin(self) -> None:
        """Read the first rows, the list arranged as it was left."""
        if self.own and not self.arrangement.filters:
            self.do(self._begin_as_left())
        else:
            self.ask_again()

    async def _begin_as_left(self) -> None:
        assert self.spec.views is not None
        try:
            left = await self.spec.views.left()
        except TouchbaseError as error:
            self.say_error(error)
            left = None
        if left is not None:
            filters = left.view.arrangement.filters if left.view else ()
            self.view = left.view
            self.arrangement = self._usable(replace(left.arrangement, filters=filters))
            self.table.set_columns(self.columns)
        self.ask_again()

    def _usable(self, arrangement: Arrangement) -> Arrangement:
        """The arrangement without fields that are gone; those of a view are named."""
        kept, gone = usable(self.spec.page, arrangement, [order.field for order in self.spec.orders])
        if gone and self.view is not None:
            self.say(without_gone_fields(self.view, gone))
        return kept

    def rearrange(self, arrangement: Arrangement) -> None:
        """Show the list so from now on, and remember it."""
        super().rearrange(arrangement)
        self._show_context()
        self._remember()

    def _remember(self) -> None:
        if self.own and self.spec.views is not None:
            key = self.view.key if self.view else ""
            remembering = self.spec.views.remember(key, self.arrangement)
            self.run_worker(remembering, group="views", exit_on_error=False)

    def _show_context(self) -> None:
        raise NotImplementedError

    # what the view is called

    @property
    def view_changed(self) -> bool:
        """Whether the list was arranged otherwise since the view was chosen."""
        if self.view is None:
            return False
        was = self.view.arrangement
        return (
            (was.order, was.descending, was.filters)
            != (self.arrangement.order, self.arrangement.descending, self.arrangement.filters)
        ) or bool(was.columns and not same_columns(self.spec.columns, was, self.arrangement))

    @property
    def view_name(self) -> str:
        """The name of the view, with a star when the list was changed since; blank without a view."""
        if self.view is None:
            return ""
        return f"{self.view.name} *" if self.view_changed else self.view.name

    def clear_filters(self) -> None:
        """Show all records: without its filter the view is left as well."""
        self._choose(None, replace(self.arrangement, filters=()))

    def action_clear_filters(self) -> None:
        """Show all records again."""
        self.clear_filters()

    # choosing

    async def action_views(self) -> None:
        """Choose a view, or one to save over, rename or delete."""
        assert self.spec.views is not None
        views = await self.spec.views.all()
        screen = ViewsScreen(
            views,
            now=self.view,
            changed=self.view_changed,
            at=self._first_line(views),
            page=self.PAGE,
            without=not self.spec.views.first,
        )
        chosen = await self.app.push_screen_wait(screen)
        if chosen is None:
            return
        view = next((view for view in views if view.key == chosen.id), None)
        if screen.verb == "views":
            self._show_view(view)
        elif screen.verb == "save_view":
            await self.action_save_view()
        elif view is not None:
            await {"change_view": self._change, "rename_view": self._rename, "delete_view": self._delete}[
                screen.verb
            ](view)

    def _first_line(self, views: Sequence[View]) -> str:
        """Where the choice begins: at a view of mine to be saved over, else at the one before this one.

        So `w` Enter goes to and fro between two views; at first it goes to the next one.
        """
        now = self.view.key if self.view else ALL
        keys = [*([] if self.spec.views and self.spec.views.first else [ALL]), *(view.key for view in views)]
        if self.view is not None and self.view.id and self.view_changed:
            return now
        if self._before in keys and self._before != now:
            return self._before
        return next((key for key in keys if key not in (now, ALL)), now)

    def _show_view(self, view: View | None) -> None:
        first = self.spec.orders[0]
        wanted = view.arrangement if view else Arrangement(first.field, first.descending)
        self._choose(view, replace(wanted, columns=wanted.columns or self.arrangement.columns))

    def _choose(self, view: View | None, arrangement: Arrangement) -> None:
        self._before = self.view.key if self.view else ALL
        self.view = view
        self.rearrange(self._usable(arrangement))

    # saving

    def why_not(self, command_id: str) -> str:
        """What is done to a saved view needs one."""
        reason = super().why_not(command_id)
        if reason:
            return reason
        if command_id in ("views", "save_view", *_ON_SAVED) and self.spec.views is None:
            return p_("message", "This list has no views.")
        if command_id in _ON_SAVED and (self.view is None or self.view.whose is Whose.STANDARD):
            return p_("message", "No saved view is shown; choose one first.")
        return ""

    @property
    def _to_save(self) -> Arrangement:
        """What is saved: the columns always, also the usual ones, for those may be others one day."""
        return replace(self.arrangement, columns=columns_shown(self.spec.columns, self.arrangement))

    async def action_save_view(self) -> None:
        """Save how the list is looked at under a name."""
        views = self.spec.views
        assert views is not None
        own = self.view.name if self.view and self.view.whose is not Whose.STANDARD else ""
        name = (await self.prompt(p_("prompt", "Save view as:"), own) or "").strip()
        if not name:
            return
        answers = {
            "m": p_("answer", "only me (Enter)"),
            "e": p_("answer", "everybody"),
            "n": p_("answer", "nobody"),
        }
        question = p_("question", "Who sees view {view}?").format(view=name)
        whose = await self.ask(question, answers, enter="m")
        if whose == "n":
            self.say(p_("message", "View {view} was not saved.").format(view=name))
            return
        there = await views.named(name, everybodys=whose == "e")
        if there is not None:
            await self._change(there)
            return
        await views.save(name, self._to_save, everybodys=whose == "e")
        await self._saved(name, everybodys=whose == "e")
        self.say(p_("message", "Saved view {view}.  u undoes this.").format(view=name))

    async def _saved(self, name: str, *, everybodys: bool) -> None:
        assert self.spec.views is not None
        view = await self.spec.views.named(name, everybodys=everybodys)
        if view is not None:
            self._choose(view, view.arrangement)

    async def action_change_view(self) -> None:
        """Save over the view that is shown."""
        if self.view is not None:
            await self._change(self.view)

    async def _change(self, view: View) -> None:
        assert self.spec.views is not None
        question = p_("question", "Save over view {view}?").format(view=view.name)
        if await self.confirm(question, p_("answer", "save over it")):
            await self.spec.views.change(view, self._to_save)
            await self._saved(view.name, everybodys=view.whose is Whose.EVERYBODYS)
            self.say(p_("message", "Saved view {view}.  u undoes this.").format(view=view.name))

    async def action_rename_view(self) -> None:
        """Call the view that is shown otherwise."""
        if self.view is not None:
            await self._rename(self.view)

    async def _rename(self, view: View) -> None:
        assert self.spec.views is not None
        name = (await self.prompt(p_("prompt", "Rename view to:"), view.name) or "").strip()
        if name and name != view.name:
            await self.spec.views.rename(view, name)
            await self._read_view_again()
            self.say(p_("message", "Renamed to {view}.  u undoes this.").format(view=name))

    async def action_delete_view(self) -> None:
        """Delete the view that is shown; the list stays as it is."""
        if self.view is not None:
            await self._delete(self.view)

    async def _delete(self, view: View) -> None:
        assert self.spec.views is not None
        if await self.confirm(
            p_("question", "Delete view {view}?").format(view=view.name), p_("answer", "delete")
        ):
            await self.spec.views.delete(view)
            await self._read_view_again()
            self.say(p_("message", "Deleted view {view}.  u undoes this.").format(view=view.name))

    async def _read_view_again(self) -> None:
        """The view that is shown may be called otherwise now, say something else, or be gone."""
        if self.spec.views is None or self.view is None:
            return
        key = self.view.key
        self.view = next((view for view in await self.spec.views.all() if view.key == key), None)
        if self.is_attached:
            self._show_context()

    def records_changed(self, message: RecordsChanged) -> None:
        """After undo the view may be another."""
        super().records_changed(message)
        if not message.page and self.view is not None and self.view.id:
            self.run_worker(self._read_view_again(), group="views", exit_on_error=False)
