"""What connects the screens with the models: sources of lists, columns, helpers of forms, conflicts.

Everything here asks through the lanes of the session; nothing here is a screen.
"""
