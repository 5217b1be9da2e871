"""Files read and written whole, moved without loss, and told apart."""
