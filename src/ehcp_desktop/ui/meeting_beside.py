"""Beside the notes of a meeting: what is promised, what is not answered, what it will start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ehcp_desktop.domain.meeting import TO_DO
from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services import meeting_end
from ehcp_desktop.ui.parts.layouts import CARD, GROUP, INNER, SIDE, BoxedList, Card, clear, column
from ehcp_desktop.ui.parts.popups import WhyPopup
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.parts.text import Counted, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent

    from ehcp_desktop.domain.meeting import MeetingLine
    from ehcp_desktop.services.meeting_end import Limit
    from ehcp_desktop.services.meeting_parts import MeetingPart

_SHOWN = 6  # of each, the newest


class MeetingBeside(QFrame):
    """What is open among the lines, the newest first, and the days that the meeting starts."""

    def __init__(self) -> None:
        super().__init__()
        outer = column(self, spacing=GROUP, margins=(0, 0, SIDE, INNER))
        inside = QWidget()
        inside.setProperty("ground", "page")
        body = column(inside, spacing=GROUP, margins=(0, INNER, 0, 0))
        self._promised = _Open(self.tr("Promised or to do"))
        self._asked = _Open(self.tr("Not answered yet"))
        body.addWidget(self._promised)
        body.addWidget(self._asked)
        body.addStretch(1)
        scroll = ScrollArea()
        scroll.setProperty("focusPolicy", "NoFocus")
        scroll.setAccessibleName(self.tr("What is open"))
        scroll.setWidget(inside)
        outer.addWidget(scroll, 1)
        self.after = Card("note", padding=INNER)
        outer.addWidget(self.after)
        self.after.hide()

    def show_lines(self, lines: Sequence[MeetingLine]) -> None:
        """Show what is open among the lines."""
        to_do = [one for one in lines if one.kind in TO_DO]
        asked = [one for one in lines if one.kind == "question"]
        promised = [(one.text, meeting_end.who_and_when(one)) for one in to_do[-_SHOWN:]]
        open_ones = [(one.text, self._by_whom(one)) for one in asked[-_SHOWN:]]
        self._promised.show_open(len(to_do), promised)
        self._asked.show_open(len(asked), open_ones)

    def _by_whom(self, line: MeetingLine) -> str:
        if line.who:
            return self.tr("Asked at {time}, {who}").format(time=line.at, who=line.who)
        return self.tr("Asked at {time}").format(time=line.at)

    def show_limits(self, limits: Sequence[Limit]) -> None:
        """Show what the meeting will start once it is over, each with its last day."""
        clear(self.after.body)
        self.after.body.addWidget(label(self.tr("After today"), "heading"))
        for limit in limits:
            words = self.tr("{step}: {day}")
            day = spoken_weekday(limit.due)
            self.after.body.addWidget(label(words.format(step=limit.step, day=day), "detail"))
        self.after.setVisible(bool(limits))


class MeetingBesidePopup(WhyPopup):
    """What to ask in a part, and what is open, where there is no room for them beside."""

    closed = Signal()

    def __init__(self, asked: QWidget, part: MeetingPart, lines: Sequence[MeetingLine]) -> None:
        super().__init__(part.words, asked)
        self.body.addWidget(label("\n".join(f"•  {prompt}" for prompt in part.prompts)))
        to_do = [line for line in lines if line.kind in TO_DO]
        if to_do:
            self.body.addWidget(label(self.tr("Promised or to do"), "heading"))
        for line in reversed(to_do[-_SHOWN:]):
            words = self.tr("{what}: {who}")
            told = words.format(what=line.text, who=meeting_end.who_and_when(line))
            self.body.addWidget(label(told))

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that it is closed, for the notes to go on."""
        super().hideEvent(event)
        self.closed.emit()


class _Open(QWidget):
    """A heading with its count, and the newest of what is open."""

    def __init__(self, words: str) -> None:
        super().__init__()
        inside = column(self, spacing=GROUP)
        self._heading = Counted(words, 0)
        self._box = BoxedList(words)
        self._box.hide()
        self._shown: list[tuple[str, str]] = []
        inside.addWidget(self._heading)
        inside.addWidget(self._box)

    def show_open(self, count: int, newest: list[tuple[str, str]]) -> None:
        """Show how many there are, and the newest: what, and the words under it."""
        self._heading.count(count)
        if newest == self._shown:
            return
        self._shown = newest
        self._box.clear()
        for what, under in reversed(newest):
            self._box.add(row_of(what, under))
        self._box.setVisible(bool(newest))


def row_of(what: str, under: str) -> QFrame:
    """Return a row of a list: what is promised, and under it who does it by when."""
    row = QFrame()
    words = column(row, spacing=2, margins=(CARD, GROUP, INNER, GROUP))
    words.addWidget(label(what, "heading"))
    words.addWidget(label(under, "detail"))
    return row
