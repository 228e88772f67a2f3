"""Reviews: whether each was done as the law says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer

from ehcp_desktop.services import reviews
from ehcp_desktop.ui import review_words
from ehcp_desktop.ui.parts.buttons import allow, link
from ehcp_desktop.ui.parts.layouts import SECTION, EmptyState, Page, SideBySide, column
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out
from ehcp_desktop.ui.review_card import ReviewCard
from ehcp_desktop.ui.review_notes import ReviewNotes
from ehcp_desktop.ui.review_papers import ReviewPapers

if TYPE_CHECKING:
    from ehcp_desktop.services.reviews import Overview
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session


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
        self.body.addWidget(self.empty)
        self._lay()

    def _lay(self) -> None:
        self._both = SideBySide(narrow=44, shares=(1, 4))
        self.card = ReviewCard(self._session, self._go)
        self.reviews = ItemList(self.tr("Reviews"))
        self.reviews.chosen.connect(lambda _: self._show_review())
        self.reviews.opened.connect(lambda _: self.card.focus_step())
        self.add = link(
            self.tr("Add a review"),
            lambda: self._go("add", kind="review_meeting_held"),
            image="plus",
        )
        self._both.main.addWidget(self.reviews)
        self._both.main.addWidget(self.add)
        self.notes = ReviewNotes(self._session)
        self.notes.to_do.opened.connect(lambda: QTimer.singleShot(0, self._see_action))
        self.papers = ReviewPapers(self._session, self._go)
        under = SideBySide(narrow=48, shares=(3, 2))
        under.main.addWidget(self.notes)
        under.side.addWidget(self.papers)
        right = column(spacing=SECTION)
        right.addWidget(self.card)
        right.addWidget(under)
        self._both.side.addLayout(right)
        self.body.addWidget(self._both)

    def refresh(self) -> None:
        """Show the reviews of the child as they now are."""
        self._reviews = {one.review.id: one for one in self._every_review()}
        self.empty.setVisible(not self._reviews)
        self._both.setVisible(bool(self._reviews))
        for one in (self.add, self.empty.button):
            allow(one, self._session.why_read_only)
        with QSignalBlocker(self.reviews):  # shown once, below
            self.reviews.show_items([self._item(one) for one in self._reviews.values()])
            self.reviews.choose_first()
        self._show_review()
        self.reviews.fit_to_items()
        tab_as_laid_out(self)

    def show_target(
        self, review: str = "", minutes: str = "", action_item: str = "", **_: object
    ) -> None:
        """Show one review, named by itself or by a part of it."""
        store = self._session.family.store
        if minutes:
            review = store.minutes.get(minutes).review
        if action_item:
            review = store.actions.get(action_item).review
        if self.reviews.choose(review):
            self._show_review()

    def _see_action(self) -> None:
        """Bring the form of an action into view, once it has its place."""
        self.ensureWidgetVisible(self.notes.to_do.editing)

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
            self.notes.show_review(overview.review)
            self.papers.show_review(overview)
