from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.services import diary, example, plans
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.people import sender
from ehcp_desktop.services.rolling import Rolling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ehcp_desktop.domain.deadline import Deadline

WEEK = [date(2026, 11, 16) + timedelta(days=days) for days in range(7)]
MONTHS = [date(2027, month, 1 + 2 * month) for month in range(1, 13)]
EDGES = [
    date(2028, 2, 29),
    date(2027, 3, 13),
    date(2027, 3, 14),
    date(2026, 12, 25),
    date(2027, 1, 1),
    date(2027, 8, 31),
    date(2027, 9, 1),
    date(2031, 6, 2),
]


@pytest.fixture(scope="module", params=[*WEEK, *MONTHS, *EDGES], ids=str)
def family_on(
    request: pytest.FixtureRequest, example_file: Callable[[date], Path]
) -> Iterator[Family]:
    """Yield the made-up family as it is on many days of the week and year; it is only read."""
    with Family.open(example_file(request.param), None, lambda: request.param, True) as family:
        yield family


def states(family: Family) -> list[tuple[str, str]]:
    return [(one.rule.id, one.state) for one in diary.due(family)]


def due_soon(family: Family) -> list[Deadline]:
    last = family.today() + timedelta(days=14)
    waiting = [one for one in diary.due(family) if one.state == "waiting" and one.due]
    return [one for one in waiting if one.due and family.today() <= one.due <= last]


def test_on_any_day_there_is_something_late_due_and_answered(family_on: Family) -> None:
    found = states(family_on)
    assert ("review_decision", "overdue") in found
    assert ("review_decision", "met") in found
    assert ("review_decision", "met_late") in found
    assert {"promise", "reply_asked"} <= {one.rule.id for one in due_soon(family_on)}


def test_on_any_day_the_progress_review_has_no_decision(family_on: Family) -> None:
    (review,) = family_on.store.reviews.all(model="progress")
    kinds = [event.kind for event in family_on.store.events.all(review=review.id)]
    assert "review_meeting_held" in kinds
    assert "review_decision_received" not in kinds


def test_on_any_day_the_child_is_eleven_and_moves_next(family_on: Family) -> None:
    (child,) = family_on.children
    today = family_on.today()
    had_birthday = (today.month, today.day) >= (child.born.month, child.born.day)
    assert today.year - child.born.year - (not had_birthday) == 11
    (move,) = family_on.store.events.all(kind="phase_transfer_planned")
    assert move.on
    began = today.year - (today.month < 9)
    assert child.year_group == 7 - (move.on.first.year - began)


def test_on_any_day_only_a_review_and_the_move_lie_ahead_and_papers_are_whole(
    family_on: Family,
) -> None:
    ahead = [
        event.kind
        for event in family_on.store.events.all()
        if event.on and event.on.first > family_on.today()
    ]
    assert ahead == ["review_meeting_arranged", "phase_transfer_planned"]
    assert family_on.store.verify() == []


def test_the_family_has_people_plans_papers_minutes_and_a_sent_letter(
    example_family: Family,
) -> None:
    store, (child,) = example_family.store, example_family.children
    assert getattr(sender(example_family), "name", "") == "Amara Okafor-Lee"
    assert store.contacts.count() == 10
    versions = plans.versions(example_family, child.id)
    assert [version.plan.stage for version in versions] == ["amended", "final", "draft"]
    assert [len(version.sections) for version in versions] == [12, 12, 0]
    assert {minutes.whose for minutes in store.minutes.all()} == {"ours", "school"}
    assert store.papers.count() == 14
    assert [letter.state for letter in store.letters.all()] == ["sent"]


def test_no_date_is_left_unmoved_in_any_text(example_family: Family) -> None:
    store = example_family.store
    texts = [section.text for section in store.sections.all()]
    texts += [minutes.text for minutes in store.minutes.all()]
    texts += [letter.text for letter in store.letters.all()]
    texts += [line.topic + line.text for line in store.preparations.all()]
    texts += [event.summary + event.notes + event.quote for event in store.events.all()]
    assert not [text for text in texts if "{" in text]


def test_every_printed_paper_can_be_read(example_family: Family) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    for paper in example_family.store.papers.all(kind="pdf"):
        made = example_family.store.read_bytes(paper.sha256)
        (page,) = PdfReader(BytesIO(made), strict=True).pages
        assert "Sam" in page.extract_text() or "EHCP" in page.extract_text()


def test_the_sent_letter_can_be_shown_and_chased(example_family: Family) -> None:
    from ehcp_desktop.services.letters.kept import document_of

    (letter,) = example_family.store.letters.all()
    (dispatch,) = example_family.store.dispatches.all()
    assert document_of(letter).signature == "Amara Okafor-Lee"
    assert dispatch.chase
    assert letter.reply_by
    assert dispatch.chase > letter.reply_by


def test_undo_never_wipes_the_made_up_family(family: Family) -> None:
    example.fill(family)
    assert family.store.can_undo is None
    assert family.store.undo() is None
    assert not family.store.history()[0].undone


@pytest.mark.parametrize(
    ("today", "moved"),
    [
        (date(2026, 11, 22), date(2026, 6, 2)),
        (date(2026, 11, 28), date(2026, 6, 2)),
        (date(2026, 11, 29), date(2026, 6, 9)),
        (date(2026, 11, 21), date(2026, 5, 26)),
    ],
)
def test_dates_move_by_whole_weeks(today: date, moved: date) -> None:
    assert Rolling(date(2026, 11, 22), 172, today).day("2026-06-02") == moved


@pytest.mark.parametrize(
    ("today", "move"),
    [
        (date(2026, 11, 22), date(2027, 9, 1)),
        (date(2027, 3, 13), date(2027, 9, 1)),
        (date(2027, 3, 14), date(2028, 9, 1)),
    ],
)
def test_the_move_is_rolled_to_the_next_year_in_march(today: date, move: date) -> None:
    assert Rolling(date(2026, 11, 22), 172, today).move == move
