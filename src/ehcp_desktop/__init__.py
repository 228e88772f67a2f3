"""Keep a family's EHC plan history, find what is late, and write the letter that asks for it."""

__version__ = "2026.1.0"
