"""The rows of a table on sheets: set in columns, cut where they are too long, drawn and tagged."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ehcp_desktop.services.documents.sheet import MM
from ehcp_desktop.services.documents.typeface import SetLine, set_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ehcp_desktop.services.documents.sheet import Sheets
    from ehcp_desktop.services.documents.tagging import Part

_GAP = 5 * MM
_PADDING = 5.0
_WIDEST = 100  # characters: longer cells take more lines, not more breadth

Cells = tuple[tuple[SetLine, ...], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table stand, and how its text is set. Measures are in points.

    `shares` are the parts of the whole breadth that the columns take.
    """

    left: float
    breadth: float
    shares: tuple[float, ...]
    size: float
    leading: float

    def cells(self, texts: Sequence[str], *, bold: bool = False) -> Cells:
        """Return the lines of each cell of a row."""
        return tuple(
            set_lines([(text, bold)], self.size, breadth)
            for text, (_, breadth) in zip(texts, self.places(), strict=True)
        )

    def height(self, cells: Cells) -> float:
        """Return how much of a sheet a row takes."""
        return max(len(lines) for lines in cells) * self.leading + 2 * _PADDING

    def cut(self, cells: Cells, room: float) -> list[Cells]:
        """Return a row in parts that each fit in a height: itself, unless it is too long."""
        lines = max(int((room - 2 * _PADDING) // self.leading), 1)
        longest = max(len(column) for column in cells)
        return [
            tuple(column[start : start + lines] for column in cells)
            for start in range(0, longest, lines)
        ]

    def places(self) -> list[tuple[float, float]]:
        """Return the left edge and the breadth of each column."""
        edges = [self.left]
        for share in self.shares:
            edges.append(edges[-1] + share * self.breadth)
        return [(left, right - left - _GAP) for left, right in pairwise(edges)]

    def draw(self, sheets: Sheets, at: float, cells: Cells, row: Part, role: str) -> float:
        """Draw a row whose cells are "TH" or "TD" in a part of the structure; return its foot."""
        for place, lines in zip(self._lines(at, cells), cells, strict=True):
            with sheets.reading(row.add(role, scope="Column" if role == "TH" else "")):
                for (left, y), line in zip(place, lines, strict=True):
                    sheets.line(left, y, line, self.size)
        with sheets.furniture():
            return self._rule(sheets, at, cells)

    def draw_again(self, sheets: Sheets, at: float, cells: Cells) -> float:
        """Draw the headings on a further sheet: there for the eye, not read again."""
        with sheets.furniture():
            for place, lines in zip(self._lines(at, cells), cells, strict=True):
                for (left, y), line in zip(place, lines, strict=True):
                    sheets.line(left, y, line, self.size)
            return self._rule(sheets, at, cells)

    def _lines(self, at: float, cells: Cells) -> Iterator[list[tuple[float, float]]]:
        """Yield where each line of each cell begins."""
        for (left, _), lines in zip(self.places(), cells, strict=True):
            yield [(left, at + _PADDING + n * self.leading - 4) for n, _ in enumerate(lines, 1)]

    def _rule(self, sheets: Sheets, at: float, cells: Cells) -> float:
        foot = at + self.height(cells)
        sheets.rule(self.left, foot, self.breadth)
        return foot


def shares_of(rows: Sequence[Sequence[str]], size: float, breadth: float) -> tuple[float, ...]:
    """Return how the columns of a table share a breadth in points, by the words in them.

    Each has room for its longest word; what is left goes to those with more to say. Under headings
    alone, where a pen is to write, all are alike.
    """
    columns = list(zip(*rows, strict=True))
    if not any(text.strip() for row in rows[1:] for text in row):
        return tuple(1 / len(columns) for _ in columns)
    least = [
        max(_width(word, size) for text in texts for word in _words(text)) for texts in columns
    ]
    more = [max(min(len(text), _WIDEST) for text in texts) + 1 for texts in columns]
    left = breadth - sum(least) - _GAP * len(columns)
    if left < 0:
        return tuple(1 / len(columns) for _ in columns)
    return tuple(
        (word + _GAP + left * share / sum(more)) / breadth
        for word, share in zip(least, more, strict=True)
    )


def _words(text: str) -> list[str]:
    return text.replace("\n", " ").split(" ")


def _width(word: str, size: float) -> float:
    (line, *_) = set_lines([(word, True)], size, 10_000)
    return line.width
