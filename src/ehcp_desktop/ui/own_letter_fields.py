"""The facts that can be put in a letter: a search, and a list that says what each is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.fields import Field, LineField
from ehcp_desktop.ui.parts.layouts import WORD, column
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.theme import em, follow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ehcp_desktop.services.letters.own import Field as LetterField

_HIGH = 13  # em
_SHOWN = 60  # characters of what a fact says now


class FactChoice(QWidget):
    """Enter or a double click takes a fact; `taken` carries what is typed for it."""

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.fields: tuple[LetterField, ...] = ()
        self.search = _Search()
        self.list = ItemList(self.tr("Facts that you can put in"))
        self.put_in = button(self.tr("&Put it in"), self._take, image="plus")
        inside = column(self, spacing=WORD)
        hint = self.tr("Choose one, then press Enter. The record fills it in, each time anew.")
        inside.addWidget(Field(self.tr("&Facts that you can put in"), self.search, hint))
        inside.addWidget(self.list)
        inside.addWidget(self.put_in)
        self.search.textChanged.connect(self._show)
        self.search.down.connect(lambda: self.list.setFocus(Qt.FocusReason.TabFocusReason))
        self.search.entered.connect(self._take_first)
        self.list.opened.connect(lambda _: self._take())
        follow(self._measure)
        self._measure()

    def show_fields(self, fields: Iterable[LetterField]) -> None:
        """Show the facts of a letter."""
        self.fields = tuple(fields)
        self._show()

    def _measure(self) -> None:
        self.list.setFixedHeight(em(_HIGH))

    def _show(self) -> None:
        wanted = self.search.value().casefold().split()
        found = [one for one in self.fields if all(word in _told(one) for word in wanted)]
        self.list.show_items([self._item(one) for one in found])

    def _item(self, one: LetterField) -> Item:
        now = " ".join(one.now.split())
        shown = now if len(now) <= _SHOWN else f"{now[:_SHOWN]}…"
        return Item(
            id=one.fact.id,
            title=one.fact.label[:1].upper() + one.fact.label[1:],
            detail=shown or self.tr("nothing in the record now"),
        )

    def _take_first(self) -> None:
        self.list.choose_first()
        self._take()

    def _take(self) -> None:
        chosen = self.list.current()
        for one in self.fields:
            if one.fact.id == chosen:
                self.taken.emit(one.insert)


class _Search(LineField):
    """Looks for a fact; Down goes to the list, Enter takes the first."""

    down = Signal()
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down to the list, or take the first that is found."""
        ways = {
            Qt.Key.Key_Down: self.down.emit,
            Qt.Key.Key_Return: self.entered.emit,
            Qt.Key.Key_Enter: self.entered.emit,
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            way()


def _told(one: LetterField) -> str:
    return f"{one.fact.label} {one.fact.id} {one.now}".casefold()
