"""The rules of campaigns and of what interactions leave in them."""
