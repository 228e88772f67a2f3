"""Notice when nobody types or moves the mouse, so that a record does not lie open."""

from __future__ import annotations

from time import monotonic, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_LOOKS = 5_000  # milliseconds
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
        self._last = self._last_steady = 0.0
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
        self._last, self._last_steady = time(), monotonic()

    def look(self) -> None:
        """See whether it is time."""
        if self._is_time():
            self.touch()
            self.struck.emit()

    def _is_time(self) -> bool:
        """Tell it by both clocks: one stands still under a closed lid, one can be set back."""
        gone = max(time() - self._last, monotonic() - self._last_steady)
        return bool(self.minutes) and gone >= 60 * self.minutes

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once, however often it is asked for
            if not self._is_time():
                self.touch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what a person does."""
        if event.type() in _DONE:
            if self._is_time():  # the first key after the lid was opened
                QTimer.singleShot(0, self, self.look)
            else:
                self.touch()
        return super().eventFilter(watched, event)
