"""A widget that lays itself out again when its width or its text size changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame


class Fitting(QFrame):
    """Calls `fit` when there is more or less room. Only these events come to Python."""

    def fit(self) -> None:
        """Lay out again for the width there is."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new width."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit to the new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()
