"""The database engines that tests run on: SQLite files, and a PostgreSQL server of our own."""
