"""A school's dates out of a calendar or a spreadsheet, and what is no such file."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from ehcp_desktop.domain.school_days import CLOSED, TERM
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.school_calendar import dates_of
from ehcp_desktop.services.school_files import Taken, is_school_calendar, take_in

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

Kept = list[tuple[str, str, str]]


def calendar(*events: str) -> str:
    """Return a calendar with these (name | first [| the day after the last])."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for event in events:
        name, first, *after = (part.strip() for part in event.split("|"))
        ends = [f"DTEND;VALUE=DATE:{day}" for day in after]
        lines += ["BEGIN:VEVENT", f"SUMMARY:{name}", f"DTSTART;VALUE=DATE:{first}", *ends]
        lines += ["END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def taken(family: Family, child: Child, folder: Path, text: str, name: str = "t.ics") -> Kept:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    take_in(family, child, path)
    found = dates_of(family, child.id)
    return [(one.kind, one.first.isoformat(), one.last.isoformat()) for one in found]


@pytest.mark.parametrize(
    ("events", "kept"),
    [
        (["Autumn term|20260903|20261024"], [(TERM, "2026-09-03", "2026-10-23")]),
        (["Spring half term 1|20270104|20270213"], [(TERM, "2027-01-04", "2027-02-12")]),
        (["Half term|20261026|20261031"], [(CLOSED, "2026-10-26", "2026-10-30")]),
        (["INSET day|20260902"], [(CLOSED, "2026-09-02", "2026-09-02")]),
        (["Staff training: school closed|20260902"], [(CLOSED, "2026-09-02", "2026-09-02")]),
        (["Summer holidays|20260722|20260901"], [(CLOSED, "2026-07-22", "2026-08-31")]),
        (
            ["Term starts|20260903", "School closes for half term|20261023"],
            [(TERM, "2026-09-03", "2026-10-23")],
        ),
        (
            ["First day of term|20260903", "Last day of term (2 pm)|20261218"],
            [(TERM, "2026-09-03", "2026-12-18")],
        ),
        (
            ["Half term begins|20261026", "Half term ends|20261030"],
            [(CLOSED, "2026-10-26", "2026-10-30")],
        ),
    ],
    ids=lambda given: given[0] if given and isinstance(given[0], str) else "",
)
def test_what_schools_call_their_days_is_known(
    family: Family, child: Child, tmp_path: Path, events: list[str], kept: Kept
) -> None:
    assert taken(family, child, tmp_path, calendar(*events)) == kept


@pytest.mark.parametrize(
    ("first", "after"),
    [
        ("20260902T090000", "20260902T153000"),  # by the clock
        ("20260901T230000Z", "20260902T230000Z"),  # midnight to midnight in summer
        ("20260902T000000", "20260903T000000"),
    ],
)
def test_an_entry_with_hours_is_one_day(
    family: Family, child: Child, tmp_path: Path, first: str, after: str
) -> None:
    text = calendar(f"INSET|{first}|{after}").replace(";VALUE=DATE", "")
    assert taken(family, child, tmp_path, text) == [(CLOSED, "2026-09-02", "2026-09-02")]


def with_more(event: str, *lines: str) -> str:
    """Return a calendar with a training day, and an entry that has these further lines."""
    before, after = calendar("INSET|20260901", event).rsplit("END:VEVENT", 1)
    return "\r\n".join([f"{before}{lines[0]}", *lines[1:], f"END:VEVENT{after}"])


@pytest.mark.parametrize(
    ("first", "length", "last"),
    [
        ("20261026", "P5D", "2026-10-30"),
        ("20261026", "P1W", "2026-11-01"),
        ("20261026", "P0D", "2026-10-26"),
        ("20261026T090000", "PT6H30M", "2026-10-26"),
        ("20261026T000000", "PT24H", "2026-10-26"),
        ("20261026T090000", "P4DT6H", "2026-10-30"),
        ("20261025T230000Z", "P1D", "2026-10-26"),
    ],
)
def test_an_entry_lasts_as_long_as_it_says(
    family: Family, child: Child, tmp_path: Path, first: str, length: str, last: str
) -> None:
    text = with_more(f"Half term|{first}", f"DURATION:{length}")
    assert [kept[2] for kept in taken(family, child, tmp_path, text)][1:] == [last]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;COUNT=3", ["2026-10-05", "2026-10-12", "2026-10-19"]),
        ("FREQ=WEEKLY;UNTIL=20261012;WKST=MO", ["2026-10-05", "2026-10-12"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20261101T235959Z", ["2026-10-05", "2026-10-19"]),
        ("FREQ=DAILY;INTERVAL=2;COUNT=2", ["2026-10-05", "2026-10-07"]),
        ("FREQ=WEEKLY;COUNT=1", ["2026-10-05"]),
    ],
)
def test_each_time_of_an_entry_that_repeats_is_taken(
    family: Family, child: Child, tmp_path: Path, rule: str, days: list[str]
) -> None:
    text = with_more("Training|20261005", f"RRULE:{rule}")
    kept = taken(family, child, tmp_path, text)[1:]
    assert kept == [(CLOSED, day, day) for day in days]


@pytest.mark.parametrize(
    ("name", "rule", "kept"),
    [
        ("Half term", "FREQ=DAILY;COUNT=5", (CLOSED, "2026-10-26", "2026-10-30")),
        ("Spring term", "FREQ=DAILY;UNTIL=20261218", (TERM, "2026-10-26", "2026-12-18")),
    ],
)
def test_days_that_repeat_daily_are_one_stretch(
    family: Family, child: Child, tmp_path: Path, name: str, rule: str, kept: tuple[str, str, str]
) -> None:
    text = with_more(f"{name}|20261026", f"RRULE:{rule}")
    assert taken(family, child, tmp_path, text)[1:] == [kept]


@pytest.mark.parametrize(
    "lines",
    [
        ["RRULE:FREQ=MONTHLY;COUNT=3"],
        ["RRULE:FREQ=WEEKLY"],
        ["RRULE:FREQ=WEEKLY;BYDAY=MO,TU;COUNT=4"],
        ["RRULE:FREQ=WEEKLY;BYDAY=MO"],
        ["RRULE:FREQ=WEEKLY;COUNT=0"],
        ["RRULE:FREQ=WEEKLY;COUNT=999999999999"],
        ["RRULE:FREQ=DAILY;INTERVAL=9999999999;COUNT=2"],
        ["RRULE:FREQ=DAILY;INTERVAL=3000000;COUNT=2"],
        ["RRULE:FREQ=WEEKLY;UNTIL=20200101"],
        ["RRULE:"],
        ["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20261012"],
        ["RDATE;VALUE=DATE:20261012"],
        ["RECURRENCE-ID;VALUE=DATE:20261012"],
    ],
    ids=" ".join,
)
def test_an_entry_that_cannot_be_counted_is_named_and_nothing_is_taken(
    family: Family, child: Child, tmp_path: Path, lines: list[str]
) -> None:
    with pytest.raises(BadInput, match="“Training” repeats in a way"):
        taken(family, child, tmp_path, with_more("Training|20261005", *lines))
    assert dates_of(family, child.id) == []


def test_what_is_no_school_date_may_repeat_as_it_likes(
    family: Family, child: Child, tmp_path: Path
) -> None:
    text = with_more("Choir|20261005", "RRULE:FREQ=WEEKLY;BYDAY=MO,TH")
    assert taken(family, child, tmp_path, text) == [(CLOSED, "2026-09-01", "2026-09-01")]


@pytest.mark.parametrize("length", ["5 days", "-P1D", "P99999999999D", "P3M"])
def test_a_length_that_cannot_be_read_is_said(
    family: Family, child: Child, tmp_path: Path, length: str
) -> None:
    with pytest.raises(BadInput, match="how long the entry “Half term” lasts"):
        taken(family, child, tmp_path, with_more("Half term|20261026", f"DURATION:{length}"))


def test_other_entries_are_left_out_and_counted(
    family: Family, child: Child, tmp_path: Path
) -> None:
    path = tmp_path / "school.ics"
    events = ("Autumn term|20260903|20261219", "School fair|20261010", "Term ends?|20260710")
    path.write_text(calendar(*events), encoding="utf-8")
    assert take_in(family, child, path) == Taken(1, 0, 2)
    assert take_in(family, child, path) == Taken(0, 1, 2)


def test_a_whole_import_is_one_step_to_undo(family: Family, child: Child, tmp_path: Path) -> None:
    both = calendar("Autumn term|20260903|20261219", "INSET|20260904")
    assert len(taken(family, child, tmp_path, both)) == 2
    assert family.store.undo() == "Import t.ics"
    assert dates_of(family, child.id) == []


@pytest.mark.parametrize(
    "text",
    [
        "from,to,what\n3/9/2026,18/12/2026,Autumn term\n26/10/2026,30/10/2026,Half term\n",
        "What;Starts;Ends\nAutumn term;2026-09-03;2026-12-18\nHalf term;26 Oct 2026;30 Oct 2026\n",
    ],
    ids=["British", "ISO and semicolons"],
)
def test_a_table_is_read_by_its_headings(
    family: Family, child: Child, tmp_path: Path, text: str
) -> None:
    assert taken(family, child, tmp_path, text, "school.csv") == [
        (TERM, "2026-09-03", "2026-12-18"),
        (CLOSED, "2026-10-26", "2026-10-30"),
    ]


def test_a_training_day_needs_no_last_day(family: Family, child: Child, tmp_path: Path) -> None:
    text = "from,to,what\n2/9/2026,,Training day\n"
    kept = taken(family, child, tmp_path, text, "school.csv")
    assert kept == [(CLOSED, "2026-09-02", "2026-09-02")]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("t.ics", "hello", "is not a calendar file"),
        ("t.ics", "", "is not a calendar file"),
        ("t.ics", calendar("Autumn term|2026"), "“Autumn term” has no date"),
        ("t.ics", calendar("Autumn term|20260231"), "“Autumn term” has no date"),
        ("t.ics", calendar("Inset|99991231T230000Z"), "“Inset” has no date"),
        ("t.ics", calendar("School fair|20260903"), "names no terms"),
        ("t.ics", calendar("Half term begins|20261026"), "has no end in the file"),
        ("t.ics", calendar("Autumn term|20100903|20101219"), "from 2014 to 2032"),
        ("t.csv", "from,to,what\n31/2/2026,,Inset\n", "row 2: “31/2/2026” is not a day"),
        ("t.csv", "from,to,what\nSept 2026,,Inset\n", "row 2: “Sept 2026” is not a day"),
        ("t.csv", "first,second\n1,2\n", "from, to and what"),
        ("none.txt", "hello", "cannot be read as school dates"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(
    family: Family, child: Child, tmp_path: Path, name: str, text: str, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        taken(family, child, tmp_path, text, name)
    assert dates_of(family, child.id) == []


OF_EVENTS = [("date,kind,from,to\n", False), ("Kind,On,start,end,what\n", False)]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("from,to,what\n", True), ("date,kind\n", False), ("date,kind,sent,by\n", False), *OF_EVENTS],
)
def test_a_table_of_events_is_not_taken_for_school_dates(
    tmp_path: Path, text: str, is_one: bool
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    assert is_school_calendar(path) is is_one


NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=90)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, first=st.dates(date(2014, 1, 6), date(2032, 1, 1)), length=st.integers(1, 60))
def test_it_reads_what_another_program_writes(
    family: Family, child: Child, tmp_path: Path, name: str, first: date, length: int
) -> None:
    """Folded lines, escapes and ends as the icalendar library writes them."""
    event = Event()
    last = date.fromordinal(first.toordinal() + length)
    event.add("summary", f"{name}, inset; closed")
    event.add("dtstart", first)
    event.add("dtend", date.fromordinal(last.toordinal() + 1))
    whole = Calendar()
    whole.add_component(event)
    path = tmp_path / "written.ics"
    path.write_bytes(whole.to_ical())
    take_in(family, child, path)
    kept = [one for one in dates_of(family, child.id) if (one.first, one.last) == (first, last)]
    assert len(kept) == 1
    assert kept[0].name == " ".join(f"{name}, inset; closed".split())
    family.store.undo()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=200))
def test_any_other_bytes_are_refused_in_words(
    family: Family, child: Child, tmp_path: Path, noise: bytes
) -> None:
    path = tmp_path / "noise.ics"
    path.write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + noise)
    with pytest.raises(BadInput):
        take_in(family, child, path)


WHOLE = calendar("Half term|20261026|20261031", "Inset|20260902T230000Z", "Training|20261005")
PARTS = (WHOLE.replace("DTEND;VALUE=DATE:20261031", "DURATION:P5D")).replace(
    "SUMMARY:Training", "SUMMARY:Training\r\nRRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO"
)
PIECES = (
    *("99991231T230000Z", "00010101", "P9999999999W", "PT", "-", "9" * 5000, "\0", "\u0662"),
    *("RRULE:FREQ=DAILY;UNTIL=99991231", "INTERVAL=999999", "\r\n", "END:VEVENT", ":", ";"),
)


@pytest.mark.parametrize("seed", range(10))
def test_a_calendar_that_was_damaged_is_read_or_refused_in_words(
    family: Family, child: Child, tmp_path: Path, seed: int
) -> None:
    dice = Random(seed)
    path = tmp_path / "damaged.ics"
    for _ in range(50):
        text = PARTS
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(15, len(text))
            text = text[:at] + dice.choice(PIECES) + text[at + dice.randint(0, 18) :]
        path.write_text(text, encoding="utf-8", newline="")
        with suppress(BadInput):
            take_in(family, child, path)
            assert dates_of(family, child.id)
