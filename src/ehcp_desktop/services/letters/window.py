"""Whether an address shows through the window of a DL envelope, without setting it in type."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_LINES = 6
_LETTERS = 42  # on a line of the window, of usual width


def fits(recipient: Iterable[str]) -> bool:
    """Say whether an address can be read through the window; a long line counts as two."""
    return sum(-(-len(text) // _LETTERS) for text in recipient) <= MOST_LINES
