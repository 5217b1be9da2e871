"""Lists of any length: their columns, filters and orders, windows of them, and what they come to."""
