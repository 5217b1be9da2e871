"""The rules of interactions: the form, drafts, finishing them, and what may be done to those in the log."""
