"""The year ahead: a line of months with numbered marks, and the same in words under it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.ui.parts.layouts import Card, clear, column
from ehcp_desktop.ui.parts.text import Paragraph
from ehcp_desktop.ui.theme import colour, em, sized

if TYPE_CHECKING:
    from collections.abc import Sequence

YEAR = 365
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_CENTRE, _LEFT = 0x80 | 0x4, 0x80 | 0x1  # AlignVCenter with AlignHCenter, AlignLeft; see theme.py
_DECEMBER, _EVERY = 12, 3


class YearAhead(Card):
    """Shows days of the coming year, each a date with its words."""

    def __init__(self) -> None:
        super().__init__()
        self._line = _Line()
        self._words = column(spacing=4)
        self.body.addWidget(self._line)
        self.body.addLayout(self._words)

    def show_days(self, today: date, days: Sequence[tuple[date, str]]) -> None:
        """Show these days, the nearest first."""
        self._line.show_days(today, [day for day, _ in days])
        clear(self._words)
        for place, (day, words) in enumerate(days, 1):
            self._words.addWidget(Paragraph(f"**{place}.** {spoken_weekday(day)}: {words}"))
        if not days:
            self._words.addWidget(Paragraph(self.tr("Nothing with a date yet."), "second"))


class _Line(QWidget):
    """The painted line; the words under it say the same, so it is hidden from screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min
        self._days: list[date] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The year ahead, drawn; the list below says the same"))

    def sizeHint(self) -> QSize:
        return QSize(em(14), em(4.2))

    def show_days(self, today: date, days: list[date]) -> None:
        self._today, self._days = today, days
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized(0.86))
        self._paint_months(painter)
        self._paint_today(painter)
        for place, middle in enumerate(self._middles(), 1):
            self._paint_mark(painter, place, middle)
        painter.end()

    def _middles(self) -> list[float]:
        """Return where each mark stands; near days stand side by side, so that all are read."""
        found: list[float] = []
        for day in self._days:
            least = found[-1] + em(1.4) if found else 0.0
            found.append(max(self._at(day), least))
        return found

    def _at(self, day: date) -> float:
        margin = em(0.8)
        share = (day - self._today).days / YEAR
        return margin + share * (self.width() - 2 * margin)

    def _paint_months(self, painter: QPainter) -> None:
        level = em(2.2)
        painter.setPen(colour("edge"))
        end = self._today + timedelta(days=YEAR)
        painter.drawLine(int(self._at(self._today)), level, int(self._at(end)), level)
        for place, first in enumerate(_firsts(self._today)):
            left = self._at(first)
            painter.setPen(colour("edge"))
            painter.drawLine(int(left), level - 3, int(left), level + 3)
            if place % _EVERY == 0:
                painter.setPen(colour("second"))
                spot = QRectF(left - em(2), level + em(0.5), em(4), em(1.4))
                painter.drawText(spot, _CENTRE, _MONTHS[first.month - 1])

    def _paint_today(self, painter: QPainter) -> None:
        left = int(self._at(self._today))
        painter.setPen(colour("accent"))
        painter.drawLine(left, em(1.3), left, em(2.5))
        painter.drawText(QRectF(0, 0, em(5), em(1.3)), _LEFT, self.tr("today"))

    def _paint_mark(self, painter: QPainter, place: int, middle: float) -> None:
        spot = QRectF(0, 0, em(1.25), em(1.25))
        centre = spot.center()
        spot.translate(middle - centre.x(), em(2.2) - centre.y())
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(colour("text"))
        painter.drawEllipse(spot)
        painter.setFont(sized(0.8, bold=True))
        painter.setPen(colour("base"))
        painter.drawText(spot, _CENTRE, str(place))


def _firsts(today: date) -> list[date]:
    """Return the first days of the twelve months after today."""
    months = range(today.month + 1, today.month + 13)
    return [
        date(today.year + (one - 1) // _DECEMBER, (one - 1) % _DECEMBER + 1, 1) for one in months
    ]
