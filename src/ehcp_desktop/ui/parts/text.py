"""Text on the screen: titles, paragraphs, hints, and badges that are an icon and a word."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ehcp_desktop.ui.icons import paint_icon
from ehcp_desktop.ui.theme import em, follow, theme


def label(text: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """Return wrapped plain text. `role` is "title", "lead", "heading", "second" or "detail"."""
    shown = QLabel(text, parent)
    shown.setProperty("textFormat", "PlainText")  # by name, see theme.py
    shown.setWordWrap(True)
    if role:
        shown.setProperty("role", role)
    return shown


class Counted(QWidget):
    """A section heading with its count in second text after it."""

    def __init__(
        self, text: str, count: int | None = None, image: str = "", ink: str = ""
    ) -> None:
        super().__init__()
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.setSpacing(8)
        self.words = Badge(image, text, ink) if image else label(text)
        self.words.setProperty("role", "heading")
        self.words.setProperty("tone", "")
        self.words.setWordWrap(False)
        self._count = label("", "second")
        self._count.setWordWrap(False)
        inside.addWidget(self.words)
        inside.addWidget(self._count)
        inside.addStretch(1)
        self.count(count)

    def count(self, count: int | None) -> None:
        """Show another number, or none."""
        self._count.setText("" if count is None else str(count))


class Paragraph(QLabel):
    """Body text with room between its lines. Text between ** is bold."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self._words = text
        self.setWordWrap(True)
        if role:
            self.setProperty("role", role)
        self.say(text)
        follow(self._say_again)

    def say(self, text: str) -> None:
        """Show other words."""
        self._words = text
        self.setProperty("textFormat", "RichText")
        self.setText(f'<p style="line-height:{theme().line_height}%">{_bold(text)}</p>')
        self.setAccessibleName(text.replace("**", ""))

    def _say_again(self) -> None:
        self.say(self._words)


class Badge(QLabel):
    """An icon and a word in the colour of a state: "late", "done", "gold" or "second"."""

    def __init__(self, icon: str, word: str, role: str = "second") -> None:
        super().__init__(word)
        self._icon = icon
        self._role = role
        self.setProperty("textFormat", "PlainText")
        self.setWordWrap(True)
        self.setProperty("tone", role)
        self._make_room()
        follow(self._make_room)

    def tell(self, icon: str, word: str, role: str = "second") -> None:
        """Show another state."""
        is_other_tone = role != self._role
        self._icon, self._role = icon, role
        self.setText(word)
        self.setProperty("tone", role)
        if is_other_tone:
            self.style().unpolish(self)
            self.style().polish(self)
        self.update()

    def _make_room(self) -> None:
        self.setContentsMargins(em(1.15) + 6, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon beside the first line."""
        super().paintEvent(event)
        line = self.fontMetrics().height()
        many = self.wordWrap() and self.height() > 1.8 * line
        first = 0 if many else (self.height() - line) // 2
        painter = QPainter(self)
        side = em(1.15)
        paint_icon(painter, self._icon, self._role, QRect(0, first, side, line))
        painter.end()


def escape(text: str) -> str:
    """Return text that rich text shows as it is. The html module takes longer to import."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _bold(text: str) -> str:
    parts = escape(text).split("**")
    return "".join(f"<b>{part}</b>" if odd % 2 else part for odd, part in enumerate(parts))
