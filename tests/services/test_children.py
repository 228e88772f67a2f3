from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import diary
from ehcp_desktop.services.children import add_child, find_child, start_record
from ehcp_desktop.services.story import title_of

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family


def test_a_child_is_added(family: Family) -> None:
    added = add_child(family, Child(name="  Ŵyn  O'Brien ", born=date(2016, 3, 14)))
    assert family.store.children.get(added.id).name == "Ŵyn O'Brien"


@pytest.mark.parametrize(
    ("name", "born", "words"),
    [
        (" ", date(2016, 3, 14), "needs a name"),
        ("Ada", date(2026, 11, 23), "still to come"),
        ("Sam Example", date(2016, 3, 14), "already in this record"),
    ],
)
def test_a_child_that_cannot_be_is_refused(
    family: Family, child: Child, name: str, born: date, words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        add_child(family, Child(name=name, born=born))
    assert family.store.children.count() == 1


@pytest.mark.parametrize("typed", ["Sam Example", "sam  example", "Sam", " SAM "])
def test_a_child_is_found_by_name_or_first_name(family: Family, child: Child, typed: str) -> None:
    assert find_child(family, typed) == child


def test_a_child_is_found_by_id(family: Family, child: Child) -> None:
    assert find_child(family, child.id) == child


def test_a_child_that_is_not_there_is_refused_with_the_names_of_those_who_are(
    family: Family, child: Child
) -> None:
    with pytest.raises(BadInput, match="It has: Sam Example"):
        find_child(family, "Sa")


def test_in_an_empty_record_the_sentence_says_to_add_a_child(family: Family) -> None:
    with pytest.raises(BadInput, match="add one first"):
        find_child(family, "Sam")


def test_two_children_of_one_name_are_told_apart_by_id(family: Family, child: Child) -> None:
    twin = add_child(family, Child(name="Sam Example", born=date(2014, 1, 2)))
    with pytest.raises(BadInput, match=f"{child.id}.*{twin.id}"):
        find_child(family, "Sam Example")
    assert find_child(family, twin.id) == twin


@pytest.mark.parametrize(
    ("is_first", "kind", "title"),
    [
        ("yes", "final_plan_issued", "Final plan issued"),
        ("no", "amended_plan_issued", "Amended plan issued"),
        ("not sure", "amended_plan_issued", "Plan issued (first or amended: not known)"),
    ],
)
def test_only_a_plan_known_to_be_the_first_is_kept_as_the_first(
    family: Family, is_first: str, kind: str, title: str
) -> None:
    start_record(family, Child(name="Ada", born=date(2016, 3, 14)), When.parse("2025"), is_first)
    (event,) = family.store.events.all()
    assert (event.kind, title_of(family, event)) == (kind, title)


def test_not_knowing_whether_it_is_the_first_plan_changes_no_time_limit(family: Family) -> None:
    for name, is_first in (("Ada", "no"), ("Bea", "not sure")):
        start_record(
            family, Child(name=name, born=date(2016, 3, 14)), When.parse("2025-08"), is_first
        )
    ada, bea = (diary.due(family, child.id) for child in family.store.children.all(order="name"))
    assert ada
    assert [(one.rule.id, one.due, one.state) for one in ada] == [
        (one.rule.id, one.due, one.state) for one in bea
    ]


def test_a_record_starts_without_a_plan_and_is_undone_in_one_step(family: Family) -> None:
    start_record(family, Child(name="Ada", born=date(2016, 3, 14)), None)
    assert family.store.events.count() == 0
    family.store.undo()
    assert family.store.children.count() == 0


def test_a_plan_from_before_the_child_was_born_starts_no_record(family: Family) -> None:
    with pytest.raises(BadInput, match="before Ada was born"):
        start_record(family, Child(name="Ada", born=date(2016, 3, 14)), When.parse("2015-01-02"))
    assert family.store.children.count() == 0
