"""Facts and rules: no screen, no database, no files and no clock."""
