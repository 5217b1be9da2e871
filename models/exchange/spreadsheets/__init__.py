"""CSV as spreadsheets and address books write and read it."""
