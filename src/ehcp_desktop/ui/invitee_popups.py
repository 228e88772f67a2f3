"""What opens over the grid of people: one thing about someone, or who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QTimer

from ehcp_desktop.domain.record import new_id
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import review_people
from ehcp_desktop.services.people import COMMON_ROLES
from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.choices import Choices
from ehcp_desktop.ui.parts.fields import DateField, Field
from ehcp_desktop.ui.parts.forms import PAUSE_MS, FormField, RecordForm
from ehcp_desktop.ui.parts.layouts import ButtonRow
from ehcp_desktop.ui.parts.popups import WhyPopup

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.domain.invitee import Invitee
    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.ui.session import Session

    Presses = tuple[tuple[str, Callable[[], object]], ...]

_ENTER = (0x01000004, 0x01000005)  # Key_Return and Key_Enter
_CAME = "attendance"


class FactPopup(WhyPopup):
    """Yes and the day, no, or not known; kept as it is chosen and typed, as one step to undo."""

    def __init__(
        self, session: Session, person: Invitee, column: str, asked: QWidget, spot: QRect
    ) -> None:
        super().__init__(_question(column).format(name=person.name), asked, spot)
        self._session = session
        self._person = person
        self._column = column
        self._visit = new_id()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.keep)
        self.answer = Choices(_tr("What we know"), _answers(column))
        self.answer.set_value(getattr(person, column))
        self.answer.edited.connect(self._chosen)
        self.day = DateField(session.today)
        self.body.addWidget(self.answer)
        self._day_field = Field(_tr("On which &day"), self.day, _tr("Leave it empty if unsure"))
        self.body.addWidget(self._day_field)
        self.body.addWidget(ButtonRow(button(_tr("Done"), self._finish)))
        if column != _CAME:
            on: When | None = getattr(person, f"{column}_on")
            self.day.set_value(on.iso() if on else "")
            self.day.edited.connect(self._typed)
        self._ask_day()

    def open_beside(self) -> None:
        """Show it, with the focus on what is chosen."""
        super().open_beside()
        self.answer.go_to_chosen()

    def keep(self) -> None:
        """Keep what is chosen and typed, if it can be read and is anything new."""
        self._timer.stop()
        if not self.day.is_readable:
            return
        changed = self._changed()
        if changed == self._person:
            return
        family = self._session.family
        step = review_people.CHANGE
        kept = self._session.attempt(
            lambda: review_people.keep(family, changed), step, self._visit
        )
        if kept is not None:
            self._person = kept

    def _changed(self) -> Invitee:
        typed = self.day.value()
        on = When.parse(typed) if typed else None
        return review_people.told(self._person, self._column, self.answer.value(), on)

    def _ask_day(self) -> None:
        """Ask for a day where there can be one; the field keeps its place."""
        self._day_field.setEnabled(self.answer.value() != "no")
        self._day_field.setVisible(self._column != _CAME)

    def _chosen(self) -> None:
        self._ask_day()
        self.keep()

    def _typed(self) -> None:
        """Take a day as a yes; keep it when the typing pauses."""
        if self.day.value():
            self.answer.set_value("yes")
        self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep it and close on Enter."""
        if event.key() in _ENTER:
            self._finish()
            return
        super().keyPressEvent(event)

    def _finish(self) -> None:
        """Close, but not on a day that nobody can read: why is said under it."""
        if self._is_unread:
            self.day.setFocus()
            self.day.line.selectAll()
        else:
            self.close()

    @property
    def _is_unread(self) -> bool:
        return self._day_field.isEnabled() and not self.day.is_readable

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is still being typed, or say that it was no day."""
        self.keep()
        if self._is_unread:
            words = _tr("“{typed}” was not kept: it is no day that can be read.")
            self._session.say(words.format(typed=self.day.line.text()))
        super().hideEvent(event)


class PersonPopup(WhyPopup):
    """The name, the role and a note of someone, and what can be done about them."""

    def __init__(
        self,
        session: Session,
        person: Invitee,
        presses: Presses,
        asked: QWidget,
        spot: QRect,
    ) -> None:
        super().__init__(person.name, asked, spot)
        family = session.family
        self.form: RecordForm[Invitee] = RecordForm(
            session,
            _fields(_papers(session, person)),
            lambda changed: review_people.keep(family, changed),
        )
        self.form.show_record(person)
        self.body.addWidget(self.form)
        made = (button(words, self._then(run)) for words, run in presses)
        self.body.addWidget(ButtonRow(*made))

    def open_beside(self) -> None:
        """Show it, with the focus on the name."""
        super().open_beside()
        self.form.editors["name"].setFocus()

    def _then(self, run: Callable[[], object]) -> Callable[[], object]:
        def pressed() -> None:
            self.close()
            run()

        return pressed

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is still being typed."""
        self.form.flush()
        super().hideEvent(event)


def _papers(session: Session, person: Invitee) -> tuple[tuple[str, str], ...]:
    """Return the papers to choose from, with their days where they are known."""
    found = review_people.papers_for(session.family, person)
    return (("", _tr("None yet")), *((one.id, _named(one)) for one in found))


def _named(paper: Paper) -> str:
    name = paper.title or paper.name
    return f"{name}, {paper.dated.spoken()}" if paper.dated else name


def _fields(papers: tuple[tuple[str, str], ...]) -> tuple[FormField, ...]:
    return (
        FormField(name="name", label=_tr("&Name")),
        FormField(
            name="role",
            label=_tr("&Role"),
            hint=_tr("such as SENCO, EHCP coordinator, school nurse, social worker"),
            suggestions=COMMON_ROLES,
        ),
        FormField(name="paper", label=_tr("Their &advice"), kind="choice", choices=papers),
        FormField(name="notes", label=_tr("N&ote"), kind="long", lines=2),
    )


def _question(column: str) -> str:
    return {
        "invited": _tr("Was {name} invited?"),
        "asked": _tr("Was {name} asked for advice?"),
        "sent": _tr("Was the advice of {name} sent?"),
        "received": _tr("Has the advice of {name} reached us?"),
        _CAME: _tr("Did {name} come?"),
    }[column]


def _answers(column: str) -> tuple[tuple[str, str], ...]:
    if column == _CAME:
        return (
            ("attended", _tr("Came")),
            ("apologies", _tr("Sent apologies")),
            ("absent", _tr("Did not come")),
            ("", _tr("Not known")),
        )
    return (("yes", _tr("Yes")), ("no", _tr("No")), ("", _tr("Not known")))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewPeople", text)
