"""A school's dates out of a calendar or a spreadsheet, and what is no such file."""

from __future__ import annotations

from datetime import date
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
        ("t.ics", calendar("School fair|20260903"), "names no terms"),
        ("t.ics", calendar("Half term begins|20261026"), "has no end in the file"),
        ("t.ics", calendar("Autumn term|20100903|20101219"), "from 2014 to 2032"),
        ("t.csv", "from,to,what\n31/2/2026,,Inset\n", "row 2: “31/2/2026” is not a day"),
        ("t.csv", "from,to,what\nSept 2026,,Inset\n", "row 2: “Sept 2026” is not a day"),
        ("t.csv", "first,second\n1,2\n", "from, to and what"),
        ("none.txt", "hello", "cannot be taken in"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(
    family: Family, child: Child, tmp_path: Path, name: str, text: str, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        taken(family, child, tmp_path, text, name)
    assert dates_of(family, child.id) == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("from,to,what\n", True), ("date,kind\n", False), ("date,kind,sent,by\n", False)],
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
