"""The end of a meeting: the actions, then what it has put on record and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ehcp_desktop.domain.meeting import TO_DO
from ehcp_desktop.domain.review import ARRANGED
from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services import meeting, meeting_day, meeting_end
from ehcp_desktop.ui import places
from ehcp_desktop.ui.meeting_beside import row_of
from ehcp_desktop.ui.parts.buttons import button, primary
from ehcp_desktop.ui.parts.fields import DateField, Field
from ehcp_desktop.ui.parts.layouts import (
    INNER,
    SECTION,
    SIDE,
    BoxedList,
    ButtonRow,
    Card,
    clear,
    column,
)
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.parts.text import Badge, Counted, label
from ehcp_desktop.ui.read_aloud import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.meeting import MeetingLine
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.meeting_end import Ended
    from ehcp_desktop.ui.session import Session


class MeetingEnd(QWidget):
    """Asks once whether the meeting is over; then offers its letter and its sheet.

    `back` goes back to the notes, `wants_letter` to the letter with this id, `over` closes.
    """

    back = Signal()
    wants_letter = Signal(str)
    over = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._review: Review | None = None
        self._lines: Sequence[MeetingLine] = ()
        self.ended: Ended | None = None
        self.day = DateField(session.today, unsure=False)
        self.voice = Voice(self)
        self._saved = label("", "second")
        inside = QWidget()
        inside.setProperty("ground", "page")
        self._body = column(inside, spacing=INNER, margins=(SIDE, SECTION, SIDE, SECTION))
        scroll = ScrollArea()
        scroll.setWidget(inside)
        scroll.setAccessibleName(self.tr("The end of the meeting"))
        foot = QFrame()
        foot.setProperty("frame", "footer")
        self._foot = column(foot, spacing=INNER, margins=(SIDE, INNER, SIDE, INNER))
        outer = column(self, spacing=0)
        outer.addWidget(scroll, 1)
        outer.addWidget(foot)

    def ask(self, review: Review, lines: Sequence[MeetingLine], typed: str = "") -> None:
        """Show what is to be done, what finishing will do, and what was typed but not entered."""
        self._review, self._lines, self.ended = review, lines, None
        began = meeting_day.began(self._session.family, review, lines)
        self.day = DateField(self._session.today, unsure=False)
        self.day.set_value(began.on.isoformat())
        planned = self._planned_day(review, began.on)
        finish = primary(self.tr("&Finish the meeting"), self.finish, image="check")
        self._show(
            self.tr("Read what is to be done, so that everyone hears it"),
            label(
                self.tr(
                    "To finish puts the meeting on record as held, which starts the time for the "
                    "report and the decision. The actions and all your notes are kept, and a note "
                    "that confirms what was said is begun for you to send today."
                ),
                "second",
            ),
            self._planned(planned),
            Field(self.tr("The &day of the meeting"), self.day),
            self._not_entered(typed),
            self._to_do(),
            self._questions(),
        )
        back = button(self.tr("&Back to the notes"), self._back)
        shown = [finish, *self._aloud(), back]
        if planned:
            later = button(self.tr("&Keep these notes until then"), self._close, image="clock")
            shown.insert(1, later)
        first = shown[bool(planned)]
        self._foot.addWidget(ButtonRow(*shown))
        QTimer.singleShot(0, first, first.setFocus)  # once it is there

    def _planned(self, planned: str) -> Badge:
        """Say that the meeting is planned for another day than that of its notes."""
        words = self.tr(
            "This meeting is planned for {day}. Was it held on the day below, or are these notes "
            "to keep until then?"
        )
        badge = Badge("calendar", words.format(day=planned), "gold")
        if not planned:
            badge.hide()
        return badge

    def _planned_day(self, review: Review, on: date) -> str:
        """Return the day for which the meeting is arranged, "" where that is the day given."""
        met = meeting.meeting_of(self._session.family, review)
        if met is None or met.kind != ARRANGED or met.on is None or met.on.first == on:
            return ""
        return met.on.spoken_in_full()

    def finish(self) -> None:
        """Put the meeting on record, with all that follows from it."""
        review, family = self._review, self._session.family
        if review is None or self.day.problem():
            self.day.setFocus()
            return
        day = self.day.when()
        on = day.first if day else None
        self.ended = self._session.attempt(lambda: meeting_end.finish(family, review, on))
        if self.ended is not None:
            self._show_ended(self.ended)

    def _show_ended(self, ended: Ended) -> None:
        letter = primary(self.tr("Open the &note to send today"), self._letter, image="mail")
        if ended.letter is None:
            letter.hide()
        self._saved = label("", "second")
        self._saved.hide()
        self._show(
            self.tr("The meeting is on record"),
            self._dates(ended),
            self._to_do(),
            self._questions(),
        )
        self._foot.addWidget(self._saved)
        save = button(self.tr("&Save the sheet for the table…"), self._save, image="download")
        print_it = button(self.tr("&Print it…"), self._print, image="printer")
        close = button(self.tr("&Close"), self._close)
        self._foot.addWidget(ButtonRow(letter, save))
        take_back = button(self.tr("&Undo: it is not over"), self._take_back, image="undo-2")
        self._foot.addWidget(ButtonRow(print_it, *self._aloud(), take_back, close))
        QTimer.singleShot(0, letter, letter.setFocus)

    def _show(self, title: str, *parts: QWidget) -> None:
        clear(self._body)
        clear(self._foot)
        self._body.addWidget(label(title, "title"))
        for part in parts:
            self._body.addWidget(part)
        self._body.addStretch(1)

    def _not_entered(self, typed: str) -> Badge:
        words = self.tr("Not in the notes yet: “{words}”. Go back and press Enter to keep it.")
        badge = Badge("triangle-alert", words.format(words=typed), "gold")
        if not typed:
            badge.hide()
        return badge

    def _to_do(self) -> QWidget:
        to_do = [line for line in self._lines if line.kind in TO_DO]
        if not to_do:
            return label(self.tr("Nothing is noted that someone is to do."), "second")
        box = BoxedList(self.tr("What is to be done"))
        for line in to_do:
            box.add(row_of(line.text, meeting_end.who_and_when(line)))
        return box

    def _questions(self) -> QWidget:
        """Name what was asked and not answered, so that it is heard too."""
        asked = [line for line in self._lines if line.kind == "question"]
        box = BoxedList(self.tr("Not answered yet"))
        for line in asked:
            box.add(row_of(line.text, self._asked_by(line)))
        shown = QWidget()
        inside = column(shown)
        inside.addWidget(Counted(self.tr("Not answered yet"), len(asked)))
        inside.addWidget(box)
        if not asked:
            shown.hide()
        return shown

    def _asked_by(self, line: MeetingLine) -> str:
        return self.tr("Asked by {who}").format(who=line.who) if line.who else self.tr("Asked")

    def _dates(self, ended: Ended) -> Card:
        card = Card("note")
        for limit in ended.limits:
            words = self.tr("{title}: by {day}")
            said = words.format(title=limit.title, day=spoken_weekday(limit.due))
            card.body.addWidget(Badge("clock", said, "text"))
        if not ended.limits:
            card.hide()
        return card

    def _aloud(self) -> list[QPushButton]:
        """Return the button that reads the actions aloud, where there is a voice."""
        words = meeting_end.said_aloud(self._lines)
        if not words or not self.voice.exists:
            return []
        read = button(self.tr("&Read them aloud"), lambda: self.voice.read(words), image="bell")
        return [read]

    def _take_back(self) -> None:
        """Undo the end, and go on with the notes; not where something else was done since."""
        if not meeting_end.can_take_back(self._session.family):
            self._saved.setText(
                self.tr("Something else was done since, so undo that first, in the main window.")
            )
            self._saved.show()
            return
        self._session.turned.connect(self._go_back, Qt.ConnectionType.SingleShotConnection)
        self._session.undo()

    def _go_back(self) -> None:
        self.ended = None
        self._back()

    def _letter(self) -> None:
        if self.ended is not None and self.ended.letter is not None:
            self.wants_letter.emit(self.ended.letter.id)

    def _save(self) -> None:
        from ehcp_desktop.services.reports import meeting_sheet

        if self.ended is None:
            return
        held, family = self.ended.held, self._session.family
        name = self.tr("Review meeting of {child}").format(child=self._child_name(held))
        title = self.tr("Save the sheet for the table")
        path = places.ask_where(self, title, f"{name}.pdf", self.tr("PDF (*.pdf)"))
        if path is not None and self._session.done(lambda: meeting_sheet.save(family, held, path)):
            self._saved.setText(self.tr("Saved as {name}.").format(name=path.name))
            self._saved.show()
            places.tell_saved(self._session, path)

    def _child_name(self, held: Event) -> str:
        return self._session.family.store.children.get(held.child).name

    def _print(self) -> None:
        from ehcp_desktop.services.reports import meeting_sheet
        from ehcp_desktop.ui.printing import print_pdf

        if self.ended is not None:
            made = meeting_sheet.pdf(self._session.family, self.ended.held)
            print_pdf(self, self.tr("Review meeting"), made)

    def _back(self) -> None:
        self.voice.stop()
        self.back.emit()

    def _close(self) -> None:
        self.voice.stop()
        self.over.emit()
