"""Whom a letter goes to, and who gets a copy: from People, or typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ehcp_desktop.services.letters.facts import shared
from ehcp_desktop.services.letters.recipients import recipients
from ehcp_desktop.ui.letter_fields import field_for
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.fields import Choice, Field, LineField, LongField
from ehcp_desktop.ui.parts.layouts import INNER, WORD, column, line
from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.services.letters.recipients import Recipient
    from ehcp_desktop.ui.session import Session

KEYS = ("recipient_name", "recipient_role", "recipient_organisation", "recipient_address")


class RecipientPart(QWidget):
    """Says whom the letter goes to; Change shows the fields. `filled` carries keys it filled.

    `fields` are by the ids of the facts, whether they are shown or not.
    """

    filled = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._known = recipients(session.family, session.child)
        self.fields: dict[str, Field] = {}
        both = column(self, spacing=WORD)
        top = line()
        top.addWidget(label(self.tr("To"), "heading"), 1)
        words = self.tr("Change whom the letter goes to, or who gets a copy")
        self.change = link(self.tr("Cha&nge"), self._change, name=words)
        top.addWidget(self.change)
        self._to = label("")
        self._copies = label("", "second")
        self._inside = QWidget()
        self._inside.hide()
        both.addLayout(top)
        for part in (self._to, self._copies, self._inside):
            both.addWidget(part)
        self._lay(session)

    def _lay(self, session: Session) -> None:
        inside = column(self._inside, spacing=INNER, margins=(0, WORD, 0, 0))
        self.person = self._people(self.tr("Choose a person…"))
        inside.addWidget(Field(self.tr("Someone from People"), self.person))
        for key in KEYS:
            self.fields[key] = field_for(shared()[key], session.today)
            inside.addWidget(self.fields[key])
        copies = LongField(lines=2)
        self.fields["copies"] = Field(
            self.tr("Who gets a copy"), copies, self.tr("One to a line. The letter names them.")
        )
        inside.addWidget(self.fields["copies"])
        self.copy = self._people(self.tr("Add a person…"))
        inside.addWidget(Field(self.tr("Add someone from People"), self.copy))
        self.person.edited.connect(self._take)
        self.copy.edited.connect(self._take_copy)

    def _people(self, words: str) -> Choice:
        return Choice([("", words), *((one.id, one.words) for one in self._known)])

    def say(self, recipient: Sequence[str], copies: Sequence[str]) -> None:
        """Say in a line whom it goes to, and under it who gets a copy."""
        self._to.setText(", ".join(recipient[:2]) or self.tr("Not known yet"))
        words = self.tr("Copy to {people}").format(people="; ".join(copies))
        self._copies.setText(words if copies else "")
        self._copies.setVisible(bool(copies))

    def open(self) -> None:
        """Show the fields."""
        self.change.hide()
        self._inside.show()

    def _change(self) -> None:
        self.open()
        tab_as_laid_out(self)
        self.person.setFocus()

    def _take(self) -> None:
        chosen = self._chosen(self.person)
        if chosen is None:
            return
        for key, text in chosen.facts().items():
            self._editor(key).set_value(text)
        self.filled.emit(KEYS)

    def _take_copy(self) -> None:
        chosen = self._chosen(self.copy)
        if chosen is None:
            return
        copies = self._editor("copies")
        named = [*copies.value().splitlines(), chosen.short or chosen.organisation]
        copies.set_value("\n".join(dict.fromkeys(named)))
        self.copy.set_value("")
        self.filled.emit(("copies",))

    def _editor(self, key: str) -> LineField | LongField:
        editor = self.fields[key].editor
        assert isinstance(editor, LineField | LongField)  # noqa: S101  # all of these are
        return editor

    def _chosen(self, choice: Choice) -> Recipient | None:
        return next((one for one in self._known if one.id == choice.value()), None)
