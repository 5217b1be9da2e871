"""The views of a page, asked and written through the lanes."""

from __future__ import annotations

from collections.abc import Sequence

from models.queries import views as queries
from models.queries.lists.rows import Arrangement
from models.queries.views import Left, View
from models.rules import views as rules
from tui.lanes import Lanes


class ListViews:
    """What a list knows about its views; what is remembered of it is written one after the other."""

    def __init__(self, lanes: Lanes, page_name: str, first: str = "") -> None:
        """Make it.

        Args:
            lanes: The ways to the database.
            page_name: The page.
            first: The key of the view that the list opens with while no other was chosen.
        """
        self.page = page_name
        self._lanes = lanes
        self.first = first
        self._unwritten: tuple[str, Arrangement] | None = None
        self._writing = False

    async def all(self) -> Sequence[View]:
        """Every view that I can choose."""
        return await self._lanes.read(queries.views, self.page)

    async def named(self, name: str, *, everybodys: bool) -> View | None:
        """The view that has this name already."""
        return await self._lanes.read(queries.named, self.page, name, everybodys=everybodys)

    async def left(self) -> Left | None:
        """How I left the list, or the view that it opens with; none for the list as it usually is."""
        left = await self._lanes.read(queries.left, self.page)
        if not self.first or (left is not None and left.view is not None):
            return left
        first = next(view for view in queries.standard_views(self.page) if view.key == self.first)
        return Left(first, left.arrangement if left else first.arrangement)

    async def save(self, name: str, arrangement: Arrangement, *, everybodys: bool) -> None:
        """Save a new view."""
        await self._lanes.write(rules.save_view, self.page, name, arrangement, everybodys=everybodys)

    async def change(self, view: View, arrangement: Arrangement) -> None:
        """Save over a view."""
        await self._lanes.write(rules.change_view, view.id, view.version, arrangement)

    async def rename(self, view: View, name: str) -> None:
        """Call a view otherwise."""
        await self._lanes.write(rules.rename_view, view.id, view.version, name)

    async def delete(self, view: View) -> None:
        """Delete a view."""
        await self._lanes.write(rules.delete_view, view.id, view.version)

    async def remember(self, view_key: str, arrangement: Arrangement) -> None:
        """Remember how the list is left; of many changes in a row only the last is written."""
        self._unwritten = (view_key, arrangement)
        if self._writing:
            return
        self._writing = True
        try:
            while self._unwritten is not None:
                (key, newest), self._unwritten = self._unwritten, None
                await self._lanes.write(rules.remember, self.page, key, newest)
        finally:
            self._writing = False
