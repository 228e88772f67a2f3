"""The families that somebody helps: files by their label, nobody by name until one is opened."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.paths import records_folder
from ehcp_desktop.services.families import MISSING, PROTECTED
from ehcp_desktop.ui import places
from ehcp_desktop.ui.family_card import FamilyCard, pressing
from ehcp_desktop.ui.parts.buttons import button, link
from ehcp_desktop.ui.parts.fields import Choice, Field, LineField
from ehcp_desktop.ui.parts.layouts import (
    INNER,
    Card,
    EmptyState,
    Page,
    SideBySide,
    Wrapping,
)
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from ehcp_desktop.services.families import Listed
    from ehcp_desktop.ui.files import Files
    from ehcp_desktop.ui.session import Session

_ICONS = {MISSING: "triangle-alert", PROTECTED: "lock"}
_IN_FULL = 8  # families that are all shown at once
_NUMBER = re.compile(r"(\d+)")


class FamiliesPage(Page):
    """The list, what can be done with the one chosen, and when an open one is closed by itself."""

    def __init__(self, session: Session, files: Files) -> None:
        told = self.tr("Nobody’s name is shown until you open a record.")
        super().__init__(self.tr("Families that I help"), told)
        self._session, self._files = session, files
        self._every: tuple[Listed, ...] = ()
        self.new = button(self.tr("&New family…"), self._make, image="plus")
        self.add = button(self.tr("&Add a record…"), self._add, image="folder-open")
        self.header.addWidget(self.new)
        self.header.addWidget(self.add)
        self.empty = EmptyState(
            self.tr("No family is on the list yet"),
            self.tr(
                "Each family has a file of its own, with its own passphrase. The list shows only "
                "the label that you give, so that nothing of one family is seen by another."
            ),
            self.tr("Begin with a ne&w family"),
            self._make,
        )
        self.typed, self.sort = LineField(), Choice(self._orders())
        self._search = Wrapping(
            Field(self.tr("Find by &label"), self.typed), Field(self.tr("S&ort by"), self.sort)
        )
        self.list = ItemList(self.tr("Families"))
        self.card = FamilyCard(session, files)
        self.lock = Choice(lock_choices(self.tr("It stays open")))
        self._both = SideBySide(narrow=62, shares=(3, 2))
        self._lay()
        self._both.side.addWidget(self.card)
        self._both.side.addWidget(self._locking())
        self.body.addWidget(self._both)
        out = self.tr("Bac&k to the first window")
        self.body.addWidget(link(out, files.closed.emit, image="arrow-left"))
        self._listen()
        self.refresh()

    def _lay(self) -> None:
        self._none = label(self.tr("No label has these letters."), "second")
        self._gone: Listed | None = None
        self.again = link(self.tr("Put it back"), self._put_back, image="undo-2")
        for part in (self.empty, self._search, self.list, self._none, self.again):
            self._both.main.addWidget(part)

    def _listen(self) -> None:
        self.typed.edited.connect(self._show)
        self.typed.returnPressed.connect(self._open)
        self.sort.edited.connect(self._show)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _: self._open())
        self.card.changed.connect(self.refresh)
        self.card.left.connect(self.greet)
        self.card.went.connect(self._offer_back)
        self.lock.edited.connect(self._keep_lock)

    def _locking(self) -> Card:
        note = Card("note", INNER)
        hint = self.tr("What was typed is kept. Notes of a meeting that are open are left alone.")
        words = self.tr("&Close an open family when nothing is typed for")
        note.body.addWidget(Field(words, self.lock, hint))
        return note

    def _orders(self) -> tuple[tuple[str, str], ...]:
        return (
            ("label", self.tr("Label")),
            ("opened", self.tr("Last opened")),
            ("pressing", self.tr("The day that comes first")),
        )

    def greet(self) -> None:
        """Begin at the list, or where a first family is added."""
        (self.list if self._every else self.empty.button).setFocus()

    def _offer_back(self, gone: Listed) -> None:
        """Offer to take the last family back until the list changes again."""
        self._gone, name = gone, gone.name.replace("&", "&&")
        self.again.setText(self.tr("Put {family} back on the list").format(family=name))
        self.again.show()

    def _put_back(self) -> None:
        if self._gone is not None:
            self.card.put_back(self._gone)
            self.greet()

    def refresh(self) -> None:
        """Read the list again."""
        self._every = ()
        self.again.hide()
        self._files.attempt(self._read)
        for part in (self._search, self.list, self.card):
            part.setVisible(bool(self._every))
        self.empty.setVisible(not self._every)
        self._show()

    def _read(self) -> None:
        kept = self._files.families
        self._every = kept.all()
        self.lock.set_value(str(kept.lock_minutes))

    def _show(self) -> None:
        shown = self._found()
        self.list.show_items([self._item(one) for one in shown])
        self.list.choose_first()
        if len(self._every) <= _IN_FULL:
            self.list.fit_to_items()
        else:
            self.list.setMinimumHeight(em(32))  # it scrolls, and what is chosen stays beside it
        self.list.setVisible(bool(shown))
        self._none.setVisible(bool(self._every) and not shown)
        self._choose(self.list.current())

    def _found(self) -> list[Listed]:
        letters = self.typed.value().casefold()
        found = [one for one in self._every if letters in one.name.casefold()]
        found.sort(key=lambda one: _in_order(one.name))
        if self.sort.value() == "opened":
            found.sort(key=lambda one: one.opened or date.min, reverse=True)
        elif self.sort.value() == "pressing":
            found.sort(key=_first_day)
        return found

    def _item(self, one: Listed) -> Item:
        opened = self.tr("Last opened {day}").format(day=spoken_day(one.opened or date.min))
        states = {
            MISSING: self.tr("The file is not where it was"),
            PROTECTED: self.tr("Protected with a passphrase"),
        }
        parts = (
            states.get(one.state, self.tr("Open to be read by anyone who has the file")),
            opened if one.opened else self.tr("Not opened from here yet"),
        )
        return Item(
            id=one.id,
            title=one.name,
            detail=" · ".join(parts),
            icon=_ICONS.get(one.state, "eye"),
            badge=pressing(one, self._session.today()),
        )

    def _choose(self, identity: str) -> None:
        self.card.show_family(next((one for one in self._every if one.id == identity), None))

    def _open(self) -> None:
        if self.list.current():
            self.card.open_it()

    def _keep_lock(self) -> None:
        minutes = int(self.lock.value())
        self._files.attempt(lambda: self._files.families.set_lock_minutes(minutes))

    def _make(self) -> None:
        from ehcp_desktop.ui.new_family_dialog import NewFamilyDialog

        NewFamilyDialog(self._session.today, self._files, self.window()).exec()

    def _add(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Add a record to the list"),
            str(records_folder()),
            self.tr("Family records (*.ehcp);;All files (*)"),
        )
        places.forget()
        if chosen:
            self.add_file(Path(chosen))

    def add_file(self, path: Path) -> None:
        """Put a record that is there already on the list, and go to its label."""
        if self._files.attempt(lambda: self._files.put_on_list(path)):
            self.typed.set_value("")
            self.refresh()
            self.list.choose(self._every[-1].id)
            self.card.label.setFocus()


def lock_choices(never: str) -> tuple[tuple[str, str], ...]:
    """Return the minutes after which a record can close by itself, and the word for never."""
    words = QCoreApplication.translate("Families", "{count} minutes")
    return (*((str(one), words.format(count=one)) for one in (5, 10, 20)), ("0", never))


def _in_order(name: str) -> list[tuple[int, str]]:
    """Return what sorts "Family 10" behind "Family 9"."""
    parts = _NUMBER.split(name.casefold())
    return [(int(part) if part.isdecimal() else -1, part) for part in parts]


def _first_day(one: Listed) -> date:
    return min((day for day in (one.keep_until, one.authority_until) if day), default=date.max)
