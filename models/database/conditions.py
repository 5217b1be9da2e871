"""Conditions that hold for every row, and for none."""

from __future__ import annotations

import peewee as pw

EVERYTHING = pw.SQL("1 = 1")
NOTHING = pw.SQL("1 = 0")
