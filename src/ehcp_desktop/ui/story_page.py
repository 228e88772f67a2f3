"""Story: what happened, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer

from ehcp_desktop.services import story
from ehcp_desktop.ui import words
from ehcp_desktop.ui.event_card import EventCard
from ehcp_desktop.ui.parts.buttons import allow, button
from ehcp_desktop.ui.parts.fields import Choice, LineField
from ehcp_desktop.ui.parts.layouts import EmptyState, Page, Wrapping
from ehcp_desktop.ui.parts.lazy_items import LazyItems
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.parts.panes import Panes
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.story import Entry, Story
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_PAUSE_MS = 150
_LONG = 1000  # events: more than that are shown before the days that passed
_AHEAD = 50  # the most planned things that are looked past


class StoryPage(Page):
    """Every event, newest first, with filters; the chosen one beside the list."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__(self.tr("Story"), scrolls=False)
        self._session = session
        self.save = button(self.tr("Print or save…"), self._export, image="printer")
        self.header.addWidget(self.save)
        self._filters()
        self.list = ItemList(self.tr("What happened"), date_em=13)
        self.card = EventCard(session, go)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self._edit)
        self._both = Panes(self.list, self.card)
        self._go = go
        self.empty = EmptyState(
            self.tr("Nothing has been written down yet"),
            self.tr("Calls, letters, meetings and papers go here, each with its day."),
            self.tr("Add the first thing"),
            lambda: go("add"),
        )
        self.body.addWidget(self.empty)
        self.body.addWidget(self._both, 1)
        self._story: Story | None = None

    def _filters(self) -> None:
        self.group = Choice()
        self.group.setAccessibleName(self.tr("Kind of thing"))
        self.who = Choice()
        self.who.setAccessibleName(self.tr("Person"))
        self.words = LineField(self.tr("Words in the story"))
        self.words.setAccessibleName(self.tr("Words in the story"))
        self.words.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self._whole = QTimer(self, singleShot=True, interval=0)
        self._whole.timeout.connect(self._read_whole)
        self.group.edited.connect(self._read)
        self.who.edited.connect(self._read)
        self.words.textChanged.connect(lambda _: self._pause.start())
        for each in (self.group, self.who, self.words):
            each.setMinimumWidth(em(8))
        self.body.addWidget(Wrapping(self.group, self.who, self.words))

    def refresh(self) -> None:
        """Show the record as it now is."""
        family = self._session.family
        groups = [(key, title) for key, title in family.vocabulary.groups.items()]
        self.group.offer([("", self.tr("Everything")), *groups])
        who = [(name, name) for name in story.people(family, self._session.child_id)]
        self.who.offer([("", self.tr("Anyone")), *who])
        self._read()

    def show_target(self, *, event: str = "") -> None:
        """Show one event."""
        if event and not self.list.choose(event):
            for one in (self.group, self.who, self.words):
                one.set_value("")
            self._read()
            self.list.choose(event)
        self.list.setFocus()

    def _read(self) -> None:
        """Show what the filters let through; the passed days come a little later if it is long."""
        self._pause.stop()
        found = story.events_of(*self._wanted())
        if self._is_filtered():
            self._show_story(found)
        elif len(found) > _LONG:
            self._show_story(found)
            self._whole.start()
        else:
            self._read_whole()

    def _read_whole(self) -> None:
        if self._session.is_open:
            self._show_story(story.story(*self._wanted()))

    def _is_filtered(self) -> bool:
        return bool(self.words.value() or self.group.value() or self.who.value())

    def _wanted(self) -> tuple[Family, str, str, str, str]:
        filters = (self.words.value(), self.group.value(), self.who.value())
        return (self._session.family, self._session.child_id, *filters)

    def _show_story(self, found: Story) -> None:
        self._whole.stop()
        self._story = found
        before = self.list.current()
        with QSignalBlocker(self.list):
            self.list.show_items(LazyItems(self._story.ids, self._items))
            if not self.list.choose(before):
                self._choose_newest(self._story)
        self._say_count()
        self._show(self.list.current())

    def _choose_newest(self, shown: Story) -> None:
        """Choose the newest thing that has happened, not one that is planned."""
        today = self._session.today()
        for entry in shown.entries(0, _AHEAD):
            if entry.when is None or entry.when.first <= today:
                self.list.choose(entry.id)
                return
        self.list.choose_first()

    def _say_count(self) -> None:
        count = len(self._story or ())
        total = self._session.family.store.events.count(child=self._session.child_id)
        entries = self.tr("1 entry") if count == 1 else self.tr("{count} entries")
        found = self.tr("{count} found") if self._is_filtered() else entries
        self.say_subtitle(
            self.tr("Everything that happened, newest first · {count}").format(
                count=found.format(count=count)
            )
        )
        self.empty.setVisible(total == 0)
        allow(self.empty.button, self._session.why_read_only)
        self._both.setVisible(total > 0)
        allow(self.save, "" if total else self.tr("Nothing is in the story yet to be saved."))

    def _items(self, start: int, end: int) -> Sequence[Item]:
        assert self._story is not None  # noqa: S101  # items are asked for once it is read
        before = self._story.entries(start - 1, start) if start else []
        month = before[0].month if before else ""
        items = []
        for entry in self._story.entries(start, end):
            items.append(self._item(entry, entry.month if entry.month != month else ""))
            month = entry.month
        return items

    def _item(self, entry: Entry, heading: str) -> Item:
        tone = "late" if entry.is_red else "second"
        papers = self.tr("1 paper") if entry.papers == 1 else self.tr("{count} papers")
        mark = ("paperclip", papers.format(count=entry.papers), "second") if entry.papers else None
        if entry.late and entry.is_red:
            mark = ("circle-alert", entry.late, "late")
        return Item(
            id=entry.id,
            title=entry.title,
            detail=entry.detail.split("\n")[0][:160],
            date=entry.when.spoken_in_full() if entry.when else self.tr("Date not known"),
            icon=entry.icon,
            tone="gold" if entry.event and entry.event.kind == "celebration" else tone,
            mark=mark,
            badge=None if entry.is_red else self._stand(entry),
            heading=heading,
        )

    def _stand(self, entry: Entry) -> tuple[str, str, str] | None:
        """Return how a day that is no legal limit stands: "2 days past the day you asked for"."""
        if entry.kind != "due" or entry.deadline is None or not entry.late:
            return None
        return words.state_of(entry.deadline, self._session.today())

    def _show(self, entry_id: str) -> None:
        entry = self._entry(entry_id)
        self.card.show_entry(entry)

    def _entry(self, entry_id: str) -> Entry | None:
        ids = list(self._story.ids) if self._story else []
        if self._story is None or entry_id not in ids:
            return None
        place = ids.index(entry_id)
        found = self._story.entries(place, place + 1)
        return found[0] if found else None

    def _edit(self, entry_id: str) -> None:
        entry = self._entry(entry_id)
        if entry is not None and entry.kind == "event":
            self._go("add", event=entry_id)

    def _export(self) -> None:
        from ehcp_desktop.ui.exchange import offer_chronology

        offer_chronology(self._session, self)
