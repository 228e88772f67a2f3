"""Who may act for the family and until when, and until when the record is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.advocacy import AuthorityToAct
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import advocacy

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family

TODAY = date(2026, 11, 22)


def given(**days: str) -> AuthorityToAct:
    """Return an authority of Jo Marsh with these days."""
    known = {name: When.parse(day) for name, day in days.items()}
    return AuthorityToAct(given_by="Ms Lee", given_to="Jo Marsh", **known)


@pytest.mark.parametrize(
    ("authority", "state", "last"),
    [
        (given(), advocacy.BEGUN, None),
        (replace(given(on="2026-11-01"), given_to=" "), advocacy.BEGUN, None),
        (given(on="2026-11-01"), advocacy.IN_FORCE, None),
        (given(on="2026-11-22", until="2026-11-22"), advocacy.IN_FORCE, TODAY),
        (given(on="2026-11-23"), advocacy.TO_COME, None),
        (given(until="2026-11-21"), advocacy.ENDED, date(2026, 11, 21)),
        (given(on="2026-11-01", until="2026-11"), advocacy.IN_FORCE, date(2026, 11, 30)),
        (given(withdrawn="2026-11-22"), advocacy.WITHDRAWN, date(2026, 11, 21)),
        (given(on="2026-11-01", withdrawn="2026-11-23"), advocacy.IN_FORCE, TODAY),
        (given(until="2026-01-31", withdrawn="2026-11-01"), advocacy.WITHDRAWN, date(2026, 1, 31)),
    ],
    ids=[
        "no first day",
        "nobody named",
        "no end",
        "last day",
        "to come",
        "ended",
        "a month",
        "withdrawn",
        "from tomorrow",
        "both",
    ],
)
def test_an_authority_holds_from_its_first_day_to_its_last(
    authority: AuthorityToAct, state: str, last: date | None
) -> None:
    assert (advocacy.state_of(authority, TODAY), advocacy.last_day(authority)) == (state, last)


@pytest.mark.parametrize(
    ("given_to", "name", "may"),
    [
        *(("Joanna Bellamy, SENDIASS", name, False) for name in ("Ann", "Jo", "Joanna Bell", "")),
        ("Joanna Bellamy, SENDIASS", "joanna  bellamy", True),
        ("Mrs Joanna Bellamy SENDIASS adviser", "Joanna Bellamy", True),
        ("SENDIASS (Joanna Bellamy and Tom Reed)", "Tom Reed", True),
        ("Mary Ann Lee", "Ann Lee", False),
        ("Joanna Bellamy", "Joanna", False),
        ("Mrs Bell", "Mr Bell", False),
        ("Jo", "Jo", True),
    ],
)
def test_an_authority_is_only_of_whom_it_names_in_full(
    family: Family, given_to: str, name: str, may: bool
) -> None:
    kept = replace(given(on="2026-11-01"), given_to=given_to)
    advocacy.save_authority(family, kept)
    helper = Contact(name=name)
    assert advocacy.may_act(family, helper) is may
    advocacy.save_authority(family, replace(kept, withdrawn=When.day(TODAY)))
    assert advocacy.was_withdrawn(family, helper, since=TODAY) is may


@pytest.mark.parametrize("days", [{"until": "2026-10-31"}, {"withdrawn": "2026-10-31"}])
def test_an_authority_cannot_end_before_it_begins(family: Family, days: dict[str, str]) -> None:
    with pytest.raises(BadInput, match=r"before it begins, on 1.November.2026"):
        advocacy.save_authority(family, given(on="2026-11-01", **days))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"until": "2026-12-20"}, "ends on 20 December 2026."),
        ({"until": "2026-12-21"}, ""),
        ({"until": "2026-11-21"}, "ended on 21 November 2026."),
        ({"withdrawn": "2026-11-01"}, "was withdrawn on 1 November 2026."),
        ({}, ""),
    ],
)
def test_an_end_is_told_four_weeks_before_it_and_after_it(
    family: Family, days: dict[str, str], words: str
) -> None:
    advocacy.save_authority(family, given(**days))
    told = [f"The authority of Jo Marsh to act for the family {words}"] if words else []
    assert family.store.advocacy_ends_by(TODAY + advocacy.SOON, TODAY) == bool(words)
    assert [one.replace("\u00a0", " ") for one in advocacy.notices(family)] == told


def test_an_ended_authority_is_not_told_where_a_newer_one_holds(family: Family) -> None:
    for days in ({"until": "2026-11-01"}, {"until": "2027-11-01"}):
        advocacy.save_authority(family, given(**days))
    assert advocacy.notices(family) == []
    assert advocacy.last_authority(family) == date(2027, 11, 1)


def test_a_day_to_keep_it_until_is_told_once_it_is_past(family: Family) -> None:
    advocacy.keep_until(family, TODAY)
    assert advocacy.notices(family) == []
    assert not family.store.advocacy_ends_by(TODAY, TODAY)
    advocacy.keep_until(family, date(2026, 11, 21), "After an enquiry")
    assert family.store.advocacy_ends_by(TODAY, TODAY)
    (told,) = advocacy.notices(family)
    assert "The family decides" in told
    assert advocacy.retention(family) == replace(
        family.store.retentions.all()[0], until=date(2026, 11, 21), reason="After an enquiry"
    )


def test_a_day_can_be_taken_back_and_undone(family: Family) -> None:
    advocacy.keep_until(family, TODAY)
    advocacy.keep_until(family, None)
    assert (advocacy.retention(family), family.store.has_advocate) == (None, False)
    assert family.store.undo() == "Keep this record until"
    assert family.store.has_advocate


@pytest.mark.parametrize(
    ("months", "day"), [(6, date(2027, 5, 22)), (72, date(2032, 11, 22))], ids=["enquiry", "case"]
)
def test_what_is_typically_promised_counts_from_today(months: int, day: date) -> None:
    assert advocacy.promised(TODAY, months) == day
    assert months in dict(advocacy.PROMISES)
