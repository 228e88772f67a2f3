"""The meeting that Today begins with: its notes are under way, or it is today."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.domain.review import ARRANGED
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import meeting, reviews
from ehcp_desktop.ui.meeting_window import go_on_words
from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.layouts import ButtonRow, Card
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session


def meeting_card(session: Session, go: Go) -> Card | None:
    """Return what there is to say of a meeting today; None where there is nothing."""
    begun = meeting.unfinished(session.family, session.child)
    if begun is not None and not session.read_only:
        return _go_on(session, go, begun)
    held_today = _arranged(session)
    return _of_today(session, go, *held_today) if held_today else None


def _go_on(session: Session, go: Go, review: Review) -> Card:
    family = session.family
    noted = meeting.lines(family, review.id)
    on = noted[-1].on if noted else session.today()
    known = {"review": review.id} if family.store.reviews.count(id=review.id) else {}
    words = go_on_words(on, session.today())
    return _card(
        _tr("The notes of the meeting are not finished"),
        _tr("They are kept, to the last letter that was typed."),
        button(words, partial(go, "meeting", **known), image="users"),
    )


def _of_today(session: Session, go: Go, review: Review, arranged: Event) -> Card:
    family = session.family
    title = reviews.title(review, family.store.events.all(review=review.id))
    told = _tr("Today at {time}: {title}") if arranged.at else _tr("Today: {title}")
    pack = partial(go, "reviews", review=review.id, tab="ready")
    offered = [button(_tr("Print the pack…"), pack, image="printer")]
    if not session.read_only:
        notes = partial(go, "meeting", review=review.id)
        offered.insert(0, button(_tr("Take notes"), notes, image="users"))
    return _card(told.format(time=arranged.at, title=title), "", *offered)


def _arranged(session: Session) -> tuple[Review, Event] | None:
    """Return the review whose meeting is arranged for today, and was not moved nor held yet."""
    store, on = session.family.store, When.day(session.today())
    for event in store.events.all(child=session.child_id, kind=ARRANGED, on=on):
        for review in store.reviews.many([event.review or ""]):
            if meeting.meeting_of(session.family, review) == event:
                return review, event
    return None


def _card(title: str, detail: str, *offered: QPushButton) -> Card:
    card = Card("note")
    card.setAccessibleName(title)
    card.body.addWidget(label(title, "lead"))
    if detail:
        card.body.addWidget(label(detail, "second"))
    card.body.addWidget(ButtonRow(*offered))
    return card


def _tr(text: str) -> str:
    return QCoreApplication.translate("Today", text)
