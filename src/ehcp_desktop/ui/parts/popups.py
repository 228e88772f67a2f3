"""What opens over the page: the answer to Why?, and the message that offers Undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ehcp_desktop.ui.icons import icon
from ehcp_desktop.ui.parts.buttons import button, link
from ehcp_desktop.ui.parts.layouts import CARD, GROUP, SIDE, column, line
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Callable

TOAST_SECONDS = 12


class WhyPopup(QFrame):
    """An explanation beside the link that asked for it; Esc closes it and focus goes back.

    `spot` is the part of a larger widget that it stands beside. Fill `body`, then call
    `open_beside`.
    """

    def __init__(self, title: str, asked: QWidget, spot: QRect | None = None) -> None:
        super().__init__(asked.window(), Qt.WindowType.Popup)
        self.setProperty("frame", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self._asked = asked
        self._spot = spot or QRect()
        self._outer = outer = column(self, spacing=GROUP, margins=(CARD + 4, CARD, CARD, CARD))
        self._top = top = line()
        top.addWidget(label(title, "lead"), 1)
        self._close = button("", self.close, kind="link", image="x", name=self.tr("Close"))
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(top)
        self._inside = QWidget()
        self.body: QVBoxLayout = column(self._inside, spacing=GROUP)
        self._scroll = _scrolling(self._inside)
        outer.addWidget(self._scroll)

    def open_beside(self) -> None:
        """Show it under its link, inside the screen, wide enough to read."""
        self.setFixedWidth(min(em(30), self._room().width() - 2 * CARD))
        self._place()
        self.show()
        self._place()  # once more: buttons that do not fit beside each other have turned by now
        self._close.setFocus(Qt.FocusReason.PopupFocusReason)

    def _room(self) -> QRect:
        """Return where it may stand: inside the window, or the screen where that is small."""
        screen = self._asked.screen().availableGeometry()
        window = self._asked.window().geometry() & screen
        is_large = window.width() > em(34) and window.height() > em(26)
        return window if is_large else screen

    def _place(self) -> None:
        """Be as high as the words need, or scroll where the screen is lower."""
        screen = self._room()
        width = self.width()
        height = min(self._height_for(width), screen.height() - 2 * CARD)
        self.resize(width, height)
        spot = self._asked.rect() if self._spot.isNull() else self._spot
        beside = spot.x() + spot.width()
        corner = self._asked.mapToGlobal(QPoint(beside + GROUP, spot.y() - em(3)))
        if corner.x() + width > screen.right() - GROUP:
            corner = self._asked.mapToGlobal(QPoint(beside - width, spot.y() + em(2.4)))
        left = max(screen.left() + GROUP, min(corner.x(), screen.right() - width - GROUP))
        top = max(screen.top() + GROUP, min(corner.y(), screen.bottom() - height - GROUP))
        self.move(left, top)

    def _height_for(self, width: int) -> int:
        edges = self._outer.contentsMargins()
        room = width - edges.left() - edges.right()
        head = self._top.heightForWidth(room) if self._top.hasHeightForWidth() else em(2)
        around = edges.top() + edges.bottom() + self._outer.spacing() + 2 * self.frameWidth()
        return around + head + max(self.body.totalHeightForWidth(room), em(1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the focus back to the link."""
        super().hideEvent(event)
        self._asked.setFocus(Qt.FocusReason.PopupFocusReason)


def _scrolling(inside: QWidget) -> ScrollArea:
    """Return room for words that may be longer than the screen."""
    area = ScrollArea()
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    for one in (area.viewport(), inside):
        one.setAutoFillBackground(False)
    return area


class Toast(QFrame):
    """A message at the foot of a window that offers to undo; it takes no focus and waits 12 s."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("frame", "popup")
        inside = line(self, spacing=CARD, margins=(CARD, GROUP, GROUP, GROUP))
        self._words: QLabel = label("")
        self._words.setWordWrap(False)
        self._run: Callable[[], object] | None = None
        self._undo = link(self.tr("Undo"), self._undone, image="undo-2")
        close = button("", self.hide, kind="link", image="x", name=self.tr("Close message"))
        for part in (self._words, self._undo, close):
            inside.addWidget(part)
        self._timer = QTimer(self, singleShot=True, interval=TOAST_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(self, words: str, undo: Callable[[], object] | None = None, word: str = "") -> None:
        """Show a message, with Undo, or another word, on its button if it has one."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._run = undo
        self._undo.setText(word or self.tr("Undo"))
        self._undo.setIcon(icon("arrow-right" if word else "undo-2", "accent"))
        self._undo.setVisible(undo is not None)
        self._put()
        self.show()
        self.raise_()
        self._timer.start()

    def _undone(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()

    def _put(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        around = parent.rect()
        self._words.setWordWrap(False)
        self.adjustSize()
        if self.width() > around.width() - SIDE:
            self._words.setWordWrap(True)
            self.resize(around.width() - SIDE, self.heightForWidth(around.width() - SIDE))
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - em(3.4))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._put()
        return super().eventFilter(watched, event)
