"""Dates, times of day and date formulas, as people type them and as we say them."""
