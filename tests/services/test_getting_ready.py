"""What a family prepares for a review, and what the record offers for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.meeting import MeetingLine
from ehcp_desktop.domain.plan import Section
from ehcp_desktop.domain.preparation import Preparation
from ehcp_desktop.domain.review import Action
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import events, getting_ready, papers, ready_offers

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family


def log(family: Family, child: Child, kind: str, on: str, **facts: object) -> Event:
    return events.log(family, Event(child=child.id, kind=kind, on=When.parse(on), **facts))


@pytest.fixture
def last(family: Family, child: Child) -> Review:
    """Return a review that was held in June, without a decision."""
    held = log(family, child, "review_meeting_held", "2026-06-02")
    return family.store.reviews.get(str(held.review))


@pytest.fixture
def review(family: Family, child: Child, last: Review) -> Review:
    """Return a review whose meeting is to come, after that of June."""
    arranged = log(family, child, "review_meeting_arranged", "2026-12-10")
    return family.store.reviews.get(str(arranged.review))


def prepared(family: Family, review: Review, part: str) -> list[str]:
    return [one.text for one in getting_ready.lines(family, review.id, part)]


def offered(family: Family, review: Review, part: str) -> list[str]:
    return [one.text for one in ready_offers.Offers(family, review).of(part)]


def test_a_line_is_kept_changed_and_taken_away(family: Family, review: Review) -> None:
    line = getting_ready.keep(family, Preparation(review=review.id, part="ask", text="A map"))
    getting_ready.keep(family, replace(line, text="A map of his own"))
    assert prepared(family, review, "ask") == ["A map of his own"]
    getting_ready.keep(family, replace(line, text=" "))
    assert prepared(family, review, "ask") == []
    family.store.undo()
    assert prepared(family, review, "ask") == ["A map of his own"]


def test_a_line_without_words_is_not_kept(family: Family, review: Review) -> None:
    getting_ready.keep(family, Preparation(review=review.id, part="ask", text=""))
    assert family.store.preparations.count() == 0


def test_a_view_keeps_its_place_while_its_words_are_taken_away(
    family: Family, review: Review
) -> None:
    view = getting_ready.view(family, review.id, "our_view", "What worries us")
    getting_ready.keep(family, replace(view, text="The move"))
    getting_ready.keep(family, replace(view, text=""))
    assert getting_ready.view(family, review.id, "our_view", "What worries us").id == view.id
    assert getting_ready.views(family, review.id, "our_view") == []


@pytest.mark.parametrize(("place", "order"), [(2, ["1", "3", "2"]), (0, ["1", "2", "3"])])
def test_a_line_moves_up_by_one(
    family: Family, review: Review, place: int, order: list[str]
) -> None:
    for words in "123":
        getting_ready.keep(family, Preparation(review=review.id, part="ask", text=words))
    getting_ready.move_up(family, getting_ready.lines(family, review.id, "ask")[place])
    assert prepared(family, review, "ask") == order


@pytest.mark.parametrize(
    ("page", "pages", "says"),
    [
        (3, 2, "has 2 pages, so it cannot be opened at page 3"),
        (2, 1, "has 1 page"),
        (0, None, "from 1"),
        (10**30, None, "from 1"),
    ],
)
def test_a_page_that_a_paper_does_not_have_is_refused(
    family: Family, child: Child, review: Review, page: int, pages: int | None, says: str
) -> None:
    paper = papers.attach_bytes(family, child.id, ("report.pdf", b"made up"))
    line = Preparation(review=review.id, part="paper", paper=paper.id, page=page)
    with pytest.raises(BadInput, match=says):
        getting_ready.keep_paper(family, line, pages)
    assert family.store.preparations.count() == 0


def test_a_paper_in_the_bin_is_left_out(family: Family, child: Child, review: Review) -> None:
    paper = papers.attach_bytes(family, child.id, ("report.pdf", b"made up"))
    line = Preparation(review=review.id, part="paper", paper=paper.id, page=2)
    getting_ready.keep_paper(family, line, None)
    assert [one.name for _, one in getting_ready.papers(family, review.id)] == ["report.pdf"]
    family.store.papers.trash(paper.id)
    assert getting_ready.papers(family, review.id) == []


def test_the_agenda_has_the_parts_of_this_childs_plan(
    family: Family, child: Child, review: Review
) -> None:
    log(family, child, "final_plan_issued", "2024-03-01")
    (plan,) = family.store.plans.all(child=child.id)
    family.store.sections.save(Section(plan=plan.id, name="F", text="Ten hours a week"))
    parts = [one.text for one in getting_ready.agenda(family, review)]
    assert parts == ["Opening", "Help in school", "Close"]
    assert prepared(family, review, "agenda") == []


def test_an_agenda_once_taken_is_the_familys_own(family: Family, review: Review) -> None:
    getting_ready.use_agenda(family, review)
    first = getting_ready.lines(family, review.id, "agenda")[0]
    getting_ready.keep(family, replace(first, text="Welcome"))
    assert getting_ready.agenda(family, review)[0].text == "Welcome"


@pytest.mark.parametrize(
    ("said", "minutes"), [("5", 5), ("about five", 0), ("9" * 30, 0), ("", 0)]
)
def test_minutes_that_make_no_sense_are_not_counted(said: str, minutes: int) -> None:
    part = Preparation(review="", part="agenda", text="Welcome", topic=said)
    assert getting_ready.minutes(part) == minutes


def test_good_news_since_the_last_review_is_offered(
    family: Family, child: Child, review: Review, last: Review
) -> None:
    log(family, child, "celebration", "2026-05-01", summary="Before the last review")
    log(family, child, "celebration", "2026-11-13", summary="Read aloud", who="Mrs Bell")
    done = Action(review=last.id, text="Train someone", done=When.parse("2026-09-30"))
    family.store.actions.save(done)
    news = ready_offers.Offers(family, review).of("goes_well")
    assert [one.text for one in news] == ["Read aloud", "Train someone"]
    assert news[0].source == "Mrs Bell, 13\u00a0November\u00a02026"


def test_what_is_late_and_not_done_is_offered_as_something_to_ask(
    family: Family, child: Child, review: Review, last: Review
) -> None:
    said = {"who": "Dana", "by": When.parse("2026-10-16"), "summary": "A new programme"}
    log(family, child, "promise_made", "2026-10-06", **said)
    family.store.actions.save(Action(review=last.id, text="Train someone", owner="Mrs Bell"))
    asks = offered(family, review, "ask")
    assert "Written decision after the review: when can we expect it?" in asks
    assert "What has come of the promise: A new programme" in asks
    assert asks[-1] == "Has this been done? Train someone"
    sources = [one.source for one in ready_offers.Offers(family, review).of("ask")]
    assert any("reg 20(10)" in source for source in sources)


def test_a_letter_without_an_answer_is_offered(
    family: Family, child: Child, review: Review
) -> None:
    asked = {"who": "Mrs Bell", "direction": "sent", "by": When.parse("2026-11-20")}
    log(family, child, "email", "2026-11-06", summary="The notes, please", **asked)
    (one,) = [one for one in ready_offers.Offers(family, review).of("ask") if "answer" in one.text]
    assert one.text.endswith("The notes, please")
    assert one.source.endswith("none is recorded")


def test_what_nobody_answered_last_time_is_the_first_question(
    family: Family, review: Review, last: Review
) -> None:
    asked = MeetingLine(review=last.id, on=family.today(), kind="question", text="Who covers it?")
    family.store.meeting_lines.save(asked)
    questions = offered(family, review, "question")
    assert questions[0] == "Who covers it?"
    assert "Are there new needs?" in questions


@pytest.mark.parametrize("part", getting_ready.LISTS)
def test_what_was_taken_is_not_offered_again(
    family: Family, child: Child, review: Review, part: str
) -> None:
    log(family, child, "celebration", "2026-11-13", summary="Read\u00a0aloud")
    first, *others = ready_offers.Offers(family, review).of(part)
    kept = ready_offers.take(family, review, part, first)
    assert "\u00a0" not in kept.text + kept.topic
    assert ready_offers.Offers(family, review).of(part) == others


def test_a_record_with_nothing_offers_what_is_always_asked(family: Family, child: Child) -> None:
    arranged = log(family, child, "review_meeting_arranged", "2026-12-10")
    review = family.store.reviews.get(str(arranged.review))
    assert offered(family, review, "goes_well") == []
    assert offered(family, review, "question")[0] == "Which kind of review is this?"


@pytest.mark.parametrize(("year", "first"), [(6, "School"), (12, "School or college")])
def test_the_words_of_the_childs_page_fit_the_age(
    family: Family, child: Child, year: int, first: str
) -> None:
    older = family.store.children.save(replace(child, year_group=year))
    asked = getting_ready.prompts(family, older)
    assert asked.rows[0].words == first
    assert asked.page["title"] == "Sam’s page"
