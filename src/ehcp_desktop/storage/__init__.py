"""The family file: the only layer that knows SQL."""
