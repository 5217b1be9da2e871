"""The rules of interaction templates, their languages and what these send."""
