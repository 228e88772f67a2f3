"""A letter on A4 paper: 12 point, one page where it fits, the address in the envelope's window.

In a larger edition everything stands under each other, at the left, on as many pages as it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.services.documents.sheet import MM, WIDTH, Sheets
from ehcp_desktop.services.documents.typeface import set_lines
from ehcp_desktop.services.letters.envelope import WINDOW, WINDOW_BREADTH
from ehcp_desktop.services.letters.pdf_items import (
    FOOT,
    LEFT,
    NEXT_TOP,
    Item,
    Setting,
    Spacing,
    paper_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.documents.grid import Cells, Columns
    from ehcp_desktop.services.documents.tagging import Part
    from ehcp_desktop.services.documents.typeface import SetLine
    from ehcp_desktop.services.letters.document import LetterDocument

_SENDER_LEFT = 122 * MM
_TOP = 18 * MM
_SHORT = 8  # lines; a longer paragraph need not stay with the close
_ADDRESS_LEADING = 14.4


# The first that fits on one page is taken; a longer letter goes on at the first on more pages.
_SPACINGS = (
    Spacing(16.5, 8.5, 40),
    Spacing(15.6, 7.0, 34),
    Spacing(14.8, 6.0, 30),
    Spacing(14.4, 5.0, 26),
)


def letter_pdf(document: LetterDocument, edition: Edition = STANDARD, lower: int = 0) -> bytes:
    """Return a letter as a tagged PDF that is the same, byte for byte, every time.

    `lower`, in millimetres, moves the address down to where the window of an envelope is.
    """
    items = tuple(Setting(document, edition).items())
    sheets = _drawn(document, edition, lower, items)
    if document.is_sheet and sheets.page > 1:  # drawn again, now that their number is known
        sheets = _drawn(document, edition, lower, items, of=f" of {sheets.page}")
    return sheets.finish()


def _drawn(
    document: LetterDocument, edition: Edition, lower: int, items: Sequence[Item], of: str = ""
) -> Sheets:
    width, height = paper_of(document, edition)
    sheets = Sheets(document.title, document.language, document.on, wide=width > height)
    is_headed = not document.is_sheet and not edition.is_larger
    top = _draw_head(sheets, document, WINDOW + lower * MM) if is_headed else _TOP
    spacing = _spacing(items, edition, height - top)
    _Flow(sheets, spacing, top, edition.size, of).draw(items)
    return sheets


def _spacing(items: Sequence[Item], edition: Edition, room: float) -> Spacing:
    if edition.is_larger:
        return Spacing(edition.line, edition.gap * edition.size, 3 * edition.size)
    return next((each for each in _SPACINGS if _fits(items, each, room)), _SPACINGS[0])


def _draw_head(sheets: Sheets, document: LetterDocument, window: float) -> float:
    """Draw the addresses, date and references; return how far down they reach."""
    at = _column(sheets, document.sender, _SENDER_LEFT, _TOP, WIDTH - 15 * MM - _SENDER_LEFT)
    address = _column(sheets, document.recipient, LEFT, window, WINDOW_BREADTH)
    beside = (document.day, *document.references)
    at = max(at + _ADDRESS_LEADING * 0.6, WINDOW)
    right = _column(sheets, beside, _SENDER_LEFT, at, WIDTH - 15 * MM - _SENDER_LEFT)
    return max(address, right, 82 * MM)


def _column(
    sheets: Sheets, lines: Sequence[str], left: float, top: float, breadth: float
) -> float:
    """Draw short lines under each other; return where the next would begin."""
    at, size = top, STANDARD.size
    for text in lines:
        part = sheets.document.add("P")  # of its own: in one, the lines are read as one word
        for line in set_lines([(text, False)], size, breadth):
            at += _ADDRESS_LEADING
            with sheets.reading(part):
                sheets.line(left, at - 3, line, size)
    return at


def _fits(items: Sequence[Item], spacing: Spacing, room: float) -> bool:
    return sum(item.height(spacing) for item in items) <= room - FOOT


class _Flow:
    """Puts items on paper from the top down, on as many sheets as they need."""

    def __init__(self, sheets: Sheets, spacing: Spacing, top: float, size: float, of: str) -> None:
        self._sheets = sheets
        self._of = of
        self._spacing = spacing
        self._at = top
        self._size = size
        self._open: Part | None = None
        self._head: Cells = ()

    def draw(self, items: Sequence[Item]) -> None:
        """Draw every item; what closes the letter is not left alone on a sheet."""
        together = _tail(items)
        for number, item in enumerate(items):
            if number == together:
                self._keep_together(items[number:])
            elif _stays(items, number):
                self._keep_together(items[number : _end(items, number)])
            if item.columns is not None:
                self._row(item, item.columns)
            else:
                self._text(item)
        if self._sheets.page > 1:
            self._page_number()

    def _keep_together(self, items: Sequence[Item]) -> None:
        height = sum(item.height(self._spacing) for item in items)
        if height <= self._sheets.height / 2:
            self._make_room(height)

    def _text(self, item: Item) -> None:
        leading = self._spacing.leading * item.scale
        height = item.height(self._spacing)
        if item.is_whole and height <= self._sheets.height - NEXT_TOP - FOOT:
            self._make_room(height)
        self._make_room(item.gap(self._spacing) + leading)
        self._at += item.gap(self._spacing)
        if item.heading:
            self._sheets.bookmark(item.heading, self._at)
        label, body = self._parts(item)
        for number, line in enumerate(item.lines):
            self._make_room(leading)
            self._at += leading
            if number == 0 and item.label and label:
                self._line(label, LEFT, item.label, self._size)
            self._line(body, self._left(item, line), line, self._size * item.scale)

    def _row(self, item: Item, columns: Columns) -> None:
        if item.begins:
            self._open, self._head = self._sheets.document.add("Table"), item.cells
        if self._make_room(item.height(self._spacing)) and not item.begins:
            self._at = columns.draw_again(self._sheets, self._at, self._head)
        self._at += item.gap(self._spacing)
        assert self._open is not None  # noqa: S101  # made with the headings
        role = "TH" if item.begins else "TD"
        self._at = columns.draw(self._sheets, self._at, item.cells, self._open.add("TR"), role)

    def _line(self, part: Part, left: float, line: SetLine, size: float) -> None:
        with self._sheets.reading(part):
            self._sheets.line(left, self._at - size / 4, line, size)

    def _left(self, item: Item, line: SetLine) -> float:
        is_flush_right = line.is_rtl and len(item.lines) > 1
        return self._sheets.width - LEFT - line.width if is_flush_right else LEFT + item.indent

    def _parts(self, item: Item) -> tuple[Part | None, Part]:
        """Return the parts of the structure for an item: of its label, if any, and of its text."""
        if item.role != "LI":
            return None, self._sheets.document.add(item.role)
        if item.begins or self._open is None:
            self._open = self._sheets.document.add("L")
        point = self._open.add("LI")
        return point.add("Lbl"), point.add("LBody")

    def _make_room(self, height: float) -> bool:
        """Go on to a new sheet where there is too little room on this one; say whether it was."""
        if self._at + height <= self._sheets.height - FOOT:
            return False
        self._page_number()
        self._sheets.new_page()
        self._at = NEXT_TOP
        return True

    def _page_number(self) -> None:
        words = f"Page {self._sheets.page}{self._of}"
        (line,) = set_lines([(words, False)], self._size, WIDTH)
        with self._sheets.furniture():
            left = self._sheets.width - LEFT - line.width
            self._sheets.line(left, self._sheets.height - 10 * MM, line, self._size)


def _stays(items: Sequence[Item], number: int) -> bool:
    """Return whether an item is not parted from the next: a heading, what leads to a list."""
    is_head = items[number].role == "H2" or items[number].begins
    return is_head or any(each.begins for each in items[number + 1 : number + 2])


def _end(items: Sequence[Item], number: int) -> int:
    """Return where the items end that an item is not parted from."""
    while number < len(items) and _stays(items, number):
        number += 1
    return number + 1


def _tail(items: Sequence[Item]) -> int:
    """Return where the end that stays together begins: what comes before the close is short."""
    close = next((number for number, item in enumerate(items) if item.is_close), 0)
    if not close:
        return len(items)
    start = close - 2
    if items[start].columns is not None or len(items[start].lines) >= _SHORT:
        return close - 1
    while _stays(items, start - 1):
        start -= 1
    return start
