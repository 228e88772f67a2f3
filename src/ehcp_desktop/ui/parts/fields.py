"""What people type into: text, dates as they say them, choices. Each is one `Editor`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from ehcp_desktop.errors import BadInput
from ehcp_desktop.ui.icons import paint_icon
from ehcp_desktop.ui.parts.layouts import WORD, column
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from PySide6.QtCore import SignalInstance

    from ehcp_desktop.domain.when import When


_LEAST = 10  # em that a choice needs


class Editor(Protocol):
    """Anything typed into: its text, and the signal that it changed."""

    edited: SignalInstance

    def value(self) -> str:
        """Return what was typed or chosen, as text."""

    def set_value(self, text: str) -> None:
        """Show this text."""


class LineField(QLineEdit):
    """One line of text, with suggestions if there are any."""

    edited = Signal()

    def __init__(self, hint: str = "", suggestions: Iterable[str] = ()) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self._quiet = False
        # Not textEdited: dictation and screen readers set the text without a key.
        self.textChanged.connect(self._changed)
        self.returnPressed.connect(self._go_on)
        self.suggest(suggestions)

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _go_on(self) -> None:
        """Go to what comes next in the form; in a dialog Return presses its button instead."""
        if not isinstance(self.window(), QDialog):
            self.focusNextChild()

    def suggest(self, words: Iterable[str]) -> None:
        """Offer these while typing; nothing is forced."""
        known = list(words)
        if known:
            completer = QCompleter(known, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.setCompleter(completer)

    def value(self) -> str:
        """Return the text without space around it."""
        return self.text().strip()

    def set_value(self, text: str) -> None:
        """Show this text."""
        self._quiet = True
        self.setText(text)
        self._quiet = False


class LongField(QPlainTextEdit):
    """Several lines of text; Tab leaves it."""

    edited = Signal()

    def __init__(self, hint: str = "", lines: int = 4) -> None:
        super().__init__()
        self._lines = lines
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._changed)
        self._quiet = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._measure()

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _measure(self) -> None:
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 2 + em(1.2))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for its number of lines."""
        return QSize(em(20), self.fontMetrics().lineSpacing() * self._lines + em(1.2))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the same number of lines in a larger text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def value(self) -> str:
        """Return the text without space at its end."""
        return self.toPlainText().rstrip()

    def set_value(self, text: str) -> None:
        """Show this text."""
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False


class Choice(QComboBox):
    """One of a few; the wheel changes it only while it has the focus."""

    edited = Signal()

    def __init__(self, choices: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda _: self.edited.emit())
        self.offer(choices)

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these (value, words), keeping the one chosen if it is still there."""
        before = self.value()
        self.clear()
        for value, words in choices:
            self.addItem(words, value)
        self.set_value(before)

    def value(self) -> str:
        """Return the value of the choice, or ""."""
        return str(self.currentData() or "")

    def set_value(self, text: str) -> None:
        """Choose the one with this value; the first if there is none."""
        self.setCurrentIndex(max(0, self.findData(text)))

    def minimumSizeHint(self) -> QSize:
        """Give way where there is little room, so that a form never scrolls sideways for it."""
        needed = super().minimumSizeHint()
        return QSize(min(needed.width(), em(_LEAST)), needed.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless this has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow, which a style sheet cannot recolour."""
        super().paintEvent(event)
        side = em(1.1)
        painter = QPainter(self)
        spot = QRect(self.width() - side - em(0.6), (self.height() - side) // 2, side, side)
        paint_icon(painter, "chevron-down", "second", spot)
        painter.end()


class Tick(QCheckBox):
    """Yes or nothing; the value is "yes" or ""."""

    edited = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.clicked.connect(lambda _: self.edited.emit())

    def value(self) -> str:
        """Return "yes" when ticked."""
        return "yes" if self.isChecked() else ""

    def set_value(self, text: str) -> None:
        """Tick it for any text."""
        self.setChecked(bool(text))


class DateField(QWidget):
    """A date as people say it ("2/6/26", "last Friday", "not sure"), and what it means.

    `ahead` reads "Friday" as the next one; without `unsure` it must be one exact day, without
    `past` one that is still to come. `value()` is ISO text, or "" when not known.
    `is_typed` is true once a person has changed it.
    """

    edited = Signal()

    def __init__(
        self,
        today: Callable[[], date],
        *,
        ahead: bool = False,
        hint: str = "",
        unsure: bool = True,
        past: bool = True,
    ) -> None:
        super().__init__()
        self._today = today
        self._past = past
        self._ahead = ahead
        self._unsure = unsure
        self.is_typed = False
        self.line = LineField(hint)
        self.echo = Badge("check", "", "done")
        inside = column(self, spacing=WORD)
        inside.addWidget(self.line)
        inside.addWidget(self.echo)
        self.setFocusProxy(self.line)
        self.line.edited.connect(self._typed)
        self._say()

    def when(self) -> When | None:
        """Return the date, or None when not known. Raises BadInput when it cannot be read."""
        from ehcp_desktop.domain.typed_date import read_when

        try:
            found = read_when(self.line.text(), self._today(), ahead=self._ahead)
        except ValueError as problem:
            raise BadInput(str(problem)) from problem
        except BadInput as problem:
            raise problem if self._unsure else BadInput(self._exact_words()) from problem
        is_vague = found is None or not found.is_exact
        if is_vague and not self._unsure and self.line.value():
            raise BadInput(self._exact_words())
        if found is not None and not self._past and found.last < self._today():
            raise BadInput(self.tr("That day has passed. Choose one that is still to come."))
        return found

    def _exact_words(self) -> str:
        return self.tr("Write the day, the month and the year, like 14/3/2016.")

    @property
    def is_readable(self) -> bool:
        """True unless something was typed that is no date."""
        return self.problem() == ""

    def problem(self) -> str:
        """Say why what was typed is no date; "" when it is one, or is empty."""
        try:
            self.when()
        except BadInput as problem:
            return str(problem)
        return ""

    def value(self) -> str:
        """Return the date as ISO text, or "" when it is not known or cannot be read."""
        found = None if self.problem() else self.when()
        return found.iso() if found else ""

    def set_value(self, text: str) -> None:
        """Show a date given as ISO text; any other text stands as typed."""
        self.line.set_value(_spoken(text))
        self.is_typed = False
        self._say()

    def _typed(self) -> None:
        self.is_typed = True
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        problem = self.problem()
        found = None if problem else self.when()
        if problem:
            self.echo.tell("circle-question-mark", problem, "gold")
        elif found:
            self.echo.tell("check", found.spoken_in_full(), "second")
        elif self.line.text().strip():
            self.echo.tell("circle-question-mark", self.tr("Date not known"), "second")
        self.echo.setVisible(bool(self.line.text().strip()))
        self.line.setAccessibleDescription(self.echo.text())


class Field(QWidget):
    """An editor with its label above it, tied together, and a hint under it."""

    def __init__(self, words: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        inside = column(self, spacing=WORD)
        target = editor.focusProxy() or editor
        if not isinstance(editor, QCheckBox):
            self.label: QLabel = label(words, "heading")
            self.label.setTextFormat(Qt.TextFormat.AutoText)
            self.label.setBuddy(target)
            inside.addWidget(self.label)
        target.setAccessibleName(words.replace("&", ""))
        inside.addWidget(editor)
        if hint:
            target.setAccessibleDescription(hint)
            inside.addWidget(label(hint, "detail"))
        self._hint = hint
        self.problem: Badge | None = None

    def complain(self, words: str) -> None:
        """Say beside the field what is wrong with it; "" takes that away."""
        if self.problem is None:
            if not words:
                return
            self.problem = Badge("circle-question-mark", "", "gold")
            inside = self.layout()
            if inside is not None:
                inside.addWidget(self.problem)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        target = self.editor.focusProxy() or self.editor
        target.setAccessibleDescription(words or self._hint)


def _spoken(text: str) -> str:
    from ehcp_desktop.domain.when import When

    try:
        return When.parse(text).spoken().replace("\u00a0", " ")
    except ValueError:
        return text
