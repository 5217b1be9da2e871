"""Choosing an order for a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.words import p_, translate
from tui.screens.choosing.pick import PickScreen
from tui.screens.lists.spec import Order
from tui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from tui.app import TouchbaseApp


async def choose_order(
    app: TouchbaseApp, orders: Sequence[Order], current: Order, descending: bool
) -> tuple[Order, bool] | None:
    """An order and whether it descends; the current one stands first, and choosing it reverses it."""
    now = p_("order", "now, descending") if descending else p_("order", "now, ascending")
    items = [
        PickItem(order.field, translate(order.caption), now if order == current else "")
        for order in sorted(orders, key=lambda order: order != current)
    ]
    screen = PickScreen(p_("title", "Order by"), items, verb=p_("action", "Order"))
    chosen = await app.push_screen_wait(screen)
    if chosen is None:
        return None
    order = next(order for order in orders if order.field == chosen.id)
    return order, not descending if order == current else order.descending
