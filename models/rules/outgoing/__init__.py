"""The rules of what goes out: what waits, the steps of a sender, sending again."""
