"""The rules of recording documents of other programs."""
