r"""The rows of a table as text: a line for each row, " | " between its cells.

In a cell "\|" is a bar, a backslash at the end of a line goes on with the same cell, and "\\" is
one backslash; so that whatever was said comes back as it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CELL = " | "
_ESCAPED = re.compile(r"\\([\\|\n])")
_TO_ESCAPE = re.compile(r"[|\n]|\\(?=[\\|\n]|\Z)")
# Control characters cannot be typed into a letter, so they can stand for these while it is cut.
_SIGNS, _STAND_INS = "\\|\n", "\x02\x03\x04"
_HIDE, _SHOW = str.maketrans(_SIGNS, _STAND_INS), str.maketrans(_STAND_INS, _SIGNS)


def row_text(cells: Iterable[str]) -> str:
    """Return a row as one line of text, which rows_of reads back."""
    return _CELL.join(_TO_ESCAPE.sub(r"\\\g<0>", cell) for cell in cells)


def rows_of(text: str) -> list[list[str]]:
    """Return the cells of each row that is not blank, without the space around them."""
    hidden = _ESCAPED.sub(lambda found: found[1].translate(_HIDE), text)
    lines = (line for line in hidden.split("\n") if line.strip())
    return [[cell.strip().translate(_SHOW) for cell in line.split("|")] for line in lines]
