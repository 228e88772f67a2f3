"""Ask how and when a letter went, and mark it as sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.errors import BadInput
from ehcp_desktop.ui.letter_form import ways_to_send
from ehcp_desktop.ui.parts.buttons import button, link, primary
from ehcp_desktop.ui.parts.choices import Choices
from ehcp_desktop.ui.parts.dialogs import fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import DateField, Field, LineField
from ehcp_desktop.ui.parts.layouts import ButtonRow
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from PySide6.QtWidgets import QVBoxLayout

    from ehcp_desktop.domain.letter import Dispatch, Letter
    from ehcp_desktop.ui.session import Session


def ask_how_sent(session: Session, letter: Letter, parent: QWidget) -> bool:
    """Ask how and when a letter went; True when it is now marked as sent."""
    dialog = SendingDialog(session, letter, parent)
    is_sent = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return is_sent


def ask_when_it_came(session: Session, sent: Dispatch, parent: QWidget) -> None:
    """Ask on which day a sending came, and count from it."""
    dialog = ArrivalDialog(session, sent, parent)
    dialog.exec()
    dialog.deleteLater()


def sent_words(session: Session, letter_id: str) -> str:
    """Return that a letter is marked as sent, and the day on which Today reminds of it."""
    sent = session.family.store.dispatches.all(letter=letter_id)
    days = [one.chase for one in sent if one.chase is not None]
    if not days:
        return _tr("Marked as sent.")
    words = _tr("Marked as sent. You will be reminded on {day}.")
    return words.format(day=spoken_weekday(min(days)))


class ArrivalDialog(QDialog):
    """The day on which a letter came, where the family knows it; it stays open when refused."""

    def __init__(self, session: Session, sent: Dispatch, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._sent = sent
        self.setWindowTitle(self.tr("When it came"))
        keep = primary(self.tr("&Keep this day"), self.keep, "check")
        inside = scrolling_body(
            self, self.tr("When it came"), ButtonRow(keep, button(self.tr("Cancel"), self.reject))
        )
        went = self.tr("It went on {day}.").format(day=spoken_weekday(sent.on))
        inside.addWidget(label(went, "second"))
        self.on = DateField(session.today, unsure=False)
        hint = self.tr("From a signature, a read receipt or their own words. Keep the proof too.")
        inside.addWidget(Field(self.tr("&Day it came"), self.on, hint))
        inside.addStretch(1)
        self.on.line.setFocus()
        fit_to_screen(self, em(30), em(18))

    def keep(self) -> None:
        """Count from the day given, and close; stay open when it is refused."""
        if self._session.attempt(self._keep) is not None:
            self.accept()

    def _keep(self) -> Dispatch:
        from ehcp_desktop.services.letters.sending import arrived

        return arrived(self._session.family, self._sent.id, _exact(self.on))


class SendingDialog(QDialog):
    """How it went, on which day, and the proof if there is one."""

    def __init__(self, session: Session, letter: Letter, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._letter = letter
        self._proof: Path | None = None
        self.setWindowTitle(self.tr("Mark as sent"))
        foot = ButtonRow(
            primary(self.tr("&Mark as sent"), self.send, "send"),
            button(self.tr("Not yet"), self.reject),
        )
        inside = scrolling_body(self, self.tr("How it went"), foot)
        inside.addWidget(label(letter.title, "lead"))
        written = self.tr("Written on {day}").format(day=spoken_weekday(letter.written))
        inside.addWidget(label(written, "second"))
        self._lay(inside)
        self.on.line.setFocus()
        fit_to_screen(self, em(48), em(34))

    def _lay(self, inside: QVBoxLayout) -> None:
        self.by = Choices(self.tr("How it went"), ways_to_send(), several=True)
        self.by.choose(self._planned() or ("email",))
        self.on = DateField(self._session.today, unsure=False)
        self.on.set_value(self._session.today().isoformat())
        self.at = LineField(self.tr("such as 16:30"))
        self.received = label("", "detail")
        self._proof_words = label(
            self.tr("A receipt or a picture of the posted letter."), "detail"
        )
        inside.addWidget(self.by)
        inside.addWidget(Field(self.tr("&Day it went"), self.on))
        inside.addWidget(self.received)
        inside.addWidget(Field(self.tr("&Time of an email (optional)"), self.at))
        inside.addWidget(link(self.tr("Add a &proof of sending…"), self._choose, "paperclip"))
        inside.addWidget(self._proof_words)
        for editor in (self.by, self.on, self.at):
            editor.edited.connect(self._say_received)
        self._say_received()

    def _say_received(self) -> None:
        """Say for each way when the letter counts as received, and what is assumed."""
        self.received.setText("\n".join(self._receipts()))
        self.received.setVisible(bool(self.received.text()))

    def _receipts(self) -> list[str]:
        from ehcp_desktop.services.letters import receipt

        when, calendar = self.on.when(), self._session.family.calendar
        try:
            at = receipt.time_of_day(self.at.value())
        except BadInput:
            return []
        if when is None or not when.is_exact:
            return []
        words = self.tr("Counts as received on {day}. {why}")
        return [
            words.format(
                day=spoken_weekday(receipt.deemed_receipt(way, when.first, at, calendar)),
                why=receipt.assumption(way, when.first, at, calendar),
            )
            for way in self.by.chosen()
        ]

    def _planned(self) -> list[str]:
        from ehcp_desktop.services.letters.kept import given_of

        return [way.strip() for way in given_of(self._letter).get("by", "").split(",") if way]

    def _choose(self) -> None:
        from ehcp_desktop.ui.places import ask_for_file

        chosen = ask_for_file(self, self.tr("Proof of sending"))
        if chosen is not None:
            self.add_proof(chosen)

    def add_proof(self, path: Path) -> None:
        """Take a file as the proof of sending."""
        self._proof = path
        self._proof_words.setText(path.name)

    def send(self) -> None:
        """Mark the letter as sent in every way chosen, and close; stay open when refused."""
        name = self.tr("Mark as sent: {letter}").format(letter=self._letter.title)
        if self._session.attempt(self._mark, name) is not None:
            self.accept()

    def _mark(self) -> list[Dispatch]:
        from ehcp_desktop.services.letters.sending import mark_sent

        day = _exact(self.on)
        ways = self.by.chosen()
        if not ways:
            raise BadInput(self.tr("Say how it went: by email, post, hand or portal."))
        family, at = self._session.family, self.at.value()
        proofs = (self._proof, *(None for _ in ways[1:]))
        return [
            mark_sent(family, self._letter.id, day, way, proof, at)
            for way, proof in zip(ways, proofs, strict=True)
        ]


def _exact(field: DateField) -> date:
    when = field.when()
    if when is None or not when.is_exact:
        raise BadInput(
            QCoreApplication.translate("SendingDialog", "Give the exact day, such as “today”.")
        )
    return when.first


def _tr(words: str) -> str:
    return QCoreApplication.translate("letter_sending", words)
