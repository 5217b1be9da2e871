"""The starter set of a new database."""
