"""Authority and keeping: who may act for the family, and until when the record is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from ehcp_desktop.domain.advocacy import AuthorityToAct
from ehcp_desktop.domain.record import new_id
from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services import advocacy, people
from ehcp_desktop.ui.parts.buttons import allow, button, link, primary
from ehcp_desktop.ui.parts.dialogs import fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import DateField, Field, LineField
from ehcp_desktop.ui.parts.forms import PAUSE_MS, FormField, RecordForm
from ehcp_desktop.ui.parts.layouts import GROUP, INNER, ButtonRow, Card, clear, column
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.services.family import Family
    from ehcp_desktop.ui.session import Session


class KeepingDialog(QDialog):
    """All of it is saved as it is typed; Done closes."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Authority and keeping"))
        self.cards: list[AuthorityCard] = []
        self._room = column(spacing=INNER)
        self.add = button(self.tr("&Add an authority"), self._add, image="plus")
        self.kept = KeptUntil(session)
        for part in (self.add, self.kept):
            allow(part, session.why_read_only)
        body = scrolling_body(self, self.windowTitle(), ButtonRow(self._done()))
        body.addWidget(label(self.tr("Who may act for the family"), "lead"))
        told = self.tr(
            "The permission that the family signed. While it holds, whoever helps them can write "
            "letters for them; once it has ended or was withdrawn, no longer."
        )
        body.addWidget(label(told))
        body.addLayout(self._room)
        body.addWidget(self.add)
        body.addSpacing(GROUP)
        body.addWidget(self.kept)
        body.addStretch(1)
        session.closing.connect(self.reject)
        self._show()
        fit_to_screen(self, em(46), em(48))

    def _done(self) -> QWidget:
        done = primary(self.tr("&Done"), self.accept)
        done.setDefault(True)
        return done

    def _show(self) -> None:
        clear(self._room)
        every = advocacy.authorities(self._session.family)
        self.cards = [AuthorityCard(self._session, one) for one in every]
        for card in self.cards:
            card.removed.connect(self._remove)
            self._room.addWidget(card)

    def _add(self) -> None:
        made = _begun(self._session.family)
        family = self._session.family
        if self._session.done(lambda: advocacy.save_authority(family, made)):
            self._show()
            next(iter(self.cards[-1].form.editors.values())).setFocus()

    def _remove(self, identity: str) -> None:
        family = self._session.family
        if self._session.done(lambda: advocacy.remove_authority(family, identity)):
            self._show()
            self.add.setFocus()
            self._session.say(self.tr("Removed from the record"), undo=True)

    def done(self, result: int) -> None:
        """Keep what is still being typed, and close."""
        for card in self.cards:
            card.form.flush()
        self.kept.flush()
        super().done(result)


class AuthorityCard(Card):
    """One authority: how it stands, and its fields. Emits `removed` with its id."""

    removed = Signal(str)

    def __init__(self, session: Session, authority: AuthorityToAct) -> None:
        super().__init__()
        self._session = session
        self.state = Badge("info", "")
        fields = _fields(session.family)
        self.form: RecordForm[AuthorityToAct] = RecordForm(session, fields, self._save)
        self.form.show_record(authority)
        words = self.tr("Remove this authority")
        about = self.tr("Remove the authority of {who}").format(who=authority.given_to)
        remove = link(words, partial(self.removed.emit, authority.id), image="trash-2", name=about)
        self.body.addWidget(self.state)
        for part in (self.form, remove):
            allow(part, session.why_read_only)
            self.body.addWidget(part)
        self._say(authority)

    def _save(self, authority: AuthorityToAct) -> AuthorityToAct:
        kept = advocacy.save_authority(self._session.family, authority)
        self._say(kept)
        return kept

    def _say(self, authority: AuthorityToAct) -> None:
        image, words, tone = _STATES[advocacy.state_of(authority, self._session.today())]
        self.state.tell(image, _tr(words), tone)


class KeptUntil(QWidget):
    """The last day on which the record is kept, and why; saved as it is typed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._visit = new_id()
        self.until = DateField(session.today, ahead=True, unsure=False)
        self.reason = LineField()
        self._is_kept = True
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        inside = column(self, spacing=INNER)
        inside.addWidget(label(self.tr("How long this record is kept"), "lead"))
        told = self.tr(
            "Those who help families often promise to keep what they have of an enquiry for 6 "
            "months, and the papers of a case for 6 years. That is a promise of their own, not "
            "law: the family decides."
        )
        inside.addWidget(label(told))
        inside.addWidget(Field(self.tr("&Keep it until"), self.until))
        inside.addWidget(ButtonRow(*(self._offer(*one) for one in advocacy.PROMISES)))
        inside.addWidget(Field(self.tr("&Why that day"), self.reason))
        words = self.tr("Not kept yet: say until which day, and this is kept with it.")
        self.missing = Badge("circle-question-mark", words, "gold")
        inside.addWidget(self.missing)
        self._show()
        self._ask_day()
        for editor in (self.until, self.reason):
            editor.edited.connect(self._typed)
        session.leaving.connect(self.flush)

    def _typed(self) -> None:
        self._is_kept = False
        self._ask_day()
        self._timer.start()

    def _ask_day(self) -> None:
        """Say that why alone is not kept."""
        self.missing.setVisible(bool(self.reason.value()) and not self.until.value())

    def _offer(self, months: int, why: str) -> QWidget:
        day = advocacy.promised(self._session.today(), months)
        words = self.tr("{why}: {day}").format(why=why, day=spoken_day(day))
        return button(words, partial(self.take, day, why))

    def take(self, day: date, why: str) -> None:
        """Keep the record until a day that is offered."""
        self.until.set_value(day.isoformat())
        self.reason.set_value(why)
        self._typed()
        self.flush()

    def _show(self) -> None:
        kept = advocacy.retention(self._session.family)
        if kept is not None:
            self.until.set_value(kept.until.isoformat())
            self.reason.set_value(kept.reason)

    def flush(self) -> None:
        """Keep what has been typed, now."""
        self._timer.stop()
        if self._is_kept or not self.until.is_readable:
            return
        self._is_kept = True
        when, why, family = self.until.when(), self.reason.value(), self._session.family
        self._session.attempt(
            lambda: advocacy.keep_until(family, when.first if when else None, why),
            self.tr("Keep this record until"),
            self._visit,
        )


def _begun(family: Family) -> AuthorityToAct:
    """Return an authority to begin from: of the family's sender, to the advocate in People.

    It has no first day yet, so it lets nobody act before one is typed.
    """
    sender = people.sender(family)
    roles = (role for role in family.store.roles.all() if role.title.casefold() == "advocate")
    helpers = family.store.contacts.many([role.contact for role in roles])
    others = [one for one in helpers if sender is None or one.id != sender.id]
    is_helper = sender is not None and any(one.id == sender.id for one in helpers)
    return AuthorityToAct(
        given_by=sender.name if sender and not is_helper else "",
        given_to=next((one.name for one in others or helpers), ""),
    )


def _fields(family: Family) -> tuple[FormField, ...]:
    names = tuple(one.name for one in family.store.contacts.all())
    papers = tuple((one.id, one.title or one.name) for one in family.store.papers.all())
    signed = (("", _tr("None is here yet")), *papers)
    return (
        FormField(name="given_by", label=_tr("Who gave it"), suggestions=names, half=True),
        FormField(name="given_to", label=_tr("To whom"), suggestions=names, half=True),
        FormField(name="on", label=_tr("From"), kind="date", half=True),
        FormField(
            name="until", label=_tr("Until (its last day)"), kind="date", ahead=True, half=True
        ),
        FormField(name="covers", label=_tr("What it covers"), kind="long", lines=2),
        FormField(name="leaves_out", label=_tr("What it leaves out"), kind="long", lines=2),
        FormField(name="paper", label=_tr("The signed paper"), kind="choice", choices=signed),
        FormField(name="withdrawn", label=_tr("Withdrawn on"), kind="date"),
    )


# The icon, the words and the tone of each state.
_STATES = {
    advocacy.BEGUN: ("circle-dashed", "It does not hold yet: say to whom, and from when", "gold"),
    advocacy.IN_FORCE: ("circle-check", "It holds today", "done"),
    advocacy.TO_COME: ("calendar", "It has not begun", "second"),
    advocacy.ENDED: ("clock-alert", "It has ended", "gold"),
    advocacy.WITHDRAWN: ("clock-alert", "The family has withdrawn it", "gold"),
}


def _tr(words: str) -> str:
    return QCoreApplication.translate("Keeping", words)
