"""Long words on one short line."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[ \t\r\n]+")  # not the one that keeps a day with its month


def shortened(words: str, most: int) -> str:
    """Return words on one line, cut after a word where they have more than so many characters."""
    line = " ".join(filter(None, _SPACES.split(words)))
    if len(line) <= most:
        return line
    return f"{line[:most].rpartition(' ')[0] or line[:most]} …"
