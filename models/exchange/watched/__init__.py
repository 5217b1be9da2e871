"""A folder into which other programs drop documents."""
