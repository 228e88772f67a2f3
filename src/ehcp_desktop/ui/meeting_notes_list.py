"""The notes of a meeting so far: each line as it was said, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from ehcp_desktop.domain.meeting import TO_DO
from ehcp_desktop.services import meeting_end
from ehcp_desktop.ui import meeting_style
from ehcp_desktop.ui.icons import icon
from ehcp_desktop.ui.meeting_chips import looks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ehcp_desktop.domain.meeting import MeetingLine

_BETWEEN, _AROUND = 3, 34  # pixels
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MeetingList(QListWidget):
    """The lines in order; Enter or a double click asks to correct one."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "box")
        self.setAccessibleName(self.tr("Notes so far. Enter corrects a line"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSpacing(_BETWEEN)
        self.parts: Mapping[str, str] = {}
        self._looks = looks()
        self.itemDoubleClicked.connect(lambda _: self._open())

    def show_lines(self, lines: Sequence[MeetingLine]) -> None:
        """Show these lines, the last one in view."""
        self.clear()
        for line in lines:
            self.addItem(self._item(line))
        self.scrollToBottom()

    def add_line(self, line: MeetingLine) -> None:
        """Put a line under the others."""
        self.addItem(self._item(line))
        self.scrollToBottom()

    def change_line(self, place: int, line: MeetingLine) -> None:
        """Show a line otherwise."""
        self.takeItem(place)
        self.insertItem(place, self._item(line))
        self.scrollToItem(self.item(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Correct the chosen line on Enter."""
        if event.key() in _OPENS and self.currentItem() is not None:
            self._open()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the lines again, and keep the newest in view."""
        super().resizeEvent(event)
        self.measure()
        self.scrollToBottom()

    def measure(self) -> None:
        """Give each line the height that it needs."""
        meeting_style.measure(self, self._around())

    def _around(self) -> int:
        return self.iconSize().width() + _AROUND

    def _open(self) -> None:
        self.opened.emit(self.currentItem().data(Qt.ItemDataRole.UserRole))

    def _item(self, line: MeetingLine) -> QListWidgetItem:
        look = self._looks[line.kind]
        told = [self.tr("Exact words") if line.exact and line.kind == "said" else look.words]
        if line.kind in TO_DO and (line.owner or line.by):
            told.append(meeting_end.who_and_when(line))
        told += [line.at, self.parts.get(line.section, "")]
        under = "  ·  ".join(filter(None, told))
        image = "quote" if line.exact else look.icon
        item = QListWidgetItem(icon(image, "second"), f"{meeting_end.spoken(line)}\n{under}")
        item.setData(Qt.ItemDataRole.UserRole, line.id)
        item.setSizeHint(meeting_style.needed(self, item.text(), self._around()))
        return item
