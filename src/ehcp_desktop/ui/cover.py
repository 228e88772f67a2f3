"""Cover the windows of an open record where a question is open that would lose what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from shiboken6 import isValid

from ehcp_desktop.ui.parts.buttons import primary
from ehcp_desktop.ui.parts.fields import Field
from ehcp_desktop.ui.parts.layouts import CARD, INNER, column
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from ehcp_desktop.ui.session import Session

_POPUPS = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def close_popups() -> None:
    """Close what stands over a window without being one: menus, suggestions, small questions.

    What is typed in them is kept as they close.
    """
    for one in QApplication.topLevelWidgets():
        if one.isVisible() and one.windowType() in _POPUPS:
            one.close()


class Covering(QObject):
    """The covers of all windows, also of those that open meanwhile; `over` once they are gone.

    A window that is `spared` is covered only while it is minimised. Call `cover` to begin, and
    again for windows that were spared before.
    """

    over = Signal()

    def __init__(self, session: Session, spared: QWidget | None, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._spared = spared
        self._covers: list[Cover] = []
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one

    def cover(self) -> None:
        """Cover every window that is seen."""
        for one in QApplication.topLevelWidgets():
            if one.isVisible() and one.windowType() not in _POPUPS and not self.is_in_use(one):
                self._cover(one)

    def _cover(self, window: QWidget) -> None:
        if not any(one.parentWidget() is window for one in self._there()):
            self._covers.append(Cover(window, self._session, self.end))

    def _there(self) -> list[Cover]:
        """Return the covers whose windows were not closed meanwhile."""
        self._covers = [one for one in self._covers if isValid(one)]
        return self._covers

    def is_in_use(self, window: QWidget | None) -> bool:
        """Tell whether a window is the spared one, or one that was opened from it."""
        if window is None or self._spared is None or not isValid(self._spared):
            return False
        if window is self._spared:
            return not window.isMinimized() and window.findChild(Cover) is None
        parent = window.parentWidget()
        return parent is not None and self.is_in_use(parent.window())

    def end(self) -> None:
        """Take all covers away."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # there is one
        for one in self._there():
            one.take_away()
        self.over.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover a window as it opens."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            is_new = watched.isWindow() and watched.windowType() not in _POPUPS
            if is_new and not self.is_in_use(watched):
                self._cover(watched)
        return super().eventFilter(watched, event)


class Cover(QWidget):
    """Hides a window, and keeps it from being used, until the passphrase is given again."""

    def __init__(self, window: QWidget, session: Session, again: Callable[[], object]) -> None:
        super().__init__(window)
        self._session, self._again = session, again
        self._under = [one for one in _parts(window) if one is not self and one.isEnabled()]
        for one in self._under:
            one.setEnabled(False)
        self._title = window.windowTitle()
        window.setWindowTitle("EHCP Desktop")
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Covered"))
        self.passphrase, self._wrong = QLineEdit(), Badge("circle-question-mark", "", "gold")
        self.on = primary(self.tr("Go on"), self.go_on)
        self._lay()
        self._before = (window.minimumSize(), window.maximumSize(), window.size())
        self._make_room(window)
        window.installEventFilter(self)
        self.resize(window.size())
        self.show()
        self.raise_()

    def _lay(self) -> None:
        words = self.tr("Covered, since nothing was typed. What you typed is still here.")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self.go_on)
        asked = Field(self.tr("Passphrase"), self.passphrase)
        self._inside = inside = column(self, spacing=INNER, margins=(CARD,) * 4)
        inside.addStretch(1)
        for part in (label(words), asked, self._wrong, self.on):
            inside.addWidget(part)
        inside.addStretch(2)
        self._wrong.hide()
        is_asked = self._session.family.store.is_encrypted
        asked.setVisible(is_asked)
        (self.passphrase if is_asked else self.on).setFocus()

    def _make_room(self, window: QWidget) -> None:
        """Let a small window, such as a message, grow until what is asked here is seen whole."""
        screen = window.screen().availableSize()
        wide = min(max(window.width(), em(22)), screen.width())
        high = min(max(window.height(), self._inside.totalHeightForWidth(wide)), screen.height())
        if (wide, high) != (window.width(), window.height()):
            window.setMaximumSize(screen)
            window.resize(wide, high)

    def go_on(self) -> None:
        """Show the windows again, if the passphrase is the one of the record."""
        store = self._session.family.store
        if store.is_encrypted and not store.is_opened_by(self.passphrase.text()):
            self._wrong.setText(self.tr("That passphrase does not open this record."))
            self._wrong.show()
            self.passphrase.selectAll()
        else:
            self._again()

    def take_away(self) -> None:
        """Let the window be used again, as it was."""
        window = self.parentWidget()
        if window is not None:
            window.setWindowTitle(self._title)
            window.removeEventFilter(self)
            least, most, size = self._before
            if window.maximumSize() != most:
                window.setMinimumSize(least)
                window.setMaximumSize(most)
                window.resize(size)
        for one in self._under:
            one.setEnabled(True)
        self.hide()
        self.setParent(None)
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave no key to what is covered: Esc would throw away what was typed."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window; a dialog is not closed under its cover."""
        window = self.parentWidget()
        if event.type() == QEvent.Type.Resize and window is not None:
            self.resize(window.size())
        if event.type() == QEvent.Type.Close and isinstance(window, QDialog):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _parts(window: QWidget) -> list[QWidget]:
    return [one for one in window.children() if isinstance(one, QWidget) and not one.isWindow()]
