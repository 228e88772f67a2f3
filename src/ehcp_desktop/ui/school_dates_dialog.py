"""The school's terms, training days and holidays: typed in, or taken from a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from ehcp_desktop.domain.school_days import CLOSED, TERM, SchoolDates
from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import school_calendar, school_files
from ehcp_desktop.ui import places
from ehcp_desktop.ui.parts.buttons import allow, button, link
from ehcp_desktop.ui.parts.dialogs import fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import Choice, DateField, Field, LineField
from ehcp_desktop.ui.parts.forms import FieldGrid
from ehcp_desktop.ui.parts.layouts import (
    CARD,
    GROUP,
    INNER,
    BoxedList,
    ButtonRow,
    clear,
    column,
    line,
)
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from ehcp_desktop.ui.session import Session


class SchoolDatesDialog(QDialog):
    """Shows the dates of the child's school, each saved as soon as it is added."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        first = session.child.name.split(" ")[0]
        self.setWindowTitle(self.tr("The dates of {child}’s school").format(child=first))
        self.kind = Choice(
            (
                (TERM, self.tr("A term, or half of one")),
                (CLOSED, self.tr("Closed: a training day or holiday")),
            )
        )
        self.first, self.last = (DateField(session.today, ahead=True, unsure=False) for _ in "12")
        self.name = LineField(self.tr("Autumn term, half-term, training day"))
        self.add = button(self.tr("&Add it"), self._add, image="plus")
        self.take = button(self.tr("&Take from a file…"), self._choose, image="folder-open")
        self.state = Badge("info", "")
        self.list = BoxedList(self.tr("The school’s dates"))
        self._doubts = column()
        self._lay()
        self.refresh()
        self.kind.setFocus()
        fit_to_screen(self, em(46), em(44))

    def _lay(self) -> None:
        foot = ButtonRow(self.take, button(self.tr("Close"), self.accept))
        inside = scrolling_body(self, self.tr("The school’s dates"), foot)
        inside.addWidget(
            label(
                self.tr(
                    "Some time limits count only the days on which the school meets. Enter its "
                    "terms, half-term holidays and training days, as its own calendar has them. "
                    "Weekends and bank holidays are left out by themselves."
                )
            )
        )
        self.field = Field(self.tr("&First day"), self.first)
        grid = FieldGrid()
        grid.add(Field(self.tr("&What it is"), self.kind), half=True)
        grid.add(Field(self.tr("&Name, if it has one"), self.name), half=True)
        grid.add(self.field, half=True)
        grid.add(Field(self.tr("&Last day"), self.last), half=True)
        inside.addWidget(grid)
        inside.addWidget(ButtonRow(self.add))
        inside.addWidget(self.state)
        inside.addWidget(self.list)
        inside.addLayout(self._doubts)
        inside.addStretch(1)
        for each in (self.add, self.take):
            allow(each, self._session.why_read_only)

    def refresh(self) -> None:
        """Show the dates as they now are."""
        family, child = self._session.family, self._session.child_id
        found = school_calendar.dates_of(family, child)
        self.list.clear()
        clear(self._doubts)
        for dates in found:
            self.list.add(self._row(dates))
        for words in school_calendar.doubts(family, child):
            self._doubts.addWidget(Badge("triangle-alert", words, "gold"))
        self.list.setVisible(bool(found))
        if not found:
            self.state.tell("info", self.tr("No dates are entered yet."))

    def take_file(self, path: Path) -> None:
        """Take a file in, and say what came of it."""
        family, child = self._session.family, self._session.child
        taken = self._session.attempt(lambda: school_files.take_in(family, child, path))
        if taken is None:
            return
        self.refresh()
        words = self.tr("{added} added, {already} already there, {out} left out: no school dates.")
        said = words.format(added=taken.added, already=taken.already, out=taken.left_out)
        self.state.tell("circle-check", said, "done")

    def _choose(self) -> None:
        kinds = self.tr("Calendars and spreadsheets (*.ics *.csv *.xlsx)")
        chosen = places.ask_for_file(self, self.take.text().replace("&", ""), kinds)
        if chosen is not None:
            self.take_file(chosen)

    def _add(self) -> None:
        """Keep what was typed, and make room for the next."""
        family = self._session.family
        kept = self._session.attempt(lambda: school_calendar.keep(family, self._typed()))
        if kept is None:
            return
        for field in (self.first, self.last, self.name):
            field.set_value("")
        self.refresh()
        self.state.tell(
            "circle-check", self.tr("Added: {words}.").format(words=said(kept)), "done"
        )
        self.first.setFocus()

    def _typed(self) -> SchoolDates:
        first = _day(self.first)
        if first is None:
            raise BadInput(self.tr("Write the first day, like 3/9/2026."))
        last = _day(self.last)
        if last is None and self.kind.value() == TERM:
            raise BadInput(self.tr("Write the last day of the term too, like 18/12/2026."))
        return SchoolDates(
            child=self._session.child_id,
            kind=self.kind.value(),
            first=first,
            last=last or first,
            name=self.name.value(),
        )

    def _row(self, dates: SchoolDates) -> QWidget:
        row = QWidget()
        inside = line(row, spacing=INNER, margins=(CARD, GROUP, INNER, GROUP))
        words = column(spacing=2)
        words.addWidget(label(said(dates), "heading"))
        words.addWidget(label(days_of(dates), "detail"))
        inside.addLayout(words, 1)
        if not self._session.read_only:
            name = self.tr("Remove {words}").format(words=said(dates))
            inside.addWidget(link(self.tr("Remove"), partial(self._remove, dates.id), name=name))
        row.setAccessibleName(f"{said(dates)}. {days_of(dates)}")
        return row

    def _remove(self, identity: str) -> None:
        family = self._session.family
        if self._session.done(lambda: school_calendar.remove(family, identity)):
            self.refresh()
            self.state.tell("info", self.tr("Removed; Undo brings it back."))


def said(dates: SchoolDates) -> str:
    """Return what the dates are called: their own name, or what they are."""
    what = _tr("Term") if dates.kind == TERM else _tr("Closed")
    return f"{what}: {dates.name}" if dates.name else what


def days_of(dates: SchoolDates) -> str:
    """Return the first and the last day in words; one where they are the same."""
    if dates.first == dates.last:
        return spoken_weekday(dates.first)
    words = _tr("{first} to {last}")
    return words.format(first=spoken_weekday(dates.first), last=spoken_weekday(dates.last))


def _day(field: DateField) -> date | None:
    when = field.when()
    return when.first if when else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("SchoolDates", text)
