"""Choosing an order or a filter for a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.about import About
from models.queries.rows import Filter
from models.words import p_, translate
from tui.screens.lists.spec import Order
from tui.screens.pick import PickScreen
from tui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from tui.app import TouchbaseApp
    from tui.screens.lists.screen import ListScreen


async def choose_order(
    app: TouchbaseApp, orders: Sequence[Order], current: Order, descending: bool
) -> tuple[Order, bool] | None:
    """An order and whether it descends; choosing the current one reverses it."""
    now = p_("order", "now, descending") if descending else p_("order", "now, ascending")
    items = [
        PickItem(order.field, translate(order.caption), now if order == current else "") for order in orders
    ]
    screen = PickScreen(p_("title", "Order by"), items, verb=p_("action", "Order"))
    chosen = await app.push_screen_wait(screen)
    if chosen is None:
        return None
    order = next(order for order in orders if order.field == chosen.id)
    return order, not descending if order == current else order.descending


async def choose_filter(
    screen: ListScreen, fields: Sequence[About], filters: Sequence[Filter]
) -> tuple[Filter, ...] | None:
    """The fields filter with one field's condition set anew; an empty text takes the condition away."""
    now = {f.field: f.expression for f in filters}
    items = [PickItem(about.name, translate(about.caption), now.get(about.name, "")) for about in fields]
    pick = PickScreen(p_("title", "Filter by field"), items, page=screen.PAGE, verb=p_("action", "Filter"))
    chosen = await screen.app.push_screen_wait(pick)
    if chosen is None:
        return None
    label = p_("prompt", "{field} is (a value, or from..to):").format(field=chosen.text)
    text = await screen.prompt(label, now.get(chosen.id, ""))
    if text is None:
        return None
    others = tuple(f for f in filters if f.field != chosen.id)
    return (*others, Filter(chosen.id, text.strip())) if text.strip() else others
