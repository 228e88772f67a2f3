"""The window of a DL envelope: where it lies on a letter folded in three, and a page to try it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.services.documents.sheet import MM, WIDTH, Sheets
from ehcp_desktop.services.documents.typeface import set_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

# Both folds of A4, and what a window of 35 by 90 mm, 20 mm from the left and 18 mm from the foot
# of an envelope of 110 by 220 mm, shows of the sheet wherever it lies in the envelope.
WINDOW = 50 * MM
WINDOW_LEFT = 20 * MM
WINDOW_BREADTH = 88 * MM
FOLDS = (99 * MM, 198 * MM)
_HIGH = 31 * MM
_LEFT = 22 * MM
_LEADING = 16


def fold_test_page(on: date, lower: int = 0) -> bytes:
    """Return a page to print, fold and put into an envelope; `lower` is in millimetres."""
    sheets = Sheets("Fold test page", "en-GB", on)
    top = WINDOW + lower * MM
    with sheets.furniture():
        for fold in FOLDS:
            sheets.rule(0, fold, 8 * MM)
            sheets.rule(WIDTH - 8 * MM, fold, 8 * MM)
        _draw_window(sheets, top)
    _write(sheets, "P", top, _address(lower), WINDOW_BREADTH)
    _write(sheets, "H1", 110 * MM, ("Fold test page",), WIDTH - 2 * _LEFT)
    _write(sheets, "P", 120 * MM, _STEPS, WIDTH - 2 * _LEFT)
    return sheets.finish()


_STEPS = (
    "1. Print this page at actual size (100%), not “fit to page”.",
    "2. Fold it in three at the small lines at the edges, with this side out, and put it into a "
    "DL envelope with a window.",
    "3. Tap the envelope on each of its edges. All six lines of the address should stay in sight, "
    "and nothing else.",
    "4. If the first line is cut off, move the address down: add millimetres under “How it "
    "is printed” beside your letter, and print this page again.",
)


def _address(lower: int) -> tuple[str, ...]:
    moved = f"Moved down by {lower} mm" if lower else "Not moved"
    return (
        "First line of the address",
        moved,
        "Third line",
        "Fourth line",
        "Fifth line",
        "AB1 2CD",
    )


def _draw_window(sheets: Sheets, top: float) -> None:
    for down in (top, top + _HIGH):
        sheets.rule(WINDOW_LEFT, down, WINDOW_BREADTH + 2 * MM)


def _write(sheets: Sheets, role: str, top: float, texts: Sequence[str], breadth: float) -> None:
    at, is_address = top, breadth == WINDOW_BREADTH
    for text in texts:
        part = sheets.document.add(role)
        for line in set_lines([(text, False)], STANDARD.size, breadth):
            at += 14.4 if is_address else _LEADING
            with sheets.reading(part):
                sheets.line(_LEFT, at - 3, line, STANDARD.size)
