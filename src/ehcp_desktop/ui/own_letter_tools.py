"""Letters of one's own: make one of the letter that is written, take in, give out, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton

from ehcp_desktop.services.letters import own, own_text
from ehcp_desktop.ui import places
from ehcp_desktop.ui.parts.buttons import allow, link
from ehcp_desktop.ui.parts.fold import Fold
from ehcp_desktop.ui.parts.layouts import ButtonRow
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ehcp_desktop.services.letters.own_copy import Way
    from ehcp_desktop.ui.session import Session


class OwnLetterTools(Fold):
    """What can be done with letters of one's own; `chosen` carries the id of the one to write.

    `way` says how the letter that can be made one's own is being written.
    """

    chosen = Signal(str)

    def __init__(self, session: Session, way: Callable[[], Way]) -> None:
        super().__init__(QCoreApplication.translate("OwnLetterTools", "Letters of your own"))
        self._session = session
        self._way = way
        self._letter = ""
        self.make = link(self.tr("Make it your own…"), self._make, "copy")
        self.change = link(self.tr("Change it…"), self._change, "pencil")
        self.remove = link(self.tr("Remove it"), self._remove, "trash-2")
        self.scratch = link(self.tr("Write a letter of your own…"), self.write, "plus")
        self.take_in = link(self.tr("Take one in from a file…"), self._ask_in, "folder-open")
        self.give_out = link(self.tr("Save it as a file…"), self._ask_out, "file-text")
        words = self.tr(
            "A letter that you write again and again, kept in your record. Others can have it as "
            "a file: what the record fills in is not in it, only what you typed yourself."
        )
        self.body.addWidget(label(words, "second"))
        self.body.addWidget(ButtonRow(self.make, self.change, self.remove))
        self.body.addWidget(ButtonRow(self.scratch))
        self.body.addWidget(ButtonRow(self.take_in, self.give_out))

    def show_letter(self, letter_id: str) -> None:
        """Follow which letter is being written."""
        self._letter = letter_id
        is_own = own.is_own(letter_id)
        self.make.setText(self.tr("Copy it…") if is_own else self.tr("Make it your own…"))
        self.change.setVisible(is_own)
        self.remove.setVisible(is_own)
        for one in self._writing():
            allow(one, self._session.why_read_only)

    def _writing(self) -> tuple[QPushButton, ...]:
        return self.make, self.change, self.remove, self.scratch, self.take_in

    def _make(self) -> None:
        from ehcp_desktop.services.letters.own_copy import plain_copy

        family, child = self._session.family, self._session.child
        self._ask(plain_copy(family, self._letter, child, self._way()))

    def _change(self) -> None:
        self._ask(own.text_of(self._session.family, self._letter), self._letter)

    def write(self) -> None:
        """Write a letter that begins with nothing."""
        self._ask(own_text.blank(self._session.today()))

    def _ask(self, base: str, letter: str = "") -> None:
        from ehcp_desktop.ui.own_letter_dialog import write_own

        kept = write_own(self._session, self, base, letter)
        if kept:
            self.chosen.emit(kept)

    def _remove(self) -> None:
        title = own.find(self._session.family, self._letter).title
        if self._session.done(lambda: own.remove(self._session.family, self._letter)):
            self._session.say(self.tr("Removed “{title}”.").format(title=title), undo=True)
            self.chosen.emit("")

    def _ask_in(self) -> None:
        path = places.ask_for_file(self, self.tr("Take a letter in"), self._kinds())
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Take a letter in from a file, or say in one sentence why not."""
        taken = self._session.attempt(lambda: own.import_file(self._session.family, path))
        if taken is not None:
            words = self.tr("Taken in under “Your own letters”.")
            logs = own.logs_words(self._session.family, own.find(self._session.family, taken.name))
            self._session.say(f"{words} {logs}".strip(), undo=True)
            self.chosen.emit(taken.name)

    def _ask_out(self) -> None:
        title = self.tr("Save the letter as a file")
        path = places.ask_where(self, title, self._letter + own.SUFFIX, self._kinds())
        if path is not None and self._session.done(
            lambda: own.export_file(self._session.family, self._letter, path)
        ):
            places.tell_saved(self._session, path)

    def _kinds(self) -> str:
        return self.tr("Letters (*.md)")
