"""A pack can bring bank holidays, exceptions, ages and the words of one's own dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.casework import book
from tests.services.pack_text import DECISION, HEAD, stamped, write
from tests.services.test_pack_file import is_one_sentence, refusal, words

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import ages, child_clock, diary, events, exceptions, packs
from ehcp_desktop.services.pack_file import pack_from

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.rulebook import Rulebook

OF_2033 = (
    "days = [2033-01-03, 2033-04-15, 2033-04-18, 2033-05-02, 2033-05-30, 2033-08-29, 2033-12-26,"
    " 2033-12-27]\nelsewhere = [2033-01-04, 2033-03-17, 2033-07-12, 2033-08-01, 2033-11-30]\n"
)
HOLIDAYS = "[bank_holidays]\n"
REGULATION = """
[[regulation]]
citation = "A made-up Act 2027, s2"
rules = ["review_decision"]
exceptions = ["exceptional_circumstances"]
who = "the council"
source_url = "https://www.legislation.gov.uk/"
verified = "primary-text"
confidence = "high"
checked = 2026-11-30
in_force = { from = 2026-09-01 }
"""
AGE = """
[[age]]
id = "school_leaving"
title = "End of compulsory school age"
last = { weekday = "friday", month = "july", age = 18 }
plain = "A made-up change."
basis = "statutory"
citation = "A made-up Act 2027, s3"
source_url = "https://www.legislation.gov.uk/"
verified = "primary-text"
checked = 2026-11-30
in_force = { from = 2030-09-01 }
"""
OWN = """
[[family_date]]
id = "promise"
title = "What was promised"
plain = "Other words."
owner = "authority"
basis = "practice"
citation = "What you were told"
source_url = "own"
verified = "own"
confidence = "high"
checked = 2026-11-30
in_force = { from = 2014-09-01 }
"""


@pytest.fixture
def today() -> date:
    """Return a day on which the packs of these tests have been issued."""
    return date(2026, 12, 10)


def law_with(text: str) -> tuple[tuple[str, ...], Rulebook]:
    pack, law = pack_from(stamped(HEAD + text), "new.ehcp-rules", book(), words())
    return tuple(one.replace("\u00a0", " ") for one in pack.others), law


def applied(family: Family, tmp_path: Path, text: str) -> packs.Preview:
    shown = packs.preview(family, write(tmp_path, HEAD + text))
    packs.apply(family, shown)
    return shown


def test_a_year_of_bank_holidays_lets_working_days_be_counted_further() -> None:
    told, law = law_with(HOLIDAYS + OF_2033)
    assert told == ("Working days can be counted further: bank holidays of 2033.",)
    christmas = date(2033, 12, 23)
    assert law.calendar.add_working_days(christmas, 1) == date(2033, 12, 28)
    with pytest.raises(BadInput, match="only from 2014 to 2032"):
        book().calendar.add_working_days(christmas, 1)


@given(st.dates(date(2014, 1, 1), date(2032, 12, 31)))
def test_a_new_year_moves_no_working_day_of_the_years_before(day: date) -> None:
    _, law = law_with(HOLIDAYS + OF_2033)
    assert law.calendar.is_working_day(day) == book().calendar.is_working_day(day)


def test_a_proclaimed_day_and_a_moved_one_change_the_deadlines(
    family: Family, child: Child, tmp_path: Path
) -> None:
    events.log(
        family, Event(child=child.id, kind="mediation_declined", on=When.parse("2026-12-09"))
    )
    shown = applied(family, tmp_path, HOLIDAYS + "days = [2026-12-11]\nremoved = [2026-12-25]\n")
    assert [one.replace("\u00a0", " ") for one in shown.others] == [
        "New bank holiday: 11 December 2026.",
        "No bank holiday any more: 25 December 2026.",
    ]
    (moved,) = shown.deadlines
    assert (moved.before, moved.after) != (None, None)
    due = {one.rule.id: one.due for one in diary.due(family)}
    assert due["mediation_cert_no_mediation"] == date(2026, 12, 15)
    family.store.undo()
    due = {one.rule.id: one.due for one in diary.due(family)}
    assert due["mediation_cert_no_mediation"] == date(2026, 12, 14)


BAD_DAYS = {
    "days must all be dates such as 2033-01-03": 'days = ["soon"]',
    "days names 1 January 2033, at a weekend": "days = [2033-01-01]",
    "days names 25 December 2026, which is known already": "days = [2026-12-25]",
    "days names a day twice": "days = [2026-12-10, 2026-12-10]",
    "removed names 10 December 2026, which is no bank holiday": "removed = [2026-12-10]",
    "elsewhere names 10 December 2026, which stands among the days": (
        "days = [2026-12-10]\nelsewhere = [2026-12-10]"
    ),
    "days must hold at least 8 days of 2033": "days = [2033-01-03]",
    "elsewhere must hold at least 5 days of 2033": OF_2033.partition("elsewhere")[0],
    "removed leaves fewer than 8 days of 2026": "removed = [2026-12-25]",
    "removed leaves fewer than 5 days of 2027": "removed = [2027-03-17]",
    "days must go on with 2033, not with 2034": "days = [2034-01-02]",
    "days must go on with 2033, not with 2013": "days = [2013-12-25]",
    "until is not a key this program knows": "until = 2040-01-01",
    "days must be a list": "days = 2033-01-03",
}


@pytest.mark.parametrize("says", BAD_DAYS)
def test_a_bad_bank_holiday_is_refused_by_file_entry_and_key(says: str) -> None:
    told = refusal(stamped(f"{HEAD}{HOLIDAYS}{BAD_DAYS[says]}\n")).replace("\u00a0", " ")
    assert told.startswith(f"new.ehcp-rules, bank_holidays: {says}")
    assert is_one_sentence(told)


BAD_PARTS = {
    "regulation: rules must be a list": REGULATION.replace('["review_decision"]', "1"),
    "A made-up Act 2027, s2: rules names 'nowhere', which is not known": REGULATION.replace(
        "review_decision", "nowhere"
    ),
    "A made-up Act 2027, s2: exceptions names 'rain', which is not known": REGULATION.replace(
        "exceptional_circumstances", "rain"
    ),
    "rain: id is no exception known here": (
        '[[exception]]\nid = "rain"\nplain = "x"\nneeds = "x"\nevidence = "x"\n'
    ),
    "A made-up Act 2027, s2: source_url must begin with https://": REGULATION.replace(
        "https:", ""
    ),
    "school_leaving: source_url must begin with https://": AGE.replace("https:", "ftp:"),
    "exception: plain is missing": '[[exception]]\nid = "school_closed"\n',
    "birthday: id is no age known here": AGE.replace('"school_leaving"', '"birthday"'),
    "school_leaving: title is missing": AGE.replace("title =", "note ="),
    "school_leaving, last: month must be one of": AGE.replace('"july"', '"7"'),
    "school_leaving, last: age is missing": AGE.replace(", age = 18", ""),
    "school_leaving, last: age must be from 0 to 30": AGE.replace("18", "9999"),
    "school_leaving: birthday must be from 0 to 30": re.sub("last = .*", "birthday = 31", AGE),
    "school_leaving: year must be from 0 to 30": re.sub("last = .*", "year = -1", AGE),
    "school_leaving: id is there twice": AGE + AGE,
    "promise: id is there twice": OWN + OWN,
    "birthday: id must be one of reply_asked": OWN.replace('"promise"', '"birthday"'),
    "promise: owner must be one of": OWN.replace('"authority"', '"mayor"'),
    "age must be a list": "age = 4\n",
}


@pytest.mark.parametrize("says", BAD_PARTS)
def test_a_bad_part_is_refused_by_file_entry_and_key(says: str) -> None:
    told = refusal(stamped(BAD_PARTS[says] + HEAD))
    assert told.startswith("new.ehcp-rules")
    assert says in told
    assert is_one_sentence(told)


def test_an_exception_of_a_pack_holds_for_what_began_later(
    family: Family, child: Child, tmp_path: Path
) -> None:
    met = ("2026-06-02", "2026-11-03")
    for day in met:
        held = Event(child=child.id, kind="review_meeting_held", on=When.parse(day))
        events.log(family, held)
        claim = Event(child=child.id, kind="exception_claimed", on=When.parse("2026-12-09"))
        claim = replace(claim, outcome="exceptional_circumstances", replies_to=held.id)
        events.log(family, claim)
    shown = applied(family, tmp_path, REGULATION)
    assert shown.others[0].replace("\u00a0", " ") == (
        "Exceptions to “Written decision after the review”, from 1 September 2026:"
        " A made-up Act 2027, s2."
    )
    claims = exceptions.claims(family)
    allowed = {
        str(one.trigger_on): [claim.is_allowed for claim in claims.beside(one)]
        for one in diary.due(family)
        if one.rule.id == "review_decision"
    }
    assert list(allowed.values()) == [[False], [True]]


def test_an_age_of_a_pack_holds_from_its_own_day(
    family: Family, child: Child, tmp_path: Path
) -> None:
    older = family.store.children.save(replace(child, id="older", born=date(2011, 1, 3)))
    shown = applied(family, tmp_path, AGE)
    assert [one.replace("\u00a0", " ") for one in shown.others] == [
        "Changed from 1 September 2030: End of compulsory school age.",
        "Sam Example: End of compulsory school age: 25 June 2032 → 28 July 2034.",
    ]
    days = [
        next(
            one.day for one in child_clock.clock(family, each).changes if "compulsory" in one.title
        )
        for each in (child, older)
    ]
    assert days == [date(2034, 7, 28), date(2027, 6, 25)]
    assert ages.entries(family.rulebook)[-1][1] == "rule pack, school_leaving"


def test_words_of_ones_own_dates_can_be_others(
    family: Family, child: Child, tmp_path: Path
) -> None:
    promised = Event(child=child.id, kind="promise_made", on=When.parse("2026-12-01"))
    events.log(family, replace(promised, by=When.parse("2026-12-20")))
    shown = applied(family, tmp_path, OWN)
    assert shown.others == ("Other words for your own dates: What was promised.",)
    assert [one.rule.title for one in diary.due(family)] == ["What was promised"]
    packs.take_back(family)
    assert [one.rule.title for one in diary.due(family)] == ["What they promised"]


def test_rules_and_other_parts_come_in_one_pack() -> None:
    told, law = law_with(
        DECISION + REGULATION + AGE + OWN + "[bank_holidays]\ndays = [2027-05-10]\n"
    )
    assert len(told) == 4
    assert len([one for one in law.rules.entries if one.id == "review_decision"]) == 2


def test_the_example_of_the_document_can_be_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "rule-packs.md").read_text("utf-8")
    example = next(block for block in page.split("```toml\n") if block.startswith("[bank_hol"))
    told, _ = law_with(example.partition("```")[0])
    assert len(told) == 4
