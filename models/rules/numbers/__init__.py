"""The rules of number series."""
