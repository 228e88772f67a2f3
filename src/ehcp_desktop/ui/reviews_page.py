"""Reviews: whether each was done as the law says."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QMenu, QTabBar

from ehcp_desktop.services import reviews
from ehcp_desktop.ui import review_words
from ehcp_desktop.ui.parts.buttons import allow, link
from ehcp_desktop.ui.parts.dialogs import bring_to_top
from ehcp_desktop.ui.parts.layouts import SECTION, EmptyState, Page, SideBySide, column, line
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out
from ehcp_desktop.ui.review_card import ReviewCard
from ehcp_desktop.ui.review_without_meeting import WithoutMeeting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.services.reviews import Overview
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.review_notes import ReviewNotes
    from ehcp_desktop.ui.review_papers import ReviewPapers
    from ehcp_desktop.ui.session import Session


# What stands under the strip of a review: its id, and where its code is, read on the first visit.
# Each is a QWidget made of (session, go), with show_review(overview).
_TABS = (
    ("papers", "review_papers", "ReviewPapers"),
    ("people", "review_people", "ReviewPeople"),
    ("notes", "review_notes", "ReviewNotes"),
    ("ready", "review_ready", "ReviewReady"),
)
# What belongs to a review and can be gone to: where the record has it, and under which tab it is.
_WITHIN = {
    "minutes": ("minutes", "notes"),
    "action_item": ("actions", "notes"),
    "meeting_line": ("meeting_lines", "notes"),
    "correction": ("corrections", "notes"),
    "invitee": ("invitees", "people"),
    "preparation": ("preparations", "ready"),
}


class ReviewsPage(Page):
    """The reviews at the left; the chosen one with its steps, papers, minutes and actions."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__("Reviews", "Was each review done as the law says?")
        self._session = session
        self._go = go
        self._reviews: dict[str, Overview] = {}
        self.empty = EmptyState(
            self.tr("No review is recorded yet"),
            self.tr(
                "A review opens here as soon as its meeting is on record, arranged or held. "
                "Then you can see at once what should have come by now, and what has."
            ),
            self.tr("Add a review meeting"),
            lambda: self._go("add", kind="review_meeting_held"),
        )
        beside = line()  # measures the height of its words at the width that they have
        beside.addWidget(self.empty, 1)
        beside.addStretch()
        self.body.addLayout(beside)
        self._lay()

    def _lay(self) -> None:
        self._both = SideBySide(narrow=44, shares=(1, 4))
        self.card = ReviewCard(self._session, self._go)
        self.reviews = ItemList(self.tr("Reviews"))
        self.reviews.chosen.connect(lambda _: self._show_review())
        self.reviews.opened.connect(lambda _: self.card.focus_step())
        self._lay_adding()
        self._both.main.addWidget(self.reviews)
        self._both.main.addWidget(self.add)
        self._parts: dict[str, QWidget] = {}
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("What to see of this review"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for tab, _, _ in _TABS:
            self.tabs.addTab(self._tab_titles()[tab])
        self.tabs.currentChanged.connect(lambda _: self._show_tab())
        self._under = column(spacing=SECTION)
        right = column(spacing=SECTION)
        right.addWidget(self.tabs)
        right.addWidget(self.card)
        right.addLayout(self._under)
        self._both.side.addLayout(right)
        self.body.addWidget(self._both)
        self.alone = WithoutMeeting(self._session, self._go)
        self.body.addWidget(self.alone)

    def _lay_adding(self) -> None:
        self.add = link(self.tr("Add a review"), lambda: None, image="plus")
        menu = QMenu(self)
        for kind, words in (
            ("review_meeting_arranged", self.tr("Its meeting is &arranged")),
            ("review_meeting_held", self.tr("Its meeting was &held")),
        ):
            menu.addAction(words, partial(self._go, "add", kind=kind))
        for one in (self.add, self.empty.button):
            one.setMenu(menu)

    def _tab_titles(self) -> dict[str, str]:
        return {
            "papers": self.tr("This &review"),
            "people": self.tr("Pe&ople"),
            "notes": self.tr("What was s&aid"),
            "ready": self.tr("Getting ready"),
        }

    @property
    def papers(self) -> ReviewPapers:
        """The first tab: what belongs to the review besides its steps."""
        return self.part("papers")  # type: ignore[return-value]  # made as one

    @property
    def notes(self) -> ReviewNotes:
        """The tab of what was said, and who must do what."""
        return self.part("notes")  # type: ignore[return-value]  # made as one

    def part(self, tab: str) -> QWidget:
        """Return what stands under a tab, made on the first visit."""
        if tab not in self._parts:
            code, name = next((code, name) for one, code, name in _TABS if one == tab)
            made = getattr(import_module(f"ehcp_desktop.ui.{code}"), name)
            part: QWidget = made(self._session, self._go)
            self._parts[tab] = part
            self._under.addWidget(part)
            part.setVisible(tab == self._tab())
            self._tell(part)
        return self._parts[tab]

    def _tell(self, part: QWidget) -> None:
        overview = self._reviews.get(self.reviews.current())
        if overview is not None:
            part.show_review(overview)  # type: ignore[attr-defined]  # each has it

    def _tab(self) -> str:
        return _TABS[self.tabs.currentIndex()][0]

    def show_tab(self, tab: str) -> None:
        """Turn to one of the tabs under the strip."""
        self.tabs.setCurrentIndex([one for one, _, _ in _TABS].index(tab))

    def _show_tab(self) -> None:
        self.card.show_whole(self._tab() == _TABS[0][0])
        if self._tab() in self._parts:
            self._tell(self._parts[self._tab()])
        else:
            self.part(self._tab())
        for tab, part in self._parts.items():
            part.setVisible(tab == self._tab())
        tab_as_laid_out(self)

    def refresh(self) -> None:
        """Show the reviews of the child as they now are."""
        self._reviews = {one.review.id: one for one in self._every_review()}
        self.empty.setVisible(not self._reviews)
        self._both.setVisible(bool(self._reviews))
        for one in (self.add, self.empty.button):
            allow(one, self._session.why_read_only)
        with QSignalBlocker(self.reviews):  # shown once, below
            self.reviews.show_items([self._item(one) for one in self._reviews.values()])
            self._choose_first()
        self._show_review()
        self.alone.refresh()
        self.reviews.fit_to_items()

    def _choose_first(self) -> None:
        """Choose the newest review that is later than the law allows, else the newest."""
        late = (one.review.id for one in self._reviews.values() if review_words.is_late(one))
        if not self.reviews.current():
            self.reviews.choose(next(late, ""))
        self.reviews.choose_first()

    def show_target(self, review: str = "", tab: str = "", **part: str) -> None:
        """Show one review, named by itself or by a part of it, and perhaps one of its tabs."""
        for kind in _WITHIN.keys() & part.keys():
            table, its_tab = _WITHIN[kind]
            review = getattr(self._session.family.store, table).get(part[kind]).review
            tab = tab or its_tab
        if tab:
            self.show_tab(tab)
        if self.reviews.choose(review):
            self._show_review()
        if tab:
            bring_to_top(self.tabs)
        if "invitee" in part:
            self.part("people").go_to(part["invitee"])  # type: ignore[attr-defined]  # it has it

    def _every_review(self) -> list[Overview]:
        child = self._session.child_id
        return reviews.overviews(self._session.family, child) if child else []

    def _item(self, overview: Overview) -> Item:
        return Item(
            id=overview.review.id,
            title=overview.title,
            detail=review_words.meeting_day(overview),
            badge=review_words.badge(overview),
        )

    def _show_review(self) -> None:
        overview = self._reviews.get(self.reviews.current())
        if overview is not None:
            self.card.show_review(overview)
            self._show_tab()
