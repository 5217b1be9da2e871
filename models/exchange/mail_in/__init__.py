"""Messages from outside: files, pipes, mailboxes on disk and on a server, read without trusting any of them.

Only the header is looked at. The body travels as it is, so nothing in it can break or be executed.
"""
