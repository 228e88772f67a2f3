"""Getting ready for a review: typed in place, taken with one press, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.preparation import Preparation
from ehcp_desktop.domain.review import Review
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, getting_ready, papers, plain_pdf, reviews
from ehcp_desktop.services.family import Family
from ehcp_desktop.ui.paper_dialog import PaperDialog
from ehcp_desktop.ui.ready_lines import ReadyLines
from ehcp_desktop.ui.review_ready import ReviewReady
from ehcp_desktop.ui.reviews_page import ReviewsPage

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session

    Went = list[tuple[str, dict[str, object]]]


def log(session: Session, kind: str, on: str, **facts: str) -> Event:
    event = Event(child=session.child_id, kind=kind, on=When.parse(on), **facts)
    return events.log(session.family, event)


@pytest.fixture
def went() -> Went:
    return []


@pytest.fixture
def review(session: Session) -> Review:
    """Return a review whose meeting is to come, after a celebration."""
    log(session, "celebration", "2026-11-13", summary="Read aloud")
    arranged = log(session, "review_meeting_arranged", "2026-12-10")
    return session.family.store.reviews.get(str(arranged.review))


@pytest.fixture
def ready(session: Session, review: Review, qtbot: QtBot, went: Went) -> ReviewReady:
    """Return the tab by itself, showing the newest review as it is after every change."""
    shown = ReviewReady(session, lambda page_id, **target: went.append((page_id, target)))

    def refresh() -> None:
        shown.show_review(reviews.overviews(session.family, session.child_id)[0])

    qtbot.addWidget(shown)
    session.changed.connect(refresh)
    shown.resize(1000, 800)
    shown.show()
    refresh()
    return shown


@pytest.fixture
def page(session: Session, qtbot: QtBot, went: Went) -> ReviewsPage:
    shown = ReviewsPage(session, lambda page_id, **target: went.append((page_id, target)))
    qtbot.addWidget(shown)
    session.changed.connect(shown.refresh)
    shown.resize(1300, 800)
    shown.show()
    return shown


@pytest.fixture
def tab(page: ReviewsPage, review: Review) -> ReviewReady:
    """Return the tab on its page."""
    page.refresh()
    page.show_tab("ready")
    return page.part("ready")  # type: ignore[return-value]  # made as one


def prepared(session: Session, part: str) -> list[str]:
    return [one.text for one in session.family.store.preparations.all(part=part)]


def rows(part: ReadyLines) -> list[str]:
    QApplication.processEvents()
    shown = [one for one in part.rows.findChildren(QFrame) if not one.isHidden()]
    return [one.accessibleName() for one in shown if one.accessibleName()]


def enter(part: ReadyLines, qtbot: QtBot, words: str, field: str = "text") -> None:
    part.editors[field].setFocus()
    qtbot.keyClicks(part.editors[field], words)
    qtbot.keyClick(part.editors[field], Qt.Key.Key_Return)


def choose(part: ReadyLines, words: str, row: int = 0) -> None:
    QApplication.processEvents()
    shown = [one for one in part.rows.findChildren(QPushButton) if one.isVisible()]
    menu = shown[row].menu()
    next(one for one in menu.actions() if one.text() == words).trigger()


def test_lines_are_typed_one_after_the_other_by_keyboard(
    ready: ReviewReady, session: Session, qtbot: QtBot
) -> None:
    asks = ready.lists["ask"]
    enter(asks, qtbot, "A map")
    qtbot.waitUntil(asks.editors["text"].hasFocus)
    enter(asks, qtbot, "Six visits")
    assert rows(asks) == ["A map", "Six visits"]
    assert prepared(session, "ask") == ["A map", "Six visits"]


def test_a_line_is_changed_moved_and_removed(
    ready: ReviewReady, session: Session, qtbot: QtBot
) -> None:
    asks = ready.lists["ask"]
    for words in ("A map", "Six visits"):
        enter(asks, qtbot, words)
    choose(asks, "Change…")
    enter(asks, qtbot, " of his own")
    choose(asks, "Move up", 1)
    assert rows(asks) == ["Six visits", "A map of his own"]
    choose(asks, "Remove")
    assert rows(asks) == ["A map of his own"]
    session.family.store.undo()
    assert prepared(session, "ask") == ["Six visits", "A map of his own"]


@pytest.mark.parametrize("meanwhile", ["moved up", "moved by hand", "undone", "another removed"])
def test_a_line_that_is_changed_is_the_same_wherever_it_is_moved(
    ready: ReviewReady, session: Session, qtbot: QtBot, meanwhile: str
) -> None:
    asks = ready.lists["ask"]
    for words in ("first", "second"):
        enter(asks, qtbot, words)
    if meanwhile == "undone":
        choose(asks, "Move up", 1)
    choose(asks, "Change…", 0 if meanwhile == "undone" else 1)
    {
        "moved up": lambda: choose(asks, "Move up", 1),
        "moved by hand": lambda: move(session, asks, 1),
        "undone": lambda: undo(session),
        "another removed": lambda: choose(asks, "Remove", 0),
    }[meanwhile]()
    if asks.leave.isHidden():  # what was typed is kept before a line moves
        choose(asks, "Change…")
    enter(asks, qtbot, " thoughts")
    kept = {
        "undone": ["first", "second thoughts"],
        "another removed": ["second thoughts"],
    }
    assert prepared(session, "ask") == kept.get(meanwhile, ["second thoughts", "first"])


def move(session: Session, asks: ReadyLines, place: int) -> None:
    review = session.family.store.preparations.all()[0].review
    line = getting_ready.lines(session.family, review, "ask")[place]
    session.attempt(lambda: getting_ready.move_up(session.family, line))


def undo(session: Session) -> None:
    session.family.store.undo()
    session.tell_saved()


def test_a_line_can_be_left_as_it_was(ready: ReviewReady, session: Session, qtbot: QtBot) -> None:
    asks = ready.lists["ask"]
    enter(asks, qtbot, "A map")
    choose(asks, "Change…")
    qtbot.keyClicks(asks.editors["text"], " of his own")
    asks.leave.click()
    session.leaving.emit()
    assert prepared(session, "ask") == ["A map"]


@pytest.mark.parametrize("leave", ["another tab", "the program"])
def test_a_line_that_is_being_typed_is_never_lost(
    page: ReviewsPage, tab: ReviewReady, session: Session, qtbot: QtBot, leave: str
) -> None:
    qtbot.keyClicks(tab.lists["question"].editors["text"], "Who covers it?")
    if leave == "another tab":
        page.show_tab("notes")
    else:
        session.leaving.emit()
    assert prepared(session, "question") == ["Who covers it?"]


def test_what_is_typed_stays_with_its_review(
    page: ReviewsPage, tab: ReviewReady, session: Session, review: Review, qtbot: QtBot
) -> None:
    other = log(session, "review_meeting_held", "2026-01-13")
    page.refresh()
    qtbot.keyClicks(tab.lists["ask"].editors["text"], "A map")
    page.show_target(review=str(other.review))
    assert [one.review for one in session.family.store.preparations.all()] == [review.id]
    assert rows(tab.lists["ask"]) == []


def test_what_the_record_offers_is_taken_with_one_press(
    ready: ReviewReady, session: Session, qtbot: QtBot
) -> None:
    news = ready.lists["goes_well"]
    qtbot.keyClick(news.offers.turn, Qt.Key.Key_Space)
    (take,) = [one for one in news.offers.findChildren(QPushButton) if one.text() == "Take"]
    assert take.accessibleName() == "Take: Read aloud"
    qtbot.keyClick(take, Qt.Key.Key_Return)
    assert prepared(session, "goes_well") == ["Read aloud"]
    assert not news.offers.isVisible()


def test_nothing_prepared_says_why_and_begins_from_the_record(
    ready: ReviewReady, session: Session
) -> None:
    assert ready.nothing.isVisible()
    ready.nothing.button.click()
    assert prepared(session, "goes_well") == ["Read aloud"]
    assert not ready.nothing.isVisible()
    session.family.store.undo()
    assert session.family.store.preparations.count() == 0


def test_a_review_without_a_meeting_asks_for_it_first(
    page: ReviewsPage, session: Session, went: Went
) -> None:
    bare = session.family.store.reviews.save(Review(child=session.child_id))
    page.refresh()
    page.show_tab("ready")
    ready: ReviewReady = page.part("ready")  # type: ignore[assignment]  # made as one
    assert not ready.pack.isVisible()
    ready.no_meeting.button.click()
    assert went == [("add", {"kind": "review_meeting_arranged", "review": bare.id})]


def test_the_pack_says_first_what_it_has(ready: ReviewReady, qtbot: QtBot) -> None:
    for words in ("Who?", "When?"):
        enter(ready.lists["question"], qtbot, words)
    said = [one.accessibleName() for one in ready.facts.findChildren(QLabel)]
    assert "Page 2: Nothing asked for yet; 2 questions; no papers yet" in said


def test_a_meeting_that_is_past_says_so(ready: ReviewReady, session: Session) -> None:
    assert not ready.past.isVisible()
    log(session, "review_meeting_held", "2026-11-20")
    session.changed.emit()
    assert "20\u00a0November\u00a02026" in ready.past.text()
    assert ready.past.isVisible()


@pytest.mark.parametrize(("page_number", "kept"), [("1", 1), ("2", 0), ("the last", 0)])
def test_a_paper_is_kept_only_with_a_page_that_it_has(
    ready: ReviewReady,
    session: Session,
    qtbot: QtBot,
    page_number: str,
    kept: int,
) -> None:
    made = ("speech.pdf", plain_pdf.page("A group is not suitable"))
    paper = papers.attach_bytes(session.family, session.child_id, made)
    session.changed.emit()
    ready.papers.editors["paper"].set_value(paper.id)  # type: ignore[attr-defined]  # a Choice
    qtbot.keyClicks(ready.papers.editors["page"], page_number)
    enter(ready.papers, qtbot, "A group")
    assert len(rows(ready.papers)) == kept
    if kept:
        assert rows(ready.papers) == ["speech.pdf, page 1. A group"]


def test_views_are_saved_as_they_are_typed(
    ready: ReviewReady, session: Session, qtbot: QtBot
) -> None:
    form = ready.ours.forms["What worries us"]
    qtbot.keyClicks(form.editors["text"], "The move")
    form.flush()
    (kept,) = session.family.store.preparations.all(part="our_view")
    assert (kept.topic, kept.text) == ("What worries us", "The move")


def test_what_the_child_says_is_typed_where_it_is_opened(
    ready: ReviewReady, session: Session, qtbot: QtBot
) -> None:
    assert not ready.childs.isVisible()
    qtbot.keyClick(ready.childs_fold.turn, Qt.Key.Key_Space)
    form = ready.childs.forms["I like"]
    qtbot.keyClicks(form.editors["text"], "Maps")
    form.flush()
    assert prepared(session, "childs_view") == ["Maps"]


def test_the_agenda_is_proposed_until_it_is_changed(
    ready: ReviewReady, session: Session, qtbot: QtBot
) -> None:
    proposed = rows(ready.agenda)
    assert proposed[0] == "Opening. 5 minutes"
    assert prepared(session, "agenda") == []
    qtbot.keyClicks(ready.agenda.editors["topic"], "20")
    enter(ready.agenda, qtbot, "The move")
    assert rows(ready.agenda) == [*proposed, "The move. 20 minutes"]
    assert not ready.agenda.use.isVisible()


def test_the_letter_with_our_views_is_about_this_meeting(
    ready: ReviewReady, session: Session, went: Went
) -> None:
    ready.write.click()
    (meeting,) = session.family.store.events.all(kind="review_meeting_arranged")
    assert went == [("letters", {"template": "parent_views", "about": meeting.id})]


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> list[PaperDialog]:
    """Return the dialogs that would be shown."""
    shown: list[PaperDialog] = []

    def caught(dialog: PaperDialog) -> None:
        qtbot.addWidget(dialog)
        shown.append(dialog)

    monkeypatch.setattr(PaperDialog, "exec", caught)
    return shown


@pytest.mark.parametrize(("paper", "is_large"), [("pack", False), ("child", True)])
def test_a_paper_is_offered_in_the_letters_that_it_can_have(
    ready: ReviewReady, dialogs: list[PaperDialog], paper: str, is_large: bool
) -> None:
    ready.buttons[paper].click()
    assert dialogs[0].editions.isHidden() is is_large


def test_the_agenda_is_copied_as_text(ready: ReviewReady, dialogs: list[PaperDialog]) -> None:
    ready.buttons["agenda"].click()
    dialogs[0].copy()
    assert QApplication.clipboard().text().startswith("Agenda for the review of Sam Example")


@pytest.mark.parametrize(("paper", "says"), [("views", "Our views"), ("papers", "No paper")])
def test_a_paper_with_nothing_on_it_is_not_offered(
    ready: ReviewReady,
    session: Session,
    dialogs: list[PaperDialog],
    qtbot: QtBot,
    paper: str,
    says: str,
) -> None:
    with qtbot.waitSignal(session.refused) as refused:
        ready.buttons[paper].click()
    assert says in refused.args[0]
    assert dialogs == []


def test_what_is_being_typed_is_printed_too(
    ready: ReviewReady, session: Session, dialogs: list[PaperDialog], qtbot: QtBot
) -> None:
    qtbot.keyClicks(ready.ours.forms["What worries us"].editors["text"], "The move")
    ready.buttons["views"].click()
    assert len(dialogs) == 1


def test_a_record_for_reading_only_is_shown_and_not_changed(
    ready: ReviewReady, session: Session, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Preparation(review=review.id, part="ask", text="A map")
    getting_ready.keep(session.family, line)
    monkeypatch.setattr(type(session), "read_only", True)
    session.changed.emit()
    asks = ready.lists["ask"]
    assert rows(asks) == ["A map"]
    assert not [one for one in asks.rows.findChildren(QPushButton) if one.isVisible()]
    assert not asks.add.isEnabled()
    assert not ready.lists["question"].offers.isVisible()


def test_a_line_that_was_refused_goes_into_no_other_record(
    ready: ReviewReady, session: Session, review: Review, tmp_path: Path, today: date
) -> None:
    papers.attach_bytes(session.family, review.child, ("Plan.pdf", b"%PDF-1.4"))
    session.tell_saved()
    ready.papers.editors["paper"].setCurrentIndex(1)
    ready.papers.editors["page"].setText("three")
    refused: list[str] = []
    session.refused.connect(refused.append)
    session.open(Family.create(tmp_path / "other.ehcp", None, lambda: today))
    ready.hide()
    assert len(refused) == 1  # as the record was closed
