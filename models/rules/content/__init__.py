"""The rules of content: attachments, where they are kept, and filling them in."""
