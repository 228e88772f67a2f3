"""How a meeting window looks: the same colours, in letters that can be read across a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt

from ehcp_desktop.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics
    from PySide6.QtWidgets import QListWidget, QWidget

LEAST = 16.0  # points
DETAIL = 0.85  # of it, for what is said under a line
_NARROWEST, _ENDLESS, _ABOVE = 60, 100_000, 6  # pixels
WRAPPED = int(Qt.TextFlag.TextWordWrap)
_SHEET = """
* {{ font-size: {body:.1f}pt; }}
QLabel[role="title"] {{ font-size: {title:.1f}pt; }}
QLabel[role="lead"] {{ font-size: {lead:.1f}pt; }}
QLabel[role="detail"] {{ font-size: {detail:.1f}pt; }}
QPushButton[chip="true"] {{ min-height: 1.2em; padding: 3px 10px; }}
QPushButton[chip="true"]:focus {{ padding: 2px 9px; }}
"""


def points() -> float:
    """Return the size of the text of a meeting, in points."""
    return max(LEAST, theme().points)


def sheet() -> str:
    """Return the style sheet of a meeting window."""
    size = points()
    return _SHEET.format(body=size, title=size * 1.3, lead=size * 1.1, detail=size * DETAIL)


def wide(shown: QWidget, count: float) -> int:
    """Return so many em of the text of a meeting, in pixels."""
    return round(points() * shown.logicalDpiY() / 72 * count)


def measure(shown: QListWidget, around: int) -> None:
    """Give each line of a list the height that its wrapped words need beside so many pixels.

    Qt would ask for all of them at every new line.
    """
    room = max(shown.viewport().width() - around, _NARROWEST)
    for item in (shown.item(row) for row in range(shown.count())):
        high = wrapped(shown.fontMetrics(), item.text(), room)
        item.setSizeHint(QSize(_NARROWEST, high + _ABOVE))


def wrapped(letters: QFontMetrics, words: str, room: int) -> int:
    """Return how high wrapped words are, in pixels."""
    return letters.boundingRect(QRect(0, 0, room, _ENDLESS), WRAPPED, words).height()
