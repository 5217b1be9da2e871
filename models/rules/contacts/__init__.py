"""The rules of contacts: numbers, names, companies, e-mails and what hangs on them."""
