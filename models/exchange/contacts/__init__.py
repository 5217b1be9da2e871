"""Contacts from files into the database and back, whatever the kind of file."""
