"""Every way of counting, and how it is put into words."""

from __future__ import annotations

from datetime import date

import pytest

from ehcp_desktop.domain.counting import Count, count_from_entry, tribunal_window_end
from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.errors import BadResource
from ehcp_desktop.services import rulebook

CALENDAR = rulebook.bank_holidays()


def count(**table: object) -> Count:
    made = count_from_entry(Entry(table, "test.toml, limit"))
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("table", "start", "end"),
    [
        ({"weeks": 4}, "2026-11-05", "2026-12-03"),
        ({"weeks": 12}, "2026-11-05", "2027-01-28"),
        ({"days": 15}, "2026-12-01", "2026-12-16"),
        ({"days": 15, "day_one": True}, "2025-12-19", "2026-01-02"),
        ({"days": 15, "day_one": True}, "2026-12-01", "2026-12-15"),
        ({"weeks": 2, "before": True}, "2026-06-16", "2026-06-02"),
        ({"weeks": 2, "before": True, "day_one": True}, "2026-06-16", "2026-06-01"),
        ({"months": 12, "day_one": True}, "2025-11-22", "2026-11-21"),
        ({"months": 12, "day_one": True}, "2019-01-01", "2019-12-31"),
        ({"months": 12, "day_one": True}, "2024-02-29", "2025-02-28"),
        ({"months": 2}, "2026-12-31", "2027-02-28"),
        ({"months": 5, "before": True}, "2027-09-01", "2027-04-01"),
        ({"months": 5, "before": True, "day_one": True}, "2027-09-01", "2027-03-31"),
        ({"working_days": 3}, "2026-12-23", "2026-12-30"),
        ({"working_days": 15, "day_one": True}, "2026-11-23", "2026-12-11"),
        ({"working_days": 30, "tribunal": "skip"}, "2026-07-20", "2026-09-29"),
        ({"days": 28, "tribunal": "roll"}, "2026-11-01", "2026-11-30"),
        ({"days": 28, "tribunal": "skip"}, "2026-07-20", "2026-09-17"),
        ({"weeks": 4, "tribunal": "skip"}, "2026-07-20", "2026-09-17"),
        ({"month_day": "02-14"}, "2027-09-01", "2027-02-14"),
        ({"months": 1, "rolls": True}, "2026-02-28", "2026-03-30"),
        ({"months": 1, "rolls": True}, "2026-01-31", "2026-03-02"),
        ({"working_days": 20, "united_kingdom": True}, "2026-11-05", "2026-12-04"),
    ],
)
def test_last_day(table: dict[str, object], start: str, end: str) -> None:
    made = count(**table)
    assert made.end(date.fromisoformat(start), CALENDAR) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("would_end", "ends"),
    [
        ("2026-08-10", "2026-09-01"),
        ("2026-12-25", "2027-01-04"),
        ("2027-02-28", "2027-03-01"),
        ("2026-09-02", "2026-09-02"),
    ],
)
def test_an_appeal_window_is_moved_at_its_end(would_end: str, ends: str) -> None:
    moved = tribunal_window_end(date.fromisoformat(would_end), CALENDAR)
    assert moved == date.fromisoformat(ends)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"weeks": 4}, "4 weeks after the meeting; the day of it is not counted"),
        ({"weeks": 1}, "1 week after the meeting; the day of it is not counted"),
        (
            {"days": 15, "day_one": True},
            "15 days starting with the day of it; that day is counted",
        ),
        ({"months": 2}, "2 months after the meeting: the same day of the month, or its last day"),
        ({"working_days": 3}, "3 working days after the meeting; the day of it is not counted"),
        ({"weeks": 2, "before": True}, "at least 2 weeks before the meeting"),
        ({"month_day": "02-14"}, "before 15\u00a0February in the year of the meeting"),
        ({"days": 0}, "at once: on the meeting"),
        (
            {"school_days": 6, "day_one": True},
            "6 school days starting with the day of it; that day is counted",
        ),
    ],
)
def test_words_say_whether_the_first_day_counts(table: dict[str, object], words: str) -> None:
    assert count(**table).words("the meeting", "the day of it") == words


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({}, "needs one of days"),
        ({"weeks": "4"}, "weeks must be a whole number"),
        ({"weeks": 4, "wekks": 1}, "wekks is not a key"),
        ({"month_day": "2-30"}, "month_day must be like 02-14"),
        ({"days": 1, "tribunal": "maybe"}, "tribunal must be one of"),
    ],
)
def test_a_wrong_limit_is_named(table: dict[str, object], said: str) -> None:
    with pytest.raises(BadResource, match=said):
        count(**table)
