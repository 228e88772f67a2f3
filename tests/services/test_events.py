from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, EhcpError
from ehcp_desktop.services import events
from ehcp_desktop.services.people import add_person

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


def made(child: Child, kind: str = "call", on: str = "2026-06-02", **fields: object) -> Event:
    return Event(child=child.id, kind=kind, on=When.parse(on), **fields)  # type: ignore[arg-type]


def test_an_event_is_kept_in_the_words_of_the_vocabulary(family: Family, child: Child) -> None:
    typed = made(child, "Review decision-received", outcome="Maintain", channel="E-mail")
    kept = events.log(family, typed)
    assert family.store.events.get(kept.id) == kept
    assert (kept.kind, kept.outcome, kept.channel) == (
        "review_decision_received",
        "maintain",
        "email",
    )


def test_a_decision_whose_outcome_is_not_known_yet_is_kept(family: Family, child: Child) -> None:
    assert events.log(family, made(child, "review_decision_received")).outcome == ""


def test_an_event_with_its_paper_is_one_step_of_undo(
    family: Family, child: Child, tmp_path: Path
) -> None:
    paper = tmp_path / "minutes.txt"
    paper.write_text("What was said")
    events.log(family, made(child, "review_meeting_held"), [paper])
    assert family.store.papers.count() == 1
    family.store.undo()
    assert (family.store.events.count(), family.store.reviews.count()) == (0, 0)


def test_a_paper_that_is_not_there_keeps_the_event_out(
    family: Family, child: Child, tmp_path: Path
) -> None:
    with pytest.raises(EhcpError, match="no-such"):
        events.log(family, made(child), [tmp_path / "no-such.pdf"])
    assert family.store.events.count() == 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "review_meting_held"}, "review_meeting_held"),
        ({"kind": "review_decision_received", "outcome": "keep"}, "maintain, amend, cease"),
        ({"kind": "call", "outcome": "maintain"}, "takes no outcome"),
        ({"channel": "carrier pigeon"}, "letter, email, call"),
        ({"direction": "sideways"}, "sent or received"),
        ({"on": "2015-06-02"}, "before Sam Example was born"),
        ({"sent": When.parse("2015")}, "before Sam Example was born"),
        ({"on": "2026-11-23"}, "still to come"),
        ({"on": "2026-12"}, "still to come"),
        ({"kind": "promise_made", "by": When.parse("2026-06-01")}, "check the two dates"),
        ({"review": "no-such-review"}, "no-such-review"),
        ({"child": "no-such-child"}, "no-such-child"),
    ],
    ids=lambda value: value if isinstance(value, str) else ", ".join(map(str, value.values())),
)
def test_what_cannot_be_true_is_refused_in_a_sentence(
    family: Family, child: Child, fields: dict[str, object], words: str
) -> None:
    values = {"child": child.id, "kind": "call", "on": "2026-06-02"} | fields
    values["on"] = When.parse(str(values["on"]))
    with pytest.raises(EhcpError, match=words):
        events.log(family, Event(**values))  # type: ignore[arg-type]
    assert family.store.events.count() == 0


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("review_meeting_arranged", ""), ("phase_transfer_planned", "primary_to_secondary")],
)
def test_a_meeting_or_transfer_may_lie_ahead(
    family: Family, child: Child, kind: str, outcome: str
) -> None:
    kept = events.log(family, made(child, kind, "2027-09-01", outcome=outcome))
    assert kept.on == When.parse("2027-09-01")


def test_a_promise_may_be_for_a_day_ahead(family: Family, child: Child) -> None:
    promise = made(child, "promise_made", by=When.parse("2026-12-24"))
    assert events.log(family, promise).by == When.parse("2026-12-24")


def test_the_month_of_birth_is_not_before_birth(family: Family, child: Child) -> None:
    assert events.log(family, made(child, on="2016-03")).on == When.parse("2016-03")


def test_who_is_linked_only_when_the_name_is_exactly_one_persons(
    family: Family, child: Child
) -> None:
    bell = add_person(family, Contact(name="Mrs Bell"), "SENCO")
    assert events.log(family, made(child, who="Mrs Bell")).contact == bell.id
    assert events.log(family, made(child, who="Mrs bell")).contact is None


def test_text_that_no_file_can_hold_is_cleaned_and_the_rest_kept(
    family: Family, child: Child
) -> None:
    text = "NUL \0, half a letter \udc80, {{ x }}, =cmd|, 👩‍👧, " + "a" * 10_000
    kept = events.log(family, made(child, summary=text))
    assert kept.summary == text.replace("\0", "").replace("\udc80", "?")
    assert family.store.events.get(kept.id).summary == kept.summary


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        ("draft_plan_received", "draft"),
        ("final_plan_issued", "final"),
        ("amended_plan_issued", "amended"),
    ],
)
def test_a_plan_event_makes_its_version(
    family: Family, child: Child, kind: str, stage: str
) -> None:
    event = events.log(family, made(child, kind))
    (plan,) = family.store.plans.all()
    assert (plan.event, plan.stage) == (event.id, stage)


def test_a_version_follows_its_event(family: Family, child: Child) -> None:
    event = events.log(family, made(child, "draft_plan_received"))
    events.change(family, replace(event, kind="final_plan_issued"))
    assert [plan.stage for plan in family.store.plans.all()] == ["final"]
    events.change(family, replace(event, kind="note"))
    assert family.store.plans.all() == []


def test_removing_a_meeting_takes_its_empty_review_along_and_undo_brings_both_back(
    family: Family, child: Child
) -> None:
    event = events.log(family, made(child, "review_meeting_held"))
    events.remove(family, event.id)
    assert (family.store.events.count(), family.store.reviews.count()) == (0, 0)
    family.store.undo()
    assert (family.store.events.count(), family.store.reviews.count()) == (1, 1)


def test_removing_a_meeting_leaves_a_review_that_holds_more(family: Family, child: Child) -> None:
    meeting = events.log(family, made(child, "review_meeting_held"))
    events.log(family, made(child, "review_report_received", "2026-06-12"))
    events.remove(family, meeting.id)
    assert family.store.reviews.count() == 1


def test_removing_a_plan_event_takes_its_version_along(family: Family, child: Child) -> None:
    event = events.log(family, made(child, "final_plan_issued"))
    events.remove(family, event.id)
    assert family.store.plans.all() == []


def test_a_bad_change_changes_nothing(family: Family, child: Child) -> None:
    event = events.log(family, made(child))
    with pytest.raises(BadInput):
        events.change(family, replace(event, kind="no such kind"))
    assert family.store.events.get(event.id) == event


def test_a_changed_name_is_linked_anew(family: Family, child: Child) -> None:
    add_person(family, Contact(name="Mrs Bell"), "SENCO")
    event = events.log(family, made(child, who="Mrs Bell"))
    assert events.change(family, replace(event, who="Mr Hale")).contact is None


def test_a_meeting_moved_to_its_real_day_takes_its_steps_in(family: Family, child: Child) -> None:
    report = events.log(family, made(child, "review_report_received", "2026-06-12"))
    meeting = events.log(family, made(child, "review_meeting_held", "2026-07-02"))
    events.change(family, replace(meeting, on=When.parse("2026-06-02")))
    assert family.store.events.get(report.id).review == meeting.review


def test_the_review_of_another_child_is_refused(family: Family, child: Child) -> None:
    ada = family.store.children.save(replace(child, id="a" * 32, name="Ada"))
    meeting = events.log(family, made(ada, "review_meeting_held"))
    with pytest.raises(BadInput, match="not one of Sam Example's"):
        events.log(family, made(child, "review_report_received", review=meeting.review))
