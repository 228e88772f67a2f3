"""Set words on paper: fonts, sheets, the structure a screen reader follows, and Word files."""
