"""Dates as a person types them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehcp_desktop.domain.typed_date import NoSuchDay, read_when
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput

TODAY = date(2026, 11, 22)  # a Sunday
DAYS = st.dates(date(1901, 1, 1), date(2099, 12, 31))

SECOND_OF_JUNE = [
    "2026-06-02",
    "2026/6/2",
    "2026-06-02 00:00:00",
    "2026-06-02T00:00",
    "2/6/2026",
    "02/06/2026",
    "2/6/26",
    "2.6.26",
    "2-6-2026",
    "2 6 26",
    "2/6",
    "2 June 2026",
    "2nd June 2026",
    "2nd of June 2026",
    "the 2nd of June 2026",
    " 2  JUNE  2026. ",
    "2 Jun 26",
    "2-Jun-26",
    "2\u00a0June\u00a02026",
    "June 2nd, 2026",
    "June 2, 2026",
    "2nd June",
    "2 Jun",
    "June 2nd",
    "Tue 2 Jun",
    "Tuesday, 2 June 2026",
    "Tuesday the 2nd of June",
]


@pytest.mark.parametrize("text", SECOND_OF_JUNE)
def test_many_ways_to_write_one_day(text: str) -> None:
    assert read_when(text, TODAY) == When.day(date(2026, 6, 2))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("June 2026", "2026-06"),
        ("jun 2026", "2026-06"),
        ("Sept 2025", "2025-09"),
        ("2026-06", "2026-06"),
        ("6/2026", "2026-06"),
        ("June", "2026-06"),
        ("November", "2026-11"),
        ("December", "2025-12"),
        ("2026", "2026"),
        ("last month", "2026-10"),
        ("this month", "2026-11"),
        ("last year", "2025"),
    ],
)
def test_a_month_or_a_year_stays_imprecise(text: str, iso: str) -> None:
    found = read_when(text, TODAY)
    assert found is not None
    assert found.iso() == iso


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 11, 22)),
        ("Yesterday", date(2026, 11, 21)),
        ("tomorrow", date(2026, 11, 23)),
        ("the day before yesterday", date(2026, 11, 20)),
        ("last Friday", date(2026, 11, 20)),
        ("Friday", date(2026, 11, 20)),
        ("on fri", date(2026, 11, 20)),
        ("Sunday", date(2026, 11, 15)),
        ("next Friday", date(2026, 11, 27)),
        ("this Friday", date(2026, 11, 27)),
        ("next Sunday", date(2026, 11, 29)),
        ("a week ago", date(2026, 11, 15)),
        ("2 weeks ago", date(2026, 11, 8)),
        ("three days ago", date(2026, 11, 19)),
        ("a fortnight ago", date(2026, 11, 8)),
        ("a month ago", date(2026, 10, 22)),
        ("a year ago", date(2025, 11, 22)),
        ("in two weeks", date(2026, 12, 6)),
        ("in 2 weeks' time", date(2026, 12, 6)),
        ("3 days from now", date(2026, 11, 25)),
        ("25 December", date(2025, 12, 25)),
        ("29 Feb", date(2024, 2, 29)),
    ],
)
def test_words_are_counted_from_today(text: str, day: date) -> None:
    assert read_when(text, TODAY) == When.day(day)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Friday", "2026-11-27"),
        ("Sunday", "2026-11-29"),
        ("last Friday", "2026-11-20"),
        ("2 June", "2027-06-02"),
        ("25 December", "2026-12-25"),
        ("22 November", "2026-11-22"),
        ("29 Feb", "2028-02-29"),
        ("September", "2027-09"),
        ("November", "2026-11"),
        ("next month", "2026-12"),
        ("1/9/27", "2027-09-01"),
    ],
)
def test_ahead_means_the_next_one(text: str, iso: str) -> None:
    found = read_when(text, TODAY, ahead=True)
    assert found is not None
    assert found.iso() == iso


@pytest.mark.parametrize(
    "text", ["", "  ", "not sure", "Not sure", "unknown", "?", "don\u2019t know"]
)
def test_not_sure_is_no_date(text: str) -> None:
    assert read_when(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "year"), [("14/3/16", 2016), ("14/3/26", 2026), ("14/3/27", 1927), ("14/3/98", 1998)]
)
def test_two_figures_never_mean_a_year_to_come(text: str, year: int) -> None:
    assert read_when(text, TODAY) == When.day(date(year, 3, 14))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31 June", "June has 30 days"),
        ("31/6/2026", "June has 30 days"),
        ("2026-06-31", "June has 30 days"),
        ("29 Feb 2025", "February 2025 has 28 days"),
        ("30 Feb 2024", "February 2024 has 29 days"),
        ("0 June 2026", "June has 30 days"),
    ],
)
def test_a_day_the_calendar_lacks_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(NoSuchDay, match=sentence) as refused:
        read_when(text, TODAY)
    assert isinstance(refused.value, ValueError)


def test_a_leap_day_is_a_day() -> None:
    assert read_when("29/2/24", TODAY) == When.day(date(2024, 2, 29))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("soonish", "not a date this program can read"),
        ("2 Juni 2026", "not a date"),
        ("June 26", "26 June"),
        ("2/13/2026", "no month 13"),
        ("Wed 2 June 2026", "Tuesday"),
        ("3026", "cannot be right"),
        ("Mo", "not a date"),
        ("many weeks ago", "not a date"),
        ("=cmd|' /C calc'!A0", "not a date"),
        ("2026-06-02; drop table", "not a date"),
        ("\u0662 June 2026" * 400, "not a date"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read_when(text, TODAY)


@given(DAYS)
def test_a_day_read_back_is_the_same_day(day: date) -> None:
    when = When.day(day)
    for text in (when.iso(), when.spoken(), when.spoken_in_full(), f"{day:%d/%m/%Y}"):
        assert read_when(text, TODAY) == when


@given(DAYS)
def test_a_month_or_year_read_back_is_the_same(day: date) -> None:
    for when in (When.month(day.year, day.month), When.year(day.year)):
        assert read_when(when.iso(), TODAY) == read_when(when.spoken(), TODAY) == when


@given(DAYS, st.sampled_from(["Monday", "Friday", "Sunday"]))
def test_a_weekday_lies_within_the_week_before(today: date, name: str) -> None:
    found = read_when(name, today)
    assert found is not None
    assert 1 <= (today - found.first).days <= 7
    assert f"{found.first:%A}" == name


@given(st.text(max_size=30))
def test_nonsense_never_breaks_anything(text: str) -> None:
    try:
        found = read_when(text, TODAY)
    except BadInput:
        return
    assert found is None or found.first <= found.last
