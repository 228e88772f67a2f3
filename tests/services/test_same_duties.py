"""The same facts under any way of reviewing give the same duties; only names differ.

What a name of its own raises is left out of the comparison: a question that says so in its
`where`, such as whether a Progress Review before a move will settle the move. It moves no limit.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.review import MODELS, Review
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import concerns, diary, events, reviews
from ehcp_desktop.services.review_models import review_models

if TYPE_CHECKING:
    from collections.abc import Callable

    from ehcp_desktop.services.family import Family

    Facts = tuple[tuple[str, str, str], ...]

TODAY = date(2026, 11, 22)
OWN = "My Life, My Review"
NAMES = [*MODELS, OWN]
NAMED = ("review_meeting_arranged", "review_invitation_received", "review_meeting_held")
SCHOOL_CHILD, TODDLER = date(2016, 3, 14), date(2022, 9, 20)

BEFORE: Facts = (
    ("final_plan_issued", "2025-05-30", ""),
    ("review_meeting_arranged", "2026-06-02", ""),
    ("review_invitation_received", "2026-05-20", ""),
    ("review_papers_received", "2026-05-26", ""),
    ("review_meeting_held", "2026-06-02", ""),
)
FACTS: dict[str, tuple[date, Facts]] = {
    "no-decision": (SCHOOL_CHILD, BEFORE),
    "kept": (SCHOOL_CHILD, (*BEFORE, ("review_decision_received", "2026-07-08", "maintain"))),
    "changes-announced": (
        SCHOOL_CHILD,
        (*BEFORE, ("review_decision_received", "2026-06-25", "amend")),
    ),
    "changed-late": (
        SCHOOL_CHILD,
        (
            *BEFORE,
            ("review_report_received", "2026-06-20", ""),
            ("review_decision_received", "2026-06-25", "amend"),
            ("amendment_notice_received", "2026-07-10", ""),
            ("amended_plan_issued", "2026-10-30", ""),
        ),
    ),
    "before-a-move-and-re-assessed": (
        SCHOOL_CHILD,
        (
            *BEFORE,
            ("phase_transfer_planned", "2027-09-01", "primary_to_secondary"),
            ("reassessment_requested", "2026-06-02", ""),
        ),
    ),
    "under-five": (TODDLER, BEFORE),
    "out-of-school": (
        SCHOOL_CHILD,
        (("school_attendance_changed", "2026-01-05", "none"), *BEFORE),
    ),
}


def log(
    family: Family, child: str, fact: tuple[str, str, str], name: str, review: str | None = None
) -> Event:
    """Log an event; those that can say what a review is called say it."""
    kind, on, outcome = fact
    model = name if kind in NAMED else ""
    return events.log(
        family,
        Event(
            child=child,
            kind=kind,
            on=When.parse(on),
            outcome=outcome,
            model=model,
            review=review,
        ),
    )


@pytest.fixture(params=FACTS)
def record(
    request: pytest.FixtureRequest, family: Family
) -> Callable[[str], tuple[Family, str, str]]:
    """Return what lays the same facts into the record under a name: family, child and review."""
    born, facts = FACTS[request.param]

    def kept(name: str) -> tuple[Family, str, str]:
        child = family.store.children.save(Child(name="Sam", born=born, school="Hill Road"))
        found = [log(family, child.id, fact, name) for fact in facts]
        return family, child.id, next(one.review for one in found if one.review)

    return kept


def duties(family: Family, child: str) -> list[dict[str, object]]:
    """Return what `ehcp due --json` prints of a child, without what only tells rows apart."""
    rows = diary.due_rows(family, child)
    return [{key: row[key] for key in row if key not in ("child", "review")} for row in rows]


def asked(family: Family, child: str) -> list[dict[str, object]]:
    """Return what `ehcp check --json` prints; what asks about one way of reviewing is left out."""
    of_models = {one.id for one in concerns.load() if "model" in dict(one.where)}
    found = concerns.check(family, child)
    return [one.as_json("Sam") for one in found if one.id not in of_models]


def strip(family: Family, review: str) -> list[tuple[object, ...]]:
    """Return every step with owner, last day, what came and how late it is."""
    return [
        (
            step.id,
            step.owner,
            step.deadline and step.deadline.due,
            step.event and step.event.on,
            step.late_by,
            step.sentence,
        )
        for step in (*reviews.strip(family, review), *reviews.below(family, review))
    ]


def test_every_way_of_reviewing_brings_the_same_duties(
    record: Callable[[str], tuple[Family, str, str]],
) -> None:
    found = [record(name) for name in NAMES]
    first, child, review = found[0]
    for family, other, its_review in found[1:]:
        assert duties(family, other) == duties(first, child) != []
        assert asked(family, other) == asked(first, child)
        assert strip(family, its_review) == strip(first, review)


def test_what_differs_is_what_it_is_called_and_what_that_leaves_out(
    family: Family, child: Child
) -> None:
    for name in NAMES:
        review = family.store.reviews.save(Review(child=child.id, chosen_by=name)).id
        log(family, child.id, ("review_meeting_held", "2026-06-02", ""), name, review)
    found = {one.review.chosen_by: one for one in reviews.overviews(family, child.id)}
    assert [found[name].title for name in NAMES] == [*MODELS.values(), OWN]
    left_out = review_models().models
    every = [left_out[found[name].review.model].leaves_out for name in MODELS]
    assert all(every)
    assert len(set(every)) == len(every)
    assert found[OWN].review.model == ""


def test_what_a_plan_is_owed_before_a_move_comes_of_the_move_and_of_no_name(
    family: Family, child: Child
) -> None:
    for name in ("phase_transfer", "statutory"):
        other = family.store.children.save(replace(child, id=name, name=name))
        held = Event(child=other.id, kind="review_meeting_held", on=When.day(TODAY), model=name)
        events.log(family, held)
        assert not [
            one for one in diary.due(family, other.id) if one.rule.group == "phase_transfer"
        ]
