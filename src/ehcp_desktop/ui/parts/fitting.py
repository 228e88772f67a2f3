"""A widget that lays itself out again when its width or its text size changes."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

from ehcp_desktop.ui.theme import follow


class Fitting(QFrame):
    """Calls `fit` when there is more or less room. Only these events come to Python."""

    def __init__(self) -> None:
        super().__init__()
        follow(self.fit)

    def fit(self) -> None:
        """Lay out again for the width there is."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new width."""
        super().resizeEvent(event)
        self.fit()
