"""A letter on A4 paper: 12 point, one page where it fits, the address in the envelope's window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ehcp_desktop.services.documents.sheet import HEIGHT, MM, WIDTH, Sheets
from ehcp_desktop.services.documents.typeface import SetLine, set_lines
from ehcp_desktop.services.letters.document import endings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ehcp_desktop.services.documents.tagging import Part
    from ehcp_desktop.services.letters.document import Block, LetterDocument, Line

_SIZE = 12.0
_LEFT = 22 * MM
_BREADTH = WIDTH - 2 * _LEFT
_SENDER_LEFT = 122 * MM
_TOP = 18 * MM
_WINDOW = 50 * MM  # the window of a DL envelope shows about 50 to 80 mm down, 22 to 105 across
_WINDOW_BREADTH = 88 * MM
_FOOT = 16 * MM
_INDENT = 8 * MM
_SHORT = 8  # lines; a longer paragraph need not stay with the close
_ADDRESS_LEADING = 14.4


@dataclass(frozen=True, slots=True)
class _Spacing:
    """How airy a letter is: points from line to line, between parts, and for the signature."""

    leading: float
    gap: float
    signature: float


# The first that fits on one page is taken; a longer letter goes on at the first on more pages.
_SPACINGS = (
    _Spacing(16.5, 8.5, 40),
    _Spacing(15.6, 7.0, 34),
    _Spacing(14.8, 6.0, 30),
    _Spacing(14.4, 5.0, 26),
)


@dataclass(frozen=True, slots=True)
class _Item:
    """Lines that belong together: a paragraph, or one point of a list with its number."""

    role: str
    lines: tuple[SetLine, ...]
    indent: float = 0.0
    label: SetLine | None = None
    is_close: bool = False
    above: float = 1.0
    begins: bool = False


def letter_pdf(document: LetterDocument) -> bytes:
    """Return a letter as a tagged PDF that is the same, byte for byte, every time."""
    sheets = Sheets(document.title, document.language, document.on)
    top = _draw_head(sheets, document)
    items = tuple(_items(document))
    spacing = next((each for each in _SPACINGS if _fits(items, each, top)), _SPACINGS[0])
    _Flow(sheets, spacing, top).draw(items)
    return sheets.finish()


def _set(text: str, breadth: float, *, bold: bool = False) -> tuple[SetLine, ...]:
    return set_lines([(text, bold)], _SIZE, breadth)


def _draw_head(sheets: Sheets, document: LetterDocument) -> float:
    """Draw the addresses, date and references; return how far down they reach."""
    at = _column(sheets, document.sender, _SENDER_LEFT, _TOP, WIDTH - 15 * MM - _SENDER_LEFT)
    window = _column(sheets, document.recipient, _LEFT, _WINDOW, _WINDOW_BREADTH)
    beside = (document.day, *document.references)
    at = max(at + _ADDRESS_LEADING * 0.6, _WINDOW)
    right = _column(sheets, beside, _SENDER_LEFT, at, WIDTH - 15 * MM - _SENDER_LEFT)
    return max(window, right, 82 * MM)


def _column(
    sheets: Sheets, lines: Sequence[str], left: float, top: float, breadth: float
) -> float:
    """Draw short lines under each other; return where the next would begin."""
    at = top
    part = sheets.document.add("P")
    with sheets.reading(part):
        for line in (line for text in lines for line in _set(text, breadth)):
            at += _ADDRESS_LEADING
            sheets.line(left, at - 3, line, _SIZE)
    return at


def _items(document: LetterDocument) -> Iterator[_Item]:
    if document.via:
        yield _Item("P", _set(document.via, _BREADTH))
    yield _Item("P", _set(document.salutation, _BREADTH))
    yield _Item("H1", _set(document.subject, _BREADTH, bold=True))
    for block in document.blocks:
        yield from _block(block)
    yield _Item("P", _set(document.close, _BREADTH))
    yield _Item("P", _set(document.signature, _BREADTH), is_close=True)
    for number, text in enumerate(endings(document)):
        yield _Item("P", _set(text, _BREADTH), above=0.3 if number else 1.0)


def _block(block: Block) -> Iterator[_Item]:
    if block.kind == "paragraph":
        for line in block.lines:
            yield _Item("P", _line(line, _BREADTH))
        return
    for number, line in enumerate(block.lines, 1):
        mark = f"{number}." if block.kind == "numbered" else "–"
        (label,) = _set(mark, _INDENT)
        lines = _line(line, _BREADTH - _INDENT)
        yield _Item(
            "LI", lines, _INDENT, label, above=0.35 if number > 1 else 0.6, begins=number == 1
        )


def _line(line: Line, breadth: float) -> tuple[SetLine, ...]:
    return set_lines([(words.text, words.bold) for words in line], _SIZE, breadth)


def _above(item: _Item, spacing: _Spacing) -> float:
    return spacing.signature if item.is_close else spacing.gap * item.above


def _fits(items: Sequence[_Item], spacing: _Spacing, top: float) -> bool:
    height = sum(_above(item, spacing) + len(item.lines) * spacing.leading for item in items)
    return top + height <= HEIGHT - _FOOT


class _Flow:
    """Puts items on paper from the top down, on as many sheets as they need."""

    def __init__(self, sheets: Sheets, spacing: _Spacing, top: float) -> None:
        self._sheets = sheets
        self._spacing = spacing
        self._at = top
        self._list: Part | None = None

    def draw(self, items: Sequence[_Item]) -> None:
        """Draw every item; what closes the letter is not left alone on a sheet."""
        together = _tail(items)
        for number, item in enumerate(items):
            if number == together:
                self._make_room(sum(self._height(each) for each in items[number:]))
            elif any(each.begins for each in items[number + 1 : number + 2]):
                self._make_room(self._height(item) + self._height(items[number + 1]))
            self._item(item)
        if self._sheets.page > 1:
            self._page_number()

    def _item(self, item: _Item) -> None:
        self._make_room(_above(item, self._spacing) + self._spacing.leading)
        self._at += _above(item, self._spacing)
        label, body = self._parts(item)
        for number, line in enumerate(item.lines):
            self._make_room(self._spacing.leading)
            self._at += self._spacing.leading
            if number == 0 and item.label and label:
                self._line(label, _LEFT, item.label)
            self._line(body, self._left(item, line), line)

    def _line(self, part: Part, left: float, line: SetLine) -> None:
        with self._sheets.reading(part):
            self._sheets.line(left, self._at - 3, line, _SIZE)

    def _left(self, item: _Item, line: SetLine) -> float:
        is_flush_right = line.is_rtl and len(item.lines) > 1
        return _LEFT + _BREADTH - line.width if is_flush_right else _LEFT + item.indent

    def _parts(self, item: _Item) -> tuple[Part | None, Part]:
        """Return the parts of the structure for an item: of its label, if any, and of its text."""
        if item.role != "LI":
            return None, self._sheets.document.add(item.role)
        if item.begins or self._list is None:
            self._list = self._sheets.document.add("L")
        point = self._list.add("LI")
        return point.add("Lbl"), point.add("LBody")

    def _height(self, item: _Item) -> float:
        return _above(item, self._spacing) + len(item.lines) * self._spacing.leading

    def _make_room(self, height: float) -> None:
        if self._at + height <= HEIGHT - _FOOT or height > HEIGHT / 2:
            return
        self._page_number()
        self._sheets.new_page()
        self._at = 20 * MM

    def _page_number(self) -> None:
        (line,) = _set(f"Page {self._sheets.page}", _BREADTH)
        with self._sheets.furniture():
            self._sheets.line(_LEFT + _BREADTH - line.width, HEIGHT - 10 * MM, line, _SIZE)


def _tail(items: Sequence[_Item]) -> int:
    """Return where the end that stays together begins: one paragraph before the close."""
    close = next(number for number, item in enumerate(items) if item.is_close)
    before = close - 2
    return before if len(items[before].lines) < _SHORT else close - 1
