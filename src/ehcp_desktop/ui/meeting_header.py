"""The head of the meeting window: which meeting, who is here, how late it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTime, QTimer, Signal
from PySide6.QtWidgets import QFrame

from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services import reviews
from ehcp_desktop.ui import meeting_style
from ehcp_desktop.ui.meeting_people import MeetingPeople, count_words
from ehcp_desktop.ui.parts.buttons import button, link
from ehcp_desktop.ui.parts.layouts import GROUP, INNER, SIDE, column, line
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import follow

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.ui.session import Session

_TICK = 2000  # milliseconds between two looks at the clock
_ROOMY = 50  # em, below which there is no room for all


class MeetingHeader(QFrame):
    """Title and day at the left; at the right who is here, the time, and the two buttons.

    `wants_full` and `wants_end` are what the buttons ask for; `people_changed` follows who came.
    """

    wants_full = Signal()
    wants_end = Signal()
    people_changed = Signal()

    def __init__(self, session: Session, review: Review, on: date) -> None:
        super().__init__()
        self.setProperty("frame", "toolbar")
        self._session = session
        self._review = review
        self.people = link("", self.show_people, image="users")
        self.clock = Badge("clock", "")
        self.clock.setWordWrap(False)
        self.full = link(self.tr("Full screen"), self.wants_full.emit)
        self.full.setToolTip("F11")
        self.finish = button(self.tr("&Meeting over…"), self.wants_end.emit, image="check")
        self._lay(on)
        self.count_people()
        self._tick()
        timer = QTimer(self, interval=_TICK)
        timer.timeout.connect(self._tick)
        timer.start()
        follow(self._fit)

    def _lay(self, on: date) -> None:
        family, review = self._session.family, self._review
        child = family.store.children.get(review.child)
        title = reviews.title(review, family.store.events.all(review=review.id))
        inside = line(self, spacing=INNER, margins=(SIDE, GROUP, SIDE, GROUP))
        words = column(spacing=0)
        words.addWidget(label(title, "title"))
        self._whose, self._day = label("", "second"), f"{child.name}  ·  {spoken_weekday(on)}"
        words.addWidget(self._whose)
        inside.addLayout(words, 1)
        for part in (self.people, self.clock, self.full, self.finish):
            inside.addWidget(part)

    def count_people(self) -> None:
        """Say how many are here now."""
        self.people.setText(count_words(self._session.family, self._review.id))

    def show_people(self) -> None:
        """Ask who is here."""
        MeetingPeople(self._session, self._review, self.window()).exec()
        self.count_people()
        self.people_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a key does as well, and the day, where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_roomy = self.width() >= meeting_style.wide(self, _ROOMY)
        self.full.setVisible(is_roomy)
        self._whose.setText(self._day if is_roomy else self._day.partition("  ·")[0])

    def _tick(self) -> None:
        """Say how late it is, also after the computer has slept."""
        now = QTime.currentTime().toString("HH:mm")
        if now != self.clock.text():
            self.clock.setText(now)
            self.clock.setAccessibleName(self.tr("It is {time}").format(time=now))
