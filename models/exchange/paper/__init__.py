"""What goes onto paper: address labels and cover sheets, as PDF and as plain text for a line printer.

`sheets` are the sizes, `fitting` makes lines fit, `pages` puts them onto pages of either kind; `labels` and
`cover_sheets` are what is printed, and `recipients` knows for whom.
"""
