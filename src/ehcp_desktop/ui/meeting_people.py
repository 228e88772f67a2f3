"""Who is at the meeting: ticked as they come in, or as their apologies are given."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QFrame, QWidget

from ehcp_desktop.errors import EhcpError
from ehcp_desktop.services import meeting, review_people
from ehcp_desktop.ui import meeting_style
from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.dialogs import bring_into_view, fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import Field, LineField, Tick
from ehcp_desktop.ui.parts.layouts import (
    CARD,
    GROUP,
    INNER,
    BoxedList,
    ButtonRow,
    column,
    line,
)
from ehcp_desktop.ui.parts.text import Badge, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from ehcp_desktop.domain.invitee import Invitee
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.ui.session import Session

_WIDE, _HIGH = 40, 30  # em


class MeetingPeople(QDialog):
    """The people of a review with two boxes each; a name that is written is here as well."""

    def __init__(self, session: Session, review: Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._review = review
        self.setWindowTitle(self.tr("Who is here"))
        self.list = BoxedList(self.tr("Who is here"))
        self._nobody = label(self.tr("Nobody is noted for this meeting yet."), "second")
        self.begin = button(self.tr("&Begin with the people we know"), self._begin, image="users")
        self.name = LineField("", review_people.names(session.family))
        self.add = button(self.tr("&Add"), self._add, image="plus")
        self.problem = Badge("circle-question-mark", "", "gold")
        self._lay()
        self.refresh()
        wide = meeting_style.wide
        fit_to_screen(self, wide(self, _WIDE), wide(self, _HIGH))

    def _lay(self) -> None:
        close = button(self.tr("&Done"), self.accept)
        inside = scrolling_body(self, self.tr("Who is here"), ButtonRow(close))
        inside.addWidget(self._nobody)
        inside.addWidget(self.begin)
        inside.addWidget(self.list)
        words = self.tr("&Someone else is here")
        inside.addWidget(Field(words, self.name, self.tr("A name, a comma, the role.")))
        inside.addWidget(self.problem)
        inside.addWidget(ButtonRow(self.add))
        inside.addStretch(1)
        self.add.setDefault(True)  # Return in the field presses it
        close.setAutoDefault(False)

    def refresh(self) -> None:
        """Show who is noted for the meeting now."""
        people = review_people.invitees(self._session.family, self._review.id)
        self.list.clear()
        for person in people:
            self.list.add(self._row(person))
        self.list.setVisible(bool(people))
        self._nobody.setVisible(not people)
        self.begin.setVisible(not people)
        self.problem.hide()

    def _row(self, person: Invitee) -> QWidget:
        row = QFrame()
        inside = line(row, spacing=INNER, margins=(CARD, GROUP, INNER, GROUP))
        words = column(spacing=2)
        words.addWidget(label(person.name, "heading"))
        if person.role:
            words.addWidget(label(person.role, "detail"))
        inside.addLayout(words, 1)
        here, away = Tick(self.tr("Here")), Tick(self.tr("Apologies"))
        for box, value, other in (
            (here, meeting.ATTENDED, away),
            (away, meeting.APOLOGIES, here),
        ):
            box.setChecked(person.attendance == value)
            box.setAccessibleName(f"{person.name}: {box.text()}")
            box.edited.connect(partial(self._mark, person.id, value, box, other))
            inside.addWidget(box)
        return row

    def _mark(self, person_id: str, value: str, box: Tick, other: Tick) -> None:
        """Keep who came; both boxes are never ticked."""
        family = self._session.family
        person = family.store.invitees.get(person_id)
        now = replace(person, attendance=value if box.isChecked() else "")
        if self._done(lambda: review_people.keep(family, now)) and box.isChecked():
            other.setChecked(False)

    def _begin(self) -> None:
        if self._done(lambda: meeting.expect(self._session.family, self._review)):
            self.refresh()

    def _add(self) -> None:
        typed = self.name.value()
        if self._done(lambda: meeting.sign_in(self._session.family, self._review, typed)):
            self.name.set_value("")
            self.refresh()
        self.name.setFocus()
        bring_into_view(self.add)

    def _done(self, work: Callable[[], object]) -> bool:
        """Do something to the record; a refusal is said here, since the main window is behind."""
        try:
            work()
        except EhcpError as refusal:
            self.problem.setText(str(refusal))
            self.problem.show()
            return False
        self.problem.hide()
        return True


def count_words(family: Family, review_id: str) -> str:
    """Return what the button says that opens this: how many are here, or are expected."""
    count = review_people.here(family, review_id)
    if not count:
        return _tr("Who is here?")
    came = family.store.invitees.count(review=review_id, attendance=meeting.ATTENDED)
    return (_tr("{count} here") if came else _tr("{count} expected")).format(count=count)


def _tr(words: str) -> str:
    return QCoreApplication.translate("MeetingPeople", words)
