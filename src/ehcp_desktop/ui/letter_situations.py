"""The situations a letter answers: those of now first, then every other by group, or by search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ehcp_desktop.services.letters import cards, own
from ehcp_desktop.ui import words
from ehcp_desktop.ui.icons import icon
from ehcp_desktop.ui.parts.buttons import allow, link
from ehcp_desktop.ui.parts.layouts import GROUP, column
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em, follow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ehcp_desktop.domain.concern import Concern
    from ehcp_desktop.services.letters.cards import Card
    from ehcp_desktop.ui.session import Session

_GROUP = "group:"
_WIDTH = 19  # em
_PLACES = {
    "authority": "To the council",
    "school": "To the school",
    "original": "A reminder",
    "about": "To whoever you spoke to",
    "other": "To someone else",
    "": "A page for yourself",
}
_RECORD = "A record to print"


class Situations(QWidget):
    """A search, and the list under it; a group opens when it is pressed, one at a time.

    `chosen` carries the id of the letter and what it is about, None for the usual. `taken` says
    that a person has settled on the one that is chosen, `own_wanted` that they want to write one
    of their own.
    """

    chosen = Signal(object)
    taken = Signal()
    own_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._now: dict[str, Concern] = {}
        self._cards: tuple[Card, ...] = ()
        self._open = ""
        self._is_wide = True
        self.search = _Search()
        words = self.tr("Write a letter of your own…")
        self.write_own = link(words, self.own_wanted.emit, "plus")
        self.list = ItemList(self.tr("Situations"))
        self.none = label("", "second")
        self.none.hide()
        inside = column(self, spacing=GROUP)
        for part in (self.search, self.none, self.write_own, self.list):
            inside.addWidget(part)
        inside.addStretch(1)
        self.search.wanted.connect(self._show)
        self.search.down.connect(self._go_to_list)
        self.search.taken.connect(self._take_first)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._press)
        self.list.clicked.connect(self._click)
        follow(self._measure)
        self._measure()

    def refresh(self) -> None:
        """Read the record again."""
        from ehcp_desktop.services.concerns import check
        from ehcp_desktop.services.today import is_yours_now

        today = self._session.today()
        self._cards = (*own.cards(self._session.family), *cards.cards())
        self._now = {}
        allow(self.write_own, self._session.why_read_only)
        found = check(self._session.family, self._session.child_id)
        for concern in sorted(found, key=lambda one: not is_yours_now(one.deadline, today)):
            if concern.letter:
                self._now.setdefault(concern.letter, concern)
        self._show()

    def first(self) -> tuple[str, str | None]:
        """Return the letter that is needed most, and what it is about."""
        first = next(iter(self._now), cards.cards()[0].id)
        return first, self._about(first)

    def show_chosen(self, template_id: str) -> None:
        """Show which letter is being written; its group opens."""
        with QSignalBlocker(self.list):
            if self.list.choose(template_id):
                return
            self.search.clear()
            self._open = next((one.group for one in self._cards if one.id == template_id), "")
            self._show()
            self.list.choose(template_id)

    def spot(self) -> QPoint | None:
        """Return the foot of the chosen item in its list, None when the list has no focus."""
        if not self.list.hasFocus():
            return None
        return self.list.visualRect(self.list.currentIndex()).bottomLeft()

    def be_wide(self, is_wide: bool) -> None:
        """Be a column at the left, or as wide as the page above the letter."""
        self._is_wide = is_wide
        self._measure()

    def _measure(self) -> None:
        self.setMinimumWidth(em(_WIDTH) if self._is_wide else 0)
        self.setMaximumWidth(em(_WIDTH) if self._is_wide else 16_777_215)

    def _choose(self, item_id: str) -> None:
        if item_id and not item_id.startswith(_GROUP):
            self.chosen.emit((item_id, self._about(item_id)))

    def _click(self) -> None:
        item_id = self.list.current()
        if item_id.startswith(_GROUP) or not self._is_wide:
            self._press(item_id)

    def _press(self, item_id: str) -> None:
        """Open or close a group; a letter is settled on."""
        if not item_id.startswith(_GROUP):
            self.taken.emit()
            return
        group = item_id.removeprefix(_GROUP)
        self._open = "" if self._open == group else group
        self._show()

    def _about(self, template_id: str) -> str | None:
        concern = self._now.get(template_id)
        return concern.letter_about if concern else None

    def _go_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _take_first(self) -> None:
        """Choose what stands first among what was found."""
        first = next((one.id for one in self.items()), "")
        if self.search.text().strip() and first:
            self.list.choose(first)
            self.taken.emit()

    def _show(self) -> None:
        items = self.items()
        with QSignalBlocker(self.list):  # showing the same choice again chooses nothing
            self.list.show_items(items)
        self.list.fit_to_items()
        self.list.setVisible(bool(items))
        self.none.setVisible(not items)
        found = self.tr(
            "No letter is about “{words}”. Try one plain word, such as “school”, or write a "
            "letter of your own."
        )
        self.none.setText("" if items else found.format(words=self.search.text().strip()))

    def items(self) -> list[Item]:
        """Return what is offered now: what was found, else those of now and every group."""
        typed = self.search.text().strip()
        return self._found(typed) if typed else [*self._of_now(), *self._of_groups()]

    def _found(self, typed: str) -> list[Item]:
        found = cards.matching(self._cards, typed)
        heading = self.tr("One letter") if len(found) == 1 else self.tr("{count} letters")
        items = [self._item(one, self._now.get(one.id)) for one in found]
        return _under(heading.format(count=len(found)), items)

    def _of_now(self) -> list[Item]:
        name = self._session.child.name.split()[0]
        by_id = {one.id: one for one in self._cards}
        items = [self._item(by_id[one], self._now[one]) for one in self._now]
        return _under(self.tr("For {name} now").format(name=name), items)

    def _of_groups(self) -> list[Item]:
        found = self._cards
        items: list[Item] = []
        for group in dict.fromkeys(one.group for one in found):
            rest = [one for one in found if one.group == group and one.id not in self._now]
            items += self._group(group, rest)
        return _under(self.tr("All letters"), items)

    def _group(self, group: str, among: list[Card]) -> Iterator[Item]:
        is_open = group == self._open
        said = self.tr("open") if is_open else self.tr("closed")
        yield Item(
            id=f"{_GROUP}{group}",
            title=group,
            icon="chevron-down" if is_open else "chevron-right",
            mark=("", str(len(among)), "second"),
            spoken=self.tr("{group}, {count} letters, {said}. Enter opens or closes it.").format(
                group=group, count=len(among), said=said
            ),
        )
        if is_open:
            yield from (self._item(one, indent=1) for one in among)

    def _item(self, one: Card, concern: Concern | None = None, indent: int = 0) -> Item:
        return Item(
            id=one.id,
            title=one.situation,
            detail=self.tr(_RECORD if one.is_record else _PLACES[one.to_place]),
            badge=self._badge(concern) if concern else None,
            indent=indent,
        )

    def _badge(self, concern: Concern) -> tuple[str, str, str] | None:
        late = concern.deadline
        if late is None or not late.days_late:
            return None
        return words.state_of(late, self._session.today())


class _Search(QLineEdit):
    """Where a situation is looked for; the list follows what is typed."""

    wanted = Signal()
    down = Signal()
    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(self.tr("Find a situation"))
        self.setAccessibleName(self.tr("Find a situation"))
        hint = self.tr("Type a plain word: the list shows the letters it fits. Enter takes one.")
        self.setAccessibleDescription(hint)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "second"), QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self.wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down to the list, take the first that is found, or look for nothing any more."""
        keys = {
            Qt.Key.Key_Down: self.down.emit,
            Qt.Key.Key_Return: self.taken.emit,
            Qt.Key.Key_Enter: self.taken.emit,
            Qt.Key.Key_Escape: self.clear,
        }
        way = keys.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            way()


def _under(heading: str, items: list[Item]) -> list[Item]:
    from dataclasses import replace

    return [replace(items[0], heading=heading), *items[1:]] if items and heading else items
