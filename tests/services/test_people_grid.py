"""What the grid of people says of each cell, before the meeting and after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.invitee import Invitee
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import (
    events,
    papers,
    people_grid,
    people_letters,
    people_offers,
    review_people,
    reviews,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.people_grid import Cell, Line

MEETING = "2026-06-02"  # a Tuesday: two weeks before is 19 May
IN_TIME, LAST, PAST, DAY, AFTER = (
    date(2026, 5, 11),
    date(2026, 5, 19),
    date(2026, 5, 25),
    date(2026, 6, 2),
    date(2026, 6, 3),
)


@pytest.fixture
def today() -> date:
    return PAST


@pytest.fixture
def review(family: Family, child: Child) -> Review:
    meeting = Event(child=child.id, kind="review_meeting_arranged", on=When.parse(MEETING))
    return family.store.reviews.get(str(events.log(family, meeting).review))


def line(family: Family, review: Review, role: str = "health", **known: object) -> Line:
    person = Invitee(review=review.id, name="Dr Okoro", role=role, **known)  # type: ignore[arg-type]
    family.store.invitees.save(person)
    return people_grid.lines(family, review, reviews.strip(family, review.id))[-1]


def cell(family: Family, review: Review, column: str, **known: object) -> Cell:
    return line(family, review, **known).cell(column)  # type: ignore[arg-type]


def test_all_that_is_known_of_someone_is_one_sentence(family: Family, review: Review) -> None:
    told = line(
        family,
        review,
        invited="yes",
        invited_on=When.parse("2026-05-05"),
        asked="yes",
        received="no",
    )
    assert told.sentence == (
        "Dr Okoro, health: invited 5 May 2026; advice asked for, day not known; "
        "advice not received, 6 days past the limit."
    )


def test_of_someone_who_was_just_added_nothing_is_recorded(family: Family, review: Review) -> None:
    added = line(family, review)
    assert {one.state for one in added.cells} == {"not_known"}
    assert added.sentence == "Dr Okoro, health: nothing is recorded yet."


@pytest.mark.parametrize(
    ("on", "state", "late"),
    [
        ("2026-05-19", "yes", ""),
        ("2026-05-20", "came_late", "1 day late"),
        ("2026-05-25", "came_late", "6 days late"),
        ("2026-05", "came_late", "perhaps late"),
        ("2026-06", "came_late", "at least 13 days late"),
        ("2026-04", "yes", ""),
    ],
)
@pytest.mark.parametrize("column", ["invited", "sent", "received"])
def test_what_came_is_late_from_the_day_after_the_limit_and_never_red(
    family: Family, review: Review, column: str, on: str, state: str, late: str
) -> None:
    found = cell(family, review, column, **{column: "yes", f"{column}_on": When.parse(on)})
    assert (found.state, found.detail) == (state, late)


def test_our_own_views_are_never_late(family: Family, review: Review) -> None:
    sent = When.parse("2026-05-29")
    found = cell(family, review, "sent", role="mother", sent="yes", sent_on=sent)
    assert (found.state, found.detail) == ("yes", "")


@pytest.mark.parametrize("on", ["2026-05-25", None])
def test_asking_for_advice_has_no_last_day(family: Family, review: Review, on: str | None) -> None:
    when = When.parse(on) if on else None
    assert cell(family, review, "asked", asked="yes", asked_on=when).state == "yes"


@pytest.mark.parametrize(
    ("today", "state", "words", "detail"),
    [
        (IN_TIME, "waiting", "Not yet", "last day 19 May 2026"),
        (LAST, "waiting", "Not yet", "last day 19 May 2026"),
        (date(2026, 5, 20), "late", "None recorded", "1 day past the limit"),
        (PAST, "late", "None recorded", "6 days past the limit"),
        (DAY, "late", "None recorded", "14 days past the limit"),
        (AFTER, "not_recorded", "Not recorded", ""),
    ],
)
def test_advice_that_was_asked_for_is_red_only_past_its_day_and_before_the_meeting(
    family: Family, review: Review, state: str, words: str, detail: str
) -> None:
    found = cell(family, review, "received", asked="yes")
    assert (found.state, found.words, found.detail.replace("\u00a0", " ")) == (
        state,
        words,
        detail,
    )


def test_once_the_meeting_was_held_nothing_is_red_even_on_its_day(
    family: Family, child: Child, review: Review
) -> None:
    held = Event(child=child.id, kind="review_meeting_held", on=When.day(PAST), review=review.id)
    events.log(family, held)
    found = line(family, review, asked="yes", received="no", invited="no")
    assert (found.cell("received").state, found.cell("invited").state) == ("no", "no")
    assert "late" not in {one.state for one in found.cells}


@pytest.mark.parametrize(
    ("role", "state"),
    [
        ("health", "late"),
        ("SENCO", "late"),
        ("social worker", "late"),
        ("EHCP coordinator", "late"),
        ("educational psychologist", "no"),
        ("advocate", "no"),
        ("aunt", "no"),
    ],
)
def test_only_whom_the_law_names_is_red(
    family: Family, review: Review, role: str, state: str
) -> None:
    found = cell(family, review, "invited", role=role, invited="no")
    past = "6 days past the limit" if state == "late" else ""
    assert (found.state, found.detail) == (state, past)


@pytest.mark.parametrize(
    ("role", "asked", "state"),
    [
        ("health", "", "late"),
        ("educational psychologist", "yes", "waiting"),
        ("educational psychologist", "", "no"),
        ("aunt", "", "not_needed"),
    ],
)
def test_advice_is_missed_where_the_law_or_somebody_asked_for_it(
    family: Family, review: Review, role: str, asked: str, state: str
) -> None:
    assert cell(family, review, "received", role=role, asked=asked, received="no").state == state


FOUR = ("headteacher", "mother", "EHCP coordinator", "school nurse")
THREE = ("TA", "grandmother", "occupational therapist")


@pytest.mark.parametrize("column", ["invited", "received"])
def test_where_one_of_each_place_is_there_nobody_else_is_missing(
    family: Family, review: Review, column: str
) -> None:
    for role in FOUR:
        line(family, review, role, **{column: "yes", f"{column}_on": When.parse("2026-05-05")})
    for role in THREE:
        line(family, review, role, **{column: "no"})
    found = people_grid.lines(family, review, reviews.strip(family, review.id))
    states = [one.cell(column).state for one in found[len(FOUR) :]]
    assert set(states) <= {"no", "not_needed"}
    assert not people_letters.letters(found, reviews.strip(family, review.id))


def test_advice_is_owed_by_who_was_invited_from_a_place(family: Family, review: Review) -> None:
    line(family, review, "school nurse", invited="yes", received="no")
    line(family, review, "occupational therapist", invited="no", received="no")
    found = people_grid.lines(family, review, reviews.strip(family, review.id))
    assert [one.cell("received").state for one in found] == ["late", "no"]


def test_two_of_one_place_are_both_missing_until_one_is_there(
    family: Family, review: Review
) -> None:
    nurse = line(family, review, "school nurse", invited="no").person
    line(family, review, "occupational therapist", invited="no")

    def states() -> list[str]:
        found = people_grid.lines(family, review, reviews.strip(family, review.id))
        return [one.cell("invited").state for one in found]

    assert states() == ["late", "late"]
    review_people.keep(family, review_people.told(nurse, "invited", "yes"))
    assert states() == ["yes", "no"]


def test_a_letter_names_those_who_are_missing(family: Family, review: Review) -> None:
    line(family, review, "social worker", received="no", invited="yes")
    found = people_grid.lines(family, review, reviews.strip(family, review.id))
    (offer,) = people_letters.letters(found, reviews.strip(family, review.id))
    assert (offer.template, offer.why) == ("review_papers_request", "Still missing: Dr Okoro.")


def test_a_school_is_not_red_for_a_child_who_goes_to_none(
    family: Family, child: Child, review: Review
) -> None:
    left = Event(
        child=child.id,
        kind="school_attendance_changed",
        outcome="none",
        on=When.parse("2026-01-05"),
    )
    events.log(family, left)
    assert cell(family, review, "invited", role="SENCO", invited="no").state == "no"


def test_papers_that_came_may_hold_the_advice_so_it_is_not_called_missing(
    family: Family, child: Child, review: Review
) -> None:
    came = Event(child=child.id, kind="review_papers_received", on=When.parse("2026-05-18"))
    events.log(family, came)
    assert cell(family, review, "received", asked="yes").state == "not_known"


@pytest.mark.parametrize(
    ("known", "state", "words"),
    [
        ({"asked": "no"}, "not_needed", "Not asked for"),
        ({"role": "mother"}, "not_needed", "From us"),
    ],
)
def test_advice_that_nobody_asked_for_or_that_is_ours_is_not_missing(
    family: Family, review: Review, known: dict[str, str], state: str, words: str
) -> None:
    found = cell(family, review, "received", **known)
    assert (found.state, found.words) == (state, words)


@pytest.mark.parametrize(
    ("said", "state", "words"),
    [
        ("attended", "yes", "Came"),
        ("apologies", "apologies", "Sent apologies"),
        ("absent", "no", "Did not come"),
        ("", "not_known", "Not known"),
    ],
)
def test_who_came_sent_apologies_or_did_not_come(
    family: Family, review: Review, said: str, state: str, words: str
) -> None:
    found = cell(family, review, "attendance", attendance=said)
    assert (found.state, found.words) == (state, words)


@pytest.mark.parametrize("today", [AFTER])
def test_after_the_meeting_it_says_that_nothing_is_recorded_of_who_came(
    family: Family, review: Review
) -> None:
    assert cell(family, review, "attendance").words == "Not recorded"


def test_without_a_day_for_the_meeting_nothing_is_past_a_limit(
    family: Family, child: Child, review: Review
) -> None:
    (meeting,) = family.store.events.all(review=review.id)
    family.store.events.trash(meeting.id)
    found = cell(family, review, "received", received="no")
    assert (found.state, found.detail) == ("waiting", "")


@pytest.mark.parametrize(
    ("people", "missing"),
    [
        ({"SENCO": "attended", "case officer": "apologies"}, True),
        ({"SENCO": "attended"}, True),
        ({"SENCO": "attended", "case officer": ""}, False),
        ({"SENCO": "attended", "case officer": "attended"}, False),
        ({"SENCO": "", "case officer": "absent"}, False),
    ],
)
def test_nobody_from_the_council_came_when_that_is_known(
    family: Family, review: Review, people: dict[str, str], *, missing: bool
) -> None:
    for role, attendance in people.items():
        line(family, review, role, attendance=attendance)
    found = people_grid.lines(family, review, reviews.strip(family, review.id))
    assert people_grid.is_council_missing(found) is missing


# ---- What is offered


def happened(family: Family, child: Child, kind: str, **known: str) -> Event:
    event = Event(child=child.id, kind=kind, on=When.parse("2026-05-18"), **known)
    return events.log(family, event)


@pytest.mark.parametrize(
    ("kind", "who", "offered"),
    [
        ("review_papers_received", "Dr Okoro", True),
        ("new_report_received", "dr okoro", True),
        ("new_report_received", "Dr Other", False),
        ("call", "Dr Okoro", False),
        ("email", "Dr Okoro", False),
    ],
)
def test_what_came_from_someone_is_offered_as_their_advice(
    family: Family, child: Child, review: Review, kind: str, who: str, *, offered: bool
) -> None:
    line(family, review)
    happened(family, child, kind, who=who)
    found = people_offers.offers(family, review)
    assert [one.person.received_on for one in found] == (
        [When.parse("2026-05-18")] if offered else []
    )
    assert not family.store.invitees.all()[0].received


def test_a_paper_by_someone_is_offered_with_the_day_it_came(
    family: Family, child: Child, review: Review, tmp_path: Path
) -> None:
    line(family, review)
    came = happened(family, child, "review_papers_received", who="Mrs Bell")
    report = papers.attach_bytes(family, child.id, ("okoro.txt", b"advice"), came.id, "Advice")
    family.store.papers.save(replace(report, who="Dr Okoro"))
    (offer,) = people_offers.offers(family, review)
    assert offer.why.replace("\u00a0", " ") == (
        "“Advice” by Dr Okoro came on 18 May 2026. Is that their advice?"
    )
    taken = people_offers.take(family, offer)
    assert (taken.received, taken.paper) == ("yes", report.id)
    assert not people_offers.offers(family, review)


def test_the_day_of_their_own_paper_is_offered(
    family: Family, review: Review, tmp_path: Path
) -> None:
    path = tmp_path / "advice.txt"
    path.write_text("advice")
    person = review_people.attach(family, line(family, review).person, path)
    (paper,) = family.store.papers.all()
    assert paper.who == "Dr Okoro"
    family.store.papers.save(replace(paper, dated=When.parse("2026-05-14")))
    (offer,) = people_offers.offers(family, review)
    assert "is dated 14" in offer.why
    assert (offer.person.id, offer.person.received_on) == (person.id, When.parse("2026-05-14"))


def test_the_invitation_that_came_is_offered_to_the_family(
    family: Family, child: Child, review: Review
) -> None:
    line(family, review, role="mother")
    happened(family, child, "review_invitation_received", who="School")
    (offer,) = people_offers.offers(family, review)
    assert (offer.person.invited, offer.person.invited_on) == ("yes", When.parse("2026-05-18"))


def test_what_came_is_read_once_for_all_the_people(
    family: Family, child: Child, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    review_people.add(family, review.id, "\n".join(f"Person {n}, nurse" for n in range(20)))
    for number in range(5):
        happened(family, child, "new_report_received", who=f"Person {number}")
    asked: list[str] = []
    read = people_offers.of_event
    monkeypatch.setattr(
        people_offers, "of_event", lambda *known: (asked.append(known[1]), read(*known))[1]
    )
    assert len(people_offers.offers(family, review)) == 5
    assert len(asked) == 5


# ---- The made-up family


@pytest.mark.parametrize("today", [date(2026, 11, 22)])
def test_the_made_up_review_had_seven_people_one_apology_and_two_late_reports(
    example_family: Family,
) -> None:
    (child,) = example_family.children
    every = reviews.overviews(example_family, child.id)
    newest = next(one for one in every if one.title == "Progress Review")
    found = people_grid.lines(example_family, newest.review, newest.steps)
    came = [line.cell("attendance").words for line in found]
    late = [one.detail for line in found for one in line.cells if one.state == "came_late"]
    assert (came.count("Came"), came.count("Sent apologies")) == (7, 1)
    assert late == ["7 days late", "7 days late"]
    assert people_grid.is_council_missing(found)
    assert not people_offers.offers(example_family, newest.review)
