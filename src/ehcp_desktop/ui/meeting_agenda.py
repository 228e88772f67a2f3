"""The parts of a meeting, which of them is now, and what to ask in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ehcp_desktop.ui import meeting_style
from ehcp_desktop.ui.icons import icon
from ehcp_desktop.ui.parts.layouts import INNER, Card
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ehcp_desktop.services.meeting_parts import MeetingPart

_BESIDE = 64  # pixels beside the name of a part
_FRAME = 4  # pixels around what to ask
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class MeetingParts(QListWidget):
    """The parts in order; each says whether it is the one now, and whether it has notes."""

    def __init__(self, parts: Sequence[MeetingPart]) -> None:
        super().__init__()
        self.parts = parts
        self._marked = 0  # the part that has the arrow
        self.setProperty("frame", "nav")
        self.setAccessibleName(self.tr("Parts of the meeting. Ctrl+Up and Ctrl+Down move"))
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in parts:
            self.addItem(QListWidgetItem(part.words))

    @property
    def part(self) -> MeetingPart:
        """The part that is now."""
        return self.parts[self.currentRow()]

    def go_to(self, part_id: str) -> None:
        """Go to a part; to the first where it is not among them."""
        known = [part.id for part in self.parts]
        self.setCurrentRow(known.index(part_id) if part_id in known else 0)

    def move_on(self, step: int) -> None:
        """Go so many parts further, or back."""
        self.setCurrentRow(max(0, min(self.currentRow() + step, len(self.parts) - 1)))

    def mark(self, noted: Collection[str]) -> None:
        """Mark the part that is now, and those in which something is noted."""
        now = self.currentRow()
        for row, part in enumerate(self.parts):
            image = "check" if part.id in noted else "circle-dashed"
            told = f"{part.words}, {self.tr('noted')}" if part.id in noted else part.words
            item = self.item(row)
            if item.data(_SPOKEN) != told or row in (now, self._marked):
                item.setIcon(icon("arrow-right" if row == now else image, "second"))
                item.setData(_SPOKEN, told)
        self._marked = now

    def measure(self) -> None:
        """Give each part the height that its name needs."""
        meeting_style.measure(self, _BESIDE)


class MeetingPrompts(ScrollArea):
    """What to ask in the part that is now."""

    def __init__(self) -> None:
        super().__init__()
        self._card = Card(padding=INNER)
        self._title, self._prompts = label("", "lead"), label("")
        self._card.body.addWidget(self._title)
        self._card.body.addWidget(self._prompts)
        self._card.body.addStretch(1)
        self.setAccessibleName(self.tr("What to ask"))
        self.setWidget(self._card)

    def show_part(self, part: MeetingPart) -> None:
        """Show what to ask in a part."""
        self._title.setText(part.words)
        self._prompts.setText("\n".join(f"•  {prompt}" for prompt in part.prompts))

    def fit(self, room: int, most: int) -> None:
        """Be as high as the words need in a width, up to so many pixels."""
        self.setFixedHeight(min(self._card.heightForWidth(room) + _FRAME, most))
