"""The situations a letter answers: those of today first, then every other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Signal

from ehcp_desktop.services.letters import names, shelf
from ehcp_desktop.ui import words
from ehcp_desktop.ui.parts.fields import Choice, Field
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from ehcp_desktop.domain.concern import Concern
    from ehcp_desktop.ui.session import Session

_PLACES = {
    "authority": "To the council",
    "school": "To the school",
    "original": "A reminder",
    "other": "To someone else",
    "": "A page of your own",
}


class Situations(QObject):
    """The same choice twice: `list` where there is room, `short` (one line) where there is not.

    `chosen` carries the id of the letter and what it is about, None for the usual.
    """

    chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._now: dict[str, Concern] = {}
        self.list = _Column(self.tr("Situations"))
        self.list.setFixedWidth(em(19))
        self._choice = Choice()
        self.short = Field(self.tr("What has ha&ppened"), self._choice)
        self.list.chosen.connect(self._choose)
        self._choice.edited.connect(lambda: self._choose(self._choice.value()))

    def refresh(self) -> None:
        """Read the record again."""
        from ehcp_desktop.services.concerns import check

        self._now = {}
        for concern in check(self._session.family, self._session.child_id):
            if concern.letter:
                self._now.setdefault(concern.letter, concern)
        items = self._items()
        with QSignalBlocker(self.list):  # showing the same choice again chooses nothing
            self.list.show_items(items)
        self.list.fit_to_items()
        self._choice.offer([(item.id, item.title) for item in items])

    def first(self) -> tuple[str, str | None]:
        """Return the letter that is needed most, and what it is about."""
        first = next(iter(self._now), names.template_ids()[0])
        return first, self._about(first)

    def show_chosen(self, template_id: str) -> None:
        """Show which letter is being written."""
        with QSignalBlocker(self.list):
            self.list.choose(template_id)
        self._choice.set_value(template_id)

    def _choose(self, template_id: str) -> None:
        if template_id:
            self.chosen.emit((template_id, self._about(template_id)))

    def _about(self, template_id: str) -> str | None:
        concern = self._now.get(template_id)
        return concern.evidence[0].id if concern and concern.evidence else None

    def _items(self) -> list[Item]:
        name = self._session.child.name.split()[0]
        now = [self._item(shelf.template(each), self._now[each]) for each in self._now]
        rest = [self._item(each) for each in shelf.templates() if each.id not in self._now]
        return [
            *_under(self.tr("For {name} now").format(name=name), now),
            *_under(self.tr("All letters") if now else "", rest),
        ]

    def _item(self, template: shelf.Template, concern: Concern | None = None) -> Item:
        return Item(
            id=template.id,
            title=template.situation,
            detail=self.tr(_PLACES[template.to_place]),
            badge=self._badge(concern) if concern else None,
        )

    def _badge(self, concern: Concern) -> tuple[str, str, str] | None:
        late = concern.deadline
        if late is None or not late.days_late:
            return None
        return words.state_of(late, self._session.today())


class _Column(ItemList):
    """The list at the left, as wide as its words need at the size of the text."""

    def changeEvent(self, event: QEvent) -> None:
        """Keep its width in em."""
        if event.type() == QEvent.Type.FontChange:
            self.setFixedWidth(em(19))
        super().changeEvent(event)


def _under(heading: str, items: list[Item]) -> list[Item]:
    from dataclasses import replace

    return [replace(items[0], heading=heading), *items[1:]] if items and heading else items
