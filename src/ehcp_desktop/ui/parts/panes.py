"""A list and what is chosen in it: beside each other, or one above the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QSplitter, QWidget

from ehcp_desktop.ui.parts.layouts import CARD, GROUP, column
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.theme import em

_LOWEST = 17  # em; a page that is lower than its panes scrolls


class Panes(QSplitter):
    """Two panes, the first with `shares[0]` of the room; turned below `narrow` em."""

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        narrow: float = 48,
        shares: tuple[int, int] = (3, 2),
    ) -> None:
        super().__init__()
        self._narrow = narrow
        self.setHandleWidth(CARD)
        self.setChildrenCollapsible(False)
        for pane, share in zip((first, second), shares, strict=True):
            self.addWidget(pane)
            pane.setMinimumHeight(em(_LOWEST))
            self.setStretchFactor(self.indexOf(pane), share)
        self.setSizes([1000 * share for share in shares])

    def event(self, event: QEvent) -> bool:
        """Turn the panes when there is too little room for both."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            is_down = self.width() < em(self._narrow)
            way = Qt.Orientation.Vertical if is_down else Qt.Orientation.Horizontal
            if way != self.orientation():
                self.setOrientation(way)
        return super().event(event)


class DetailPane(ScrollArea):
    """What is chosen, on a white ground; it scrolls only up and down. Add to `body`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setProperty("frame", "box")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(em(15))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        inside = QFrame()
        inside.setProperty("frame", "pane")
        inside.setMinimumWidth(1)
        self.body = column(inside, spacing=GROUP, margins=(CARD,) * 4)
        self.setWidget(inside)
