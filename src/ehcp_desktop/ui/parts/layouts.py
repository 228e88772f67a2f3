"""Where things stand: the page, cards, boxed lists, rows of buttons, empty states."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.fitting import Fitting
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em, follow

if TYPE_CHECKING:
    from collections.abc import Callable

_Line = TypeVar("_Line", bound=QBoxLayout)
_HEADING = 32  # em; a narrower page has its buttons under its title
WORD, GROUP, INNER, CARD, SECTION, COLUMN, SIDE = 4, 8, 12, 16, 20, 24, 32


class Page(ScrollArea):
    """A screen: title, subtitle, room for buttons at the right, and a body that scrolls.

    Add to `body` (a vertical layout). `header` takes buttons beside the title. A page whose own
    lists scroll asks for `scrolls=False` and then fills the height.
    """

    def __init__(self, title: str, subtitle: str = "", *, scrolls: bool = True) -> None:
        super().__init__()
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")  # see theme.py
        self.setProperty("focusPolicy", "NoFocus")
        inside = QWidget()
        inside.setProperty("ground", "page")
        self._outer = column(inside, spacing=CARD, margins=(SIDE, COLUMN, SIDE, COLUMN))
        self._heading(title, subtitle)
        self.body = column(spacing=GROUP)
        self._outer.addLayout(self.body, 0 if scrolls else 1)
        if scrolls:
            self._outer.addStretch(1)
        self.setWidget(inside)
        self.setAccessibleName(title)
        follow(self._lay_heading)

    def _heading(self, title: str, subtitle: str) -> None:
        self.title_label = label(title, "title")
        self.subtitle_label = label(subtitle, "second")
        if not subtitle:
            self.subtitle_label.hide()  # shown here it would be a window of its own for a moment
        words = column(spacing=2)
        words.addWidget(self.title_label)
        words.addWidget(self.subtitle_label)
        # In a widget of its own: a layout of hidden buttons would allow the title no width.
        buttons = QWidget()
        self.header = line(buttons, spacing=GROUP)
        self._top: QBoxLayout = line(spacing=CARD)
        self._top.addLayout(words, 1)
        low = column()
        low.addStretch(1)
        left = line()
        left.addWidget(buttons)
        left.addStretch(1)
        low.addLayout(left)
        self._top.addLayout(low)
        self._outer.addLayout(self._top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the title where there is little room."""
        super().resizeEvent(event)
        self._lay_heading()

    def _lay_heading(self) -> None:
        ways = QBoxLayout.Direction
        is_narrow = self.width() < em(_HEADING)
        self._top.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)

    def say_subtitle(self, text: str) -> None:
        """Change the line under the title."""
        self.subtitle_label.setText(text)
        self.subtitle_label.setVisible(bool(text))


class Card(QFrame):
    """A white frame with room inside; add to `body`. kind "note" is the quiet grey one."""

    def __init__(self, kind: str = "card", padding: int = CARD) -> None:
        super().__init__()
        self.setProperty("frame", kind)
        self.body = column(self, spacing=GROUP, margins=(padding,) * 4)


class BoxedList(QFrame):
    """Rows in one white frame with a hairline between them."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setProperty("frame", "box")
        self.setAccessibleName(name)
        self._rows = column(self, spacing=0, margins=(1, 1, 1, 1))

    def add(self, row: QWidget) -> None:
        """Put a row under the others."""
        row.setProperty("frame", "row" if self._rows.count() else "first")
        self._rows.addWidget(row)

    def clear(self) -> None:
        """Take every row away."""
        clear(self._rows)


class EmptyState(QWidget):
    """What goes here, why it helps, and one button; it stands where the first row would be."""

    def __init__(self, what: str, why: str, action: str, run: Callable[[], object]) -> None:
        super().__init__()
        inside = column(self, spacing=GROUP, margins=(0, GROUP, 0, GROUP))
        inside.addWidget(label(what, "lead"))
        inside.addWidget(label(why, "second"))
        self.button: QPushButton = button(action, run, kind="primary")
        inside.addWidget(self.button)
        self.setMaximumWidth(em(46))


class SideBySide(Fitting):
    """Two columns that become one below a width in em. `main` and `side` are layouts."""

    def __init__(self, *, narrow: float = 62, shares: tuple[int, int] = (3, 1)) -> None:
        super().__init__()
        self._narrow = narrow
        self._shares = shares
        self._both = QHBoxLayout(self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(COLUMN)
        self.main, self.side = column(spacing=GROUP), column(spacing=GROUP)
        for part, share in zip((self.main, self.side), shares, strict=True):
            high = column()
            high.addLayout(part)
            high.addStretch(1)
            self._both.addLayout(high, share)
        # Never wider than the page: else two columns would keep the room that they need.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def fit(self) -> None:
        """Turn the columns when there is too little room for both."""
        down = self.width() < em(self._narrow)
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.TopToBottom if down else ways.LeftToRight)
        # Under each other they share no height: the first would take some that the other needs.
        for place, share in enumerate((0, 1) if down else self._shares):
            self._both.setStretch(place, share)


class Wrapping(Fitting):
    """Fields beside each other, the last the widest; under each other when the text is large."""

    def __init__(self, *fields: QWidget) -> None:
        super().__init__()
        self._line = line(self)
        for place, field in enumerate(fields, 1):
            self._line.addWidget(field, 2 if place == len(fields) else 1)

    def fit(self) -> None:
        """Stack the fields when there is too little room."""
        ways = QBoxLayout.Direction
        down = self.width() < em(12 * self._line.count())
        self._line.setDirection(ways.TopToBottom if down else ways.LeftToRight)


class ButtonRow(QWidget):
    """Buttons beside each other, or under each other when the text is large."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__()
        self._line = _Turning(self)
        self._line.setContentsMargins(0, WORD, 0, 0)
        self._line.setSpacing(GROUP)
        for one in buttons:
            self._line.addWidget(one)
        self._line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)


class _Turning(QHBoxLayout):
    """Stacks its widgets when they do not fit beside each other."""

    def setGeometry(self, place: QRect) -> None:
        spots = (self.itemAt(number) for number in range(self.count()))
        every = [spot.widget() for spot in spots if spot is not None and not spot.isEmpty()]
        needed = sum(one.sizeHint().width() + GROUP for one in every if one is not None)
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if needed > place.width() else ways.LeftToRight
        if way != self.direction():
            self.setDirection(way)
        super().setGeometry(place)


def column(
    parent: QWidget | None = None,
    *,
    spacing: int = GROUP,
    margins: tuple[int, ...] = (0, 0, 0, 0),
) -> QVBoxLayout:
    """Return a vertical layout with these pixels between and around."""
    made = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    return _spaced(made, spacing, margins)


def line(
    parent: QWidget | None = None,
    *,
    spacing: int = GROUP,
    margins: tuple[int, ...] = (0, 0, 0, 0),
) -> QHBoxLayout:
    """Return a horizontal layout with these pixels between and around."""
    made = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    return _spaced(made, spacing, margins)


def _spaced(made: _Line, spacing: int, margins: tuple[int, ...]) -> _Line:
    made.setSpacing(spacing)
    made.setContentsMargins(*margins)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, at once."""
    while layout.count():
        taken = layout.takeAt(0)
        if taken is None:
            return
        widget, inner = taken.widget(), taken.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
