"""A letter whose words a person has changed, and what the form of a letter asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child, Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, people
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.letters import editing, kept, shelf, writing
from ehcp_desktop.services.letters.asking import as_typed, asking
from ehcp_desktop.services.letters.facts import Table
from ehcp_desktop.services.letters.recipients import recipients
from ehcp_desktop.services.letters.writing import Written

LETTER = "review_report_overdue"


@pytest.fixture
def meeting(family: Family, child: Child) -> Event:
    held = Event(child=child.id, kind="review_meeting_held", on=When.parse("2026-06-02"))
    return events.log(family, held)


@pytest.fixture
def written(family: Family, child: Child, meeting: Event) -> Written:
    return writing.prepare(family, LETTER, child, blanks=True)


def test_edited_words_are_those_of_the_letter_that_is_kept(
    family: Family, written: Written
) -> None:
    begun = editing.begun(written)
    edit = begun._replace(body=begun.body + "\n\nThank you, {{ Mrs Bell }}.")
    letter = writing.save_draft(family, editing.edited(written, edit))
    assert "Thank you, {{ Mrs Bell }}." in letter.text
    assert kept.edit_of(letter) == edit
    assert "Dear Headteacher" in letter.text


def test_words_are_behind_once_the_letter_would_read_otherwise(
    family: Family, child: Child, written: Written
) -> None:
    edit = editing.begun(written)
    assert not editing.is_behind(written, edit)
    newer = writing.prepare(family, LETTER, child, given={"own_words": "New."}, blanks=True)
    assert editing.is_behind(newer, edit)


def test_a_gap_that_was_edited_away_is_missing_no_more(
    family: Family, child: Child, meeting: Event
) -> None:
    gaps = writing.prepare(family, "minutes_correction", child, blanks=True)
    assert "what is wrong in the report" in gaps.missing
    edit = editing.begun(gaps)._replace(body="All of it.")
    assert "what is wrong in the report" not in editing.edited(gaps, edit).missing


def test_a_draft_keeps_how_much_it_says(family: Family, written: Written) -> None:
    letter = writing.save_draft(family, replace(written, length="short"))
    assert kept.length_of(letter) == "short"
    assert kept.edit_of(letter) is None


def test_the_form_asks_only_what_the_record_lacks(
    family: Family, child: Child, meeting: Event
) -> None:
    template = shelf.template("minutes_correction")
    asked = asking(family, template, child, None)
    assert asked.missing == ("sender_name", "corrections")
    assert asked.held["review_on"].replace("\u00a0", " ") == "2 June 2026"
    assert asked.writers == ("parent",)


def test_a_table_of_the_record_is_typed_a_row_to_a_line() -> None:
    rows = Table.of(("What", "Who"), [["One\ntwo", "Ann"], ["", ""], ["Three", ""]])
    assert as_typed(rows) == "One\\\ntwo | Ann\nThree | "
    assert as_typed(("a", "b")) == "a\nb"
    assert as_typed(True) == ""


def test_a_letter_can_go_to_whom_the_record_knows_but_not_to_its_writer(
    family: Family, child: Child
) -> None:
    people.add_person(family, Contact(name="Amara", is_sender=True), "mother", child)
    people.add_person(family, Contact(name="Mrs Bell", organisation="Hollybank"), "SENCO", child)
    people.add_person(family, Contact(name="Anyshire", is_organisation=True, address="1 High St"))
    found = {one.words: one for one in recipients(family, child)}
    assert set(found) == {"Mrs Bell, SENCO, Hollybank", "Anyshire"}
    assert found["Mrs Bell, SENCO, Hollybank"].short == "Mrs Bell, SENCO"
    assert found["Anyshire"].facts()["recipient_address"] == "1 High St"
