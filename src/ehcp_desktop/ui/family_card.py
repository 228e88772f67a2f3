"""One family of the list: what the list knows of it, its label, and what can be done with it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.paths import records_folder
from ehcp_desktop.services.advocacy import SOON
from ehcp_desktop.services.families import MISSING, READABLE
from ehcp_desktop.ui import places
from ehcp_desktop.ui.parts.buttons import link, primary
from ehcp_desktop.ui.parts.facts import Facts
from ehcp_desktop.ui.parts.fields import Field, LineField
from ehcp_desktop.ui.parts.layouts import ButtonRow, Card
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ehcp_desktop.services.families import Listed
    from ehcp_desktop.ui.files import Files
    from ehcp_desktop.ui.session import Session


class FamilyCard(Card):
    """Emits `changed` when the list reads differently, `left` when the keys belong to the list.

    `went` carries a family that was taken off, after that.
    """

    changed = Signal()
    left = Signal()
    went = Signal(object)

    def __init__(self, session: Session, files: Files) -> None:
        super().__init__()
        self._session, self._files = session, files
        self._shown: Listed | None = None
        self._title = label("", "lead")
        self._said = label("")
        self._facts = Facts()
        self.label = LineField()
        self.label.setMaxLength(60)
        self.label.editingFinished.connect(self._keep_label)
        session.leaving.connect(self._keep_label)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.changed)
        hint = self.tr("Something that tells nobody who it is, so not initials.")
        self.open = primary(self.tr("O&pen"), self.open_it)
        self.look_for = primary(self.tr("F&ind it…"), self._find)
        self.off = link(self.tr("&Take off the list"), self.take_off)
        self.delete = link(self.tr("&Delete this record…"), self._delete, image="trash-2")
        for part in (
            self._title,
            self._said,
            self._facts,
            Field(self.tr("La&bel on the list"), self.label, hint),
            ButtonRow(self.open, self.look_for),
            ButtonRow(self.off, self.delete),
        ):
            self.body.addWidget(part)

    def show_family(self, listed: Listed | None) -> None:
        """Show a family of the list, or none."""
        if listed is None or self._shown is None or listed.id != self._shown.id:
            self._keep_label()
        self._shown = listed
        self.setVisible(listed is not None)
        if listed is None:
            return
        is_missing = listed.state == MISSING
        self._title.setText(listed.name)
        self._said.setText(self._words(listed))
        self._said.setVisible(bool(self._said.text()))
        self._facts.tell(self._told(listed))
        self.label.set_value(listed.label)
        for part, shown in ((self.open, not is_missing), (self.look_for, is_missing)):
            part.setVisible(shown)
        self.delete.setVisible(not is_missing)

    def _words(self, listed: Listed) -> str:
        words = {
            MISSING: self.tr(
                "The file is no longer where it was: it was moved, renamed or deleted, or its "
                "stick is not connected."
            ),
            READABLE: self.tr(
                "It has no passphrase, so anyone who has the file can read it. A record gets its "
                "passphrase when it is made; a copy with one can be made from the File menu."
            ),
        }
        return words.get(listed.state, "")

    def _told(self, listed: Listed) -> tuple[tuple[str, str], ...]:
        days = (
            (self.tr("Last opened"), listed.opened),
            (self.tr("Keep until"), listed.keep_until),
            (self.tr("Authority until"), listed.authority_until),
        )
        return tuple((name, spoken_day(day) if day else "") for name, day in days)

    def open_it(self) -> None:
        """Open the record, or look for it where it is missing."""
        if self._shown is None:
            return
        if self._shown.state == MISSING:
            self._find()
        elif not self._files.open_listed(self._shown):
            self.left.emit()

    def _find(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Where is the record now?"),
            str(records_folder()),
            self.tr("Family records (*.ehcp);;All files (*)"),
        )
        places.forget()
        if chosen and self._shown is not None:
            found = replace(self._shown, path=Path(chosen))
            self._change(lambda: self._files.move_on_list(found))

    def _keep_label(self) -> None:
        """Keep the label; the list is sorted on a later turn, after a click on a row of it."""
        if self._shown is not None and self.label.value() != self._shown.label:
            named = replace(self._shown, label=self.label.value())
            self._shown = named
            self._files.attempt(lambda: self._files.families.relabel(named.id, named.label))
            self._later.start()

    def take_off(self) -> None:
        """Take the family off the list; its record stays, and the message can put it back."""
        gone = self._shown
        if gone is not None and self._change(lambda: self._files.families.take_off(gone.id)):
            words = self.tr("{family} is off the list. Its record is where it was.")
            self._session.offered.emit(
                words.format(family=gone.name),
                self.tr("Put it back"),
                lambda: self.put_back(gone),
            )
            self.went.emit(gone)
            self.left.emit()  # so that a second Enter takes off no other

    def put_back(self, gone: Listed) -> None:
        """Put a family that was taken off on the list again."""
        self._change(lambda: self._files.families.put_back(gone))

    def _delete(self) -> None:
        from ehcp_desktop.ui.delete_dialog import DeleteDialog

        if self._shown is not None and DeleteDialog(self._session, self._shown, self).exec():
            gone = self._shown
            taken = partial(self._files.families.take_off, gone.id, is_deleted=True)
            self._change(taken)

    def _change(self, work: Callable[[], object]) -> bool:
        done = self._files.attempt(work)
        self.changed.emit()
        return done


def pressing(listed: Listed, today: date) -> tuple[str, str, str] | None:
    """Return the day of a family to look at first, as a badge: icon, words and tone."""
    ends, kept = listed.authority_until, listed.keep_until
    past, coming = "clock-alert", "calendar"
    if kept and kept < today:
        said = past, _tr("To be kept until {day}, which is past"), kept, "gold"
    elif ends and ends < today:
        said = past, _tr("The authority to act ended on {day}"), ends, "gold"
    elif ends and ends <= today + SOON:
        said = coming, _tr("The authority to act ends on {day}"), ends, "gold"
    elif kept:
        said = coming, _tr("Keep until {day}"), kept, "second"
    else:
        return None
    image, words, day, tone = said
    return image, words.format(day=spoken_day(day)), tone


def _tr(words: str) -> str:
    return QCoreApplication.translate("FamilyCard", words)
