"""Notice when nobody types or moves the mouse, so that a record does not lie open."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_LOOKS = 5_000  # milliseconds; a clock that stood still while the lid was closed is seen so, too
_DONE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """Emits `struck` once nothing was done for so many minutes, and again after as many more.

    It listens to the windows of the system, not to the hundreds of parts inside them.
    """

    struck = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.minutes = 0
        self._last = 0.0
        self._timer = QTimer(self, interval=_LOOKS)
        self._timer.timeout.connect(self.look)
        QGuiApplication.instance().focusWindowChanged.connect(self._listen)  # type: ignore[union-attr]  # there is one
        self._listen(QGuiApplication.focusWindow())

    def watch(self, minutes: int) -> None:
        """Begin now; 0 is for never."""
        self.minutes = minutes
        self.touch()
        self._timer.start() if minutes else self._timer.stop()

    def touch(self) -> None:
        """Take it that something was done."""
        self._last = time()

    def look(self) -> None:
        """See whether it is time."""
        if self.minutes and time() - self._last >= 60 * self.minutes:
            self.touch()
            self.struck.emit()

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once, however often it is asked for
            self.touch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what a person does."""
        if event.type() in _DONE:
            self.touch()
        return super().eventFilter(watched, event)
