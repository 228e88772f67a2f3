"""A place that scrolls, and that a screen reader can ask about at any moment."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea


class QWidget(QScrollArea):
    """Scrolls one widget, without a frame, as wide as there is room.

    Qt chooses by the name of the class what a screen reader is told. What it has for a QScrollArea
    stops the program when it is asked for a scroll bar that has just gone (Qt 6.12); what it has
    for a QWidget answers that there is none.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)


ScrollArea = QWidget
