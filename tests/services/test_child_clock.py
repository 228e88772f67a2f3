"""The child's clock shows the year taught, the fixed dates by phase, and whose right it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import child_clock, events
from ehcp_desktop.services.child_clock import ChildClock, year_name
from ehcp_desktop.services.family import Family
from ehcp_desktop.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def shown(family: Family, born: date) -> ChildClock:
    child = family.store.children.save(Child(name="Ada", born=born))
    return child_clock.clock(family, child)


def usual(clock: ChildClock) -> list[tuple[str, int]]:
    return [(move.outcome, move.on.year) for move in clock.moves if not move.only_if]


@pytest.mark.parametrize(
    ("born", "name", "stage"),
    [
        (date(2024, 5, 1), "Before Reception", ""),
        (date(2022, 5, 1), "Reception", "Early years"),
        (date(2019, 12, 1), "Year 2", "Key stage 1"),
        (date(2016, 3, 14), "Year 6", "Key stage 2"),
        (date(2012, 9, 1), "Year 9", "Key stage 3"),
        (date(2010, 9, 1), "Year 11", "Key stage 4"),
        (date(2009, 1, 1), "Year 13", ""),
        (date(2004, 2, 29), "After Year 13", ""),
    ],
    ids=str,
)
def test_year_and_key_stage_are_both_shown(
    family: Family, born: date, name: str, stage: str
) -> None:
    clock = shown(family, born)
    assert (clock.name, clock.stage) == (name, stage)


@pytest.mark.parametrize(
    ("born", "moves"),
    [
        (date(2023, 3, 1), [("early_years_to_school", 2027), ("primary_to_secondary", 2034)]),
        (date(2016, 3, 14), [("primary_to_secondary", 2027), ("secondary_to_post16", 2032)]),
        (date(2010, 9, 1), [("secondary_to_post16", 2027)]),
        (date(2004, 1, 1), []),
    ],
    ids=str,
)
def test_the_moves_ahead_follow_the_phase(
    family: Family, born: date, moves: list[tuple[str, int]]
) -> None:
    assert usual(shown(family, born))[:2] == moves


@pytest.mark.parametrize(
    ("outcome", "limits"), [("cease", set()), ("continue", {"phase_15feb", "phase_review_start"})]
)
def test_a_plan_that_has_ceased_names_no_next_school(
    family: Family, child: Child, outcome: str, limits: set[str]
) -> None:
    ordered = Event(
        child=child.id, kind="tribunal_ordered", outcome=outcome, on=When.parse("2026-03-02")
    )
    events.log(family, ordered)
    (move, *_) = (one for one in child_clock.clock(family, child).moves if not one.only_if)
    assert {one.rule.id for one in move.limits} == limits


@pytest.mark.parametrize(
    ("born", "due", "latest", "citation"),
    [
        (date(2016, 3, 14), date(2027, 2, 14), date(2027, 2, 15), "reg 18(1)(b)"),
        (date(2010, 9, 1), date(2027, 3, 30), date(2027, 3, 31), "reg 18(1)(a)"),
    ],
    ids=["to secondary", "to college"],
)
def test_a_move_has_the_fixed_date_of_its_phase(
    family: Family, born: date, due: date, latest: date, citation: str
) -> None:
    (move, *_) = (one for one in shown(family, born).moves if not one.only_if)
    (limit,) = (one for one in move.limits if one.rule.is_law)
    assert (limit.due, limit.latest) == (due, latest)
    assert citation in limit.rule.citation


def test_a_new_key_stage_is_no_move(family: Family) -> None:
    years = {move.on.year for move in shown(family, date(2021, 1, 1)).moves if not move.only_if}
    assert years == {2032, 2037}


def test_a_move_that_is_in_the_record_is_known(family: Family, child: Child) -> None:
    event = Event(child=child.id, kind=child_clock.MOVED, outcome="primary_to_secondary")
    events.log(family, replace(event, on=When.month(2027, 9)))
    planned = [move.outcome for move in child_clock.clock(family, child).moves if move.is_planned]
    assert planned == ["primary_to_secondary"]


@pytest.mark.parametrize(
    ("year_group", "ahead", "moves_in"), [(None, 0, 2027), (6, 0, 2027), (5, -1, 2028)]
)
def test_a_child_out_of_its_year_moves_with_its_class_but_comes_of_age_by_its_age(
    family: Family, child: Child, year_group: int | None, ahead: int, moves_in: int
) -> None:
    taught = family.store.children.save(replace(child, year_group=year_group))
    clock = child_clock.clock(family, taught)
    assert (clock.year, clock.ahead) == (6 + ahead, ahead)
    assert usual(clock)[0] == ("primary_to_secondary", moves_in)
    days = {change.title: change.day for change in clock.changes}
    assert days["End of compulsory school age"] == date(2032, 6, 25)
    assert days["18th birthday"] == date(2034, 3, 14)


def test_a_year_typed_by_mistake_and_taken_back_leaves_the_older_one_ageing(
    tmp_path: Path,
) -> None:
    path, now = tmp_path / "old.ehcp", datetime(2025, 10, 1, tzinfo=UTC)
    child = Child(name="Sam", born=date(2016, 3, 14), year_group=5)
    with Store.create(path, clock=lambda: now) as store:
        store.children.save(child)
        now = datetime(2026, 10, 1, tzinfo=UTC)
        store.children.save(replace(child, year_group=7))
        store.undo()
    with Family.open(path, None, lambda: date(2026, 11, 22)) as family:
        clock = child_clock.clock(family, family.children[0])
    assert (clock.year, clock.ahead) == (6, 0)


def test_a_year_that_was_typed_two_years_ago_has_gone_on(tmp_path: Path) -> None:
    path = tmp_path / "old.ehcp"
    child = Child(name="Sam", born=date(2016, 3, 14), year_group=3)
    with Store.create(path, clock=lambda: datetime(2024, 11, 1, tzinfo=UTC)) as store:
        store.children.save(child)
    with Family.open(path, None, lambda: date(2026, 11, 22)) as family:
        clock = child_clock.clock(family, child)
    assert (clock.year, clock.ahead) == (5, -1)


@pytest.mark.parametrize(
    ("born", "is_own"), [(date(2010, 8, 31), True), (date(2010, 9, 1), False)], ids=str
)
def test_rights_are_the_young_persons_own_after_compulsory_school_age(
    family: Family, born: date, is_own: bool
) -> None:
    assert shown(family, born).is_own is is_own


@pytest.mark.parametrize(
    ("born", "rule"),
    [(date(2011, 9, 1), None), (date(2010, 9, 1), "phase_post16_5months")],
    ids=["year 10", "year 11"],
)
def test_a_move_at_any_time_is_told_once_there_can_be_one(
    family: Family, born: date, rule: str | None
) -> None:
    found = shown(family, born).any_time
    assert (found.id if found else None) == rule


def test_what_age_changes_is_told_in_order_with_its_source(family: Family, child: Child) -> None:
    changes = child_clock.clock(family, child).changes
    assert [change.day for change in changes] == [
        date(2029, 9, 1),
        date(2032, 6, 25),
        date(2034, 3, 14),
        date(2041, 3, 14),
    ]
    assert all(one.citation and one.source_url and one.plain for one in changes)


@pytest.mark.parametrize(
    ("year", "name"), [(-2, "Before Reception"), (0, "Reception"), (13, "Year 13")]
)
def test_a_year_has_the_name_that_people_use(year: int, name: str) -> None:
    assert year_name(year) == name
