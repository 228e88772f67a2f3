"""Meeting mode: a window of its own in large letters, to take notes while people speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services import meeting
from ehcp_desktop.ui import meeting_style
from ehcp_desktop.ui.meeting_desk import MeetingDesk
from ehcp_desktop.ui.meeting_end_page import MeetingEnd
from ehcp_desktop.ui.meeting_header import MeetingHeader
from ehcp_desktop.ui.parts.dialogs import room_on_screen
from ehcp_desktop.ui.parts.layouts import column
from ehcp_desktop.ui.theme import follow

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QCloseEvent

    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session


class MeetingWindow(QMainWindow):
    """The notes of one meeting, then its end. F11 fills the screen; nothing is ever asked."""

    def __init__(self, session: Session, review: Review, go: Go) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._go = go
        self._is_let_go = False
        self.desk = MeetingDesk(session, review)
        self.header = MeetingHeader(session, review, self.desk.on)
        self.setWindowTitle(self.tr("Notes of the meeting"))  # a task bar shows it to everybody
        self.end = MeetingEnd(session)
        self._lay()
        self._listen()
        follow(self._dress)
        self._dress()
        room, wide = room_on_screen(self), meeting_style.wide
        wanted = QRect(0, 0, wide(self, 66), wide(self, 42)) & QRect(QPoint(), room.size())
        wanted.moveCenter(room.center())
        self.setMinimumSize(QSize(640, 480).boundedTo(room.size()))
        self.setGeometry(wanted)
        self.desk.field.setFocus()

    def _lay(self) -> None:
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.desk)
        self._rooms.addWidget(self.end)
        inside = QWidget()
        inside.setProperty("ground", "page")
        body = column(inside, spacing=0)
        body.addWidget(self.header)
        body.addWidget(self._rooms, 1)
        self.setCentralWidget(inside)

    def _listen(self) -> None:
        self.header.wants_full.connect(self._turn_full)
        self.header.wants_end.connect(self._end)
        self.header.people_changed.connect(self._meet)
        self.end.back.connect(self._take_notes)
        self.end.over.connect(self.close)
        self.end.wants_letter.connect(self._open_letter)
        self._session.closing.connect(self._let_go)
        self._session.leaving.connect(self.desk.keep_left)
        self._session.changed.connect(self._refresh)
        QShortcut(QKeySequence("F11"), self).activated.connect(self._turn_full)
        QShortcut(QKeySequence.StandardKey.Close, self).activated.connect(self.close)

    def _dress(self) -> None:
        self.setStyleSheet(meeting_style.sheet())

    def _turn_full(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _end(self) -> None:
        self.desk.keep_left()
        self.header.finish.hide()
        self._rooms.setCurrentWidget(self.end)
        self.end.ask(self.desk.review, self.desk.lines, self.desk.field.text().strip())

    def _take_notes(self) -> None:
        self.header.finish.show()
        self._rooms.setCurrentWidget(self.desk)
        self.desk.field.setFocus()

    def _meet(self) -> None:
        """Know the names of those who are here now, and write on."""
        self.desk.learn_names()
        self.desk.field.setFocus()

    def _open_letter(self, letter_id: str) -> None:
        self.close()
        self._go("letters", letter=letter_id)

    def _refresh(self) -> None:
        if self._session.is_open:
            self.desk.refresh()
            self.header.count_people()

    def _let_go(self) -> None:
        """Keep what is typed and close: the record is about to be closed."""
        self.desk.keep_left()
        self._is_let_go = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed; never ask. The screens behind show what was noted."""
        self.desk.keep_left()
        self.end.voice.stop()
        self._session.changed.disconnect(self._refresh)
        if self._session.is_open and not self._is_let_go:
            self._session.tell_saved()
        super().closeEvent(event)


def open_meeting(session: Session, go: Go, review_id: str = "") -> MeetingWindow | None:
    """Open the notes of a review's meeting, or of the one that they are for now."""
    if session.read_only:
        session.say(session.why_read_only)
        return None
    family = session.family
    if review_id:
        review = family.store.reviews.get(review_id)
    else:
        review = meeting.review_to_note(family, session.child)
    if review.child != session.child_id:
        session.look_at(review.child)
    window = MeetingWindow(session, review, go)
    window.show()
    window.activateWindow()
    return window


def go_on_words(on: date, today: date) -> str:
    """Return what the button says that goes on with the notes of a meeting."""
    if on == today:
        return _tr("Go on with the notes of today’s meeting")
    return _tr("Go on with the notes of {day}").format(day=spoken_day(on))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Meeting", words)
