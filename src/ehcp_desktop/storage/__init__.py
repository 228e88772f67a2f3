"""The only layer that knows SQL: one family, one file."""
