"""The tables of a letter: what is late by law, what happened, how often, and rows for a pen."""

from __future__ import annotations

import io
from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING

import pypdf
import pytest

from ehcp_desktop.domain.correction import Correction
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import MissingFacts
from ehcp_desktop.services import events, people, vocabulary
from ehcp_desktop.services.letters import sending, shelf
from ehcp_desktop.services.letters.asking import asking
from ehcp_desktop.services.letters.document import texts_of_row
from ehcp_desktop.services.letters.plain import text
from ehcp_desktop.services.letters.render import render
from ehcp_desktop.services.letters.writer import writers
from ehcp_desktop.services.letters.writing import Written, prepare, save_draft

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

LOGS = ("phone_log", "school_events_log", "provision_log")
DECISION = "Written decision after the review\nSEND Regulations 2014, reg 20(10)"


def log(family: Family, child: Child, kind: str, on: str, **fields: str) -> Event:
    """Log an event."""
    return events.log(family, Event(child=child.id, kind=kind, on=When.parse(on), **fields))  # type: ignore[arg-type]  # texts


def tables(written: Written) -> list[list[tuple[str, ...]]]:
    """Return the rows of each table, its headings first."""
    blocks = (block for block in written.document.blocks if block.kind == "table")
    return [
        [tuple(map(breakable, texts_of_row(line))) for line in block.lines] for block in blocks
    ]


def breakable(words: str) -> str:
    """Return words with ordinary spaces."""
    return words.replace("\u00a0", " ")


def complaint(family: Family, child: Child) -> list[tuple[str, ...]]:
    """Return what a complaint says is late by law."""
    return tables(prepare(family, "la_complaint", child))[0][1:]


def test_a_complaint_lists_what_is_overdue_by_law_with_its_source(
    family: Family, full: Child
) -> None:
    assert complaint(family, full) == [
        (DECISION, "30 June 2026", "I have no record of it", "145 days")
    ]


def test_what_came_late_within_a_year_is_listed_with_its_day(family: Family, full: Child) -> None:
    log(family, full, "review_decision_received", "2026-10-12", outcome="maintain")
    met = "My record has it on 12 October 2026"
    assert (DECISION, "30 June 2026", met, "104 days") in complaint(family, full)


def test_a_review_whose_meeting_is_recorded_is_not_called_unknown(
    family: Family, full: Child
) -> None:
    log(family, full, "final_plan_issued", "2025-05-03")
    first = next(row for row in complaint(family, full) if row[0].startswith("First review"))
    assert first[1:3] == ("2 May 2026", "I have no record that it was finished")


def test_what_came_late_long_ago_is_left_out(family: Family, full: Child) -> None:
    log(family, full, "review_decision_received", "2026-10-12", outcome="maintain")
    family.today = lambda: date(2027, 7, 1)
    with pytest.raises(MissingFacts, match="late by law"):
        complaint(family, full)


@pytest.mark.parametrize(
    ("moves", "is_ours"),
    [
        ({"plan_transferred": "2026-06-30"}, True),
        ({"plan_transferred": "2026-07-01", "new_authority_wrote": "2026-07-05"}, False),
        ({"moved_area": "2026-09-01"}, False),
        ({"moved_area": "2026-05-01", "plan_transferred": "2026-05-20"}, True),
    ],
)
def test_what_was_late_at_the_council_before_is_no_complaint_to_the_new_one(
    family: Family, full: Child, moves: dict[str, str], is_ours: bool
) -> None:
    for kind, on in moves.items():
        log(family, full, kind, on)
    with nullcontext() if is_ours else pytest.raises(MissingFacts, match="late by law"):
        assert DECISION in [row[0] for row in complaint(family, full)]


@pytest.mark.parametrize("on", ["2026-06-30", "2026-06-02"])
def test_on_the_last_day_nothing_is_late_and_the_complaint_asks_what_is(
    family: Family, full: Child, on: str
) -> None:
    family.today = lambda: date.fromisoformat(on)
    with pytest.raises(MissingFacts, match="late by law"):
        prepare(family, "la_complaint", full)


def test_a_day_that_is_not_sure_makes_the_limit_the_latest_it_can_be(
    family: Family, fewest: Child
) -> None:
    assert complaint(family, fewest)[0][1:] == (
        "no later than 28 December 2023",
        "I have no record of it",
        "at least 1060 days",
    )


def test_a_note_of_a_call_has_the_promises_of_that_call_alone(family: Family, full: Child) -> None:
    said = {"who": "Priya Shah", "summary": "It will come"}
    call = log(family, full, "call", "2026-11-20", **said)
    for on, who in (("2026-11-20", "Priya Shah"), ("2026-11-20", "A Head"), ("2026-11-19", "")):
        log(family, full, "promise_made", on, who=who, summary=f"Promise of {who}")
    (table,) = tables(prepare(family, "confirm_conversation", full, call.id))
    assert table[1:] == [("Promise of Priya Shah", "Priya Shah", "")]


def test_a_note_goes_to_whom_one_spoke_to(family: Family, full: Child) -> None:
    log(family, full, "call", "2026-11-20", who="Nurse at the door", summary="Hello")
    document = prepare(family, "confirm_conversation", full).document
    assert document.recipient == ("Nurse at the door",)


def test_a_log_has_a_letter_that_followed_a_call(family: Family, full: Child) -> None:
    log(family, full, "call", "2026-11-20", who="Priya Shah", summary="It will come")
    draft = save_draft(family, prepare(family, "confirm_conversation", full))
    sending.mark_sent(family, draft.id, date(2026, 11, 22), "email")
    assert tables(prepare(family, "phone_log", full))[0][1][-1] == "22 November 2026"


def test_a_log_says_what_was_asked_for_it_and_keeps_other_notes_out(
    family: Family, full: Child
) -> None:
    notes = "Lesson or place: Maths\nEffect: He hid\nI was cross."
    log(family, full, "incident", "2026-11-20", summary="Left alone", notes=notes)
    written = prepare(family, "school_events_log", full)
    assert tables(written)[0][1][:4] == (
        "20 November 2026\nLesson or place: Maths",
        "Something happened at school\nLeft alone",
        "",
        "He hid",
    )
    assert "cross" not in text(written.document)


def test_a_log_counts_the_most_frequent_first(family: Family, full: Child) -> None:
    for day, place in ((18, "Lunch"), (19, "Maths"), (20, "Maths")):
        notes = f"Lesson or place: {place}"
        log(family, full, "incident", f"2026-11-{day}", summary="Left alone", notes=notes)
    assert tables(prepare(family, "school_events_log", full))[-1][1:] == [
        ("Maths", "2"),
        ("Lunch", "1"),
    ]


@pytest.mark.parametrize("name", LOGS)
def test_an_empty_log_is_one_page_on_its_side_with_rows_for_a_pen(
    family: Family, fewest: Child, name: str
) -> None:
    written = prepare(family, name, fewest)
    (page,) = pypdf.PdfReader(io.BytesIO(render(written.document, ".pdf"))).pages
    assert page.mediabox.width > page.mediabox.height
    (rows,) = tables(written)
    assert len(rows) == 9
    assert not any(any(row) for row in rows[1:])


def test_a_log_is_empty_when_that_is_wanted(family: Family, full: Child) -> None:
    log(family, full, "call", "2026-11-20", who="Priya Shah", summary="It will come")
    written = prepare(family, "phone_log", full, given={"blank": "yes"})
    assert not any(any(row) for row in tables(written)[0][1:])


def test_a_larger_log_stands_upright(family: Family, full: Child) -> None:
    from ehcp_desktop.services.documents.edition import LARGE

    log(family, full, "call", "2026-11-20", who="Priya Shah", summary="It will come")
    made = render(prepare(family, "phone_log", full).document, ".pdf", LARGE)
    page = pypdf.PdfReader(io.BytesIO(made)).pages[0]
    assert page.mediabox.width < page.mediabox.height


def test_what_was_typed_for_the_first_step_is_not_typed_again(family: Family, full: Child) -> None:
    given = {
        "recipient_organisation": "The Elms Practice",
        "asked_on": "2026-10-05",
        "assessed_for": "an autism assessment",
        "provider": "Leeds Road Clinic",
        "practice_did": "no_answer",
    }
    draft = save_draft(family, prepare(family, "rtc_step1", full, given=given))
    sending.mark_sent(family, draft.id, date(2026, 11, 22), "email")
    step2 = prepare(family, "rtc_step2", full, given={"recipient_organisation": "ICB"})
    said = breakable(text(step2.document))
    assert "I asked The Elms Practice on 5 October 2026 for a referral" in said
    assert "to Leeds Road Clinic" in said
    assert "again on 22 November 2026" in said


@pytest.mark.parametrize("template", shelf.templates(), ids=lambda each: each.id)
def test_what_a_table_takes_from_notes_is_asked_for_with_one_of_its_kinds(
    template: shelf.Template,
) -> None:
    words = vocabulary.load()
    for rows in (fact.rows for fact in template.facts.values() if fact.rows):
        asked = {part for kind in rows.kinds for part in words.kind(kind).parts}
        named = {name.strip() for cell in (*rows.cells, rows.counted) for name in cell.split(",")}
        assert {name for name in named if name[:1].isupper()} <= asked


@pytest.mark.parametrize(
    ("scope", "until", "can_write"),
    [("all", "2026-11-22", True), ("all", "2026-11-21", False), ("papers", "2027-08-31", False)],
)
def test_an_advocate_writes_until_the_last_day_if_that_is_permitted(
    family: Family, full: Child, scope: str, until: str, can_write: bool
) -> None:
    people.add_person(family, Contact(name="Tom Reed"), "Advocate", full)
    family.today = lambda: date(2026, 11, 1)
    given = {"scope": scope, "expires_on": until}
    draft = save_draft(family, prepare(family, "authority_to_act", full, given=given))
    sending.mark_sent(family, draft.id, date(2026, 11, 1), "email")
    family.today = lambda: date(2026, 11, 22)
    assert ("advocate" in writers(family, full)) == can_write


def test_who_holds_a_role_is_known(family: Family, full: Child) -> None:
    people.add_person(family, Contact(name="Tom Reed"), "Advocate", full)
    given = {"scope": "all", "expires_on": "2027-08-31"}
    document = prepare(family, "authority_to_act", full, given=given).document
    assert "permission for Tom Reed" in document.subject


HARD = (
    "one | two",
    "a\\|b\\",
    "first\n\nsecond",
    "C:\\new\\\\server",
    "# **bold** {{ child }}",
    "|",
)


def corrected(family: Family, meeting: Event, *saids: tuple[str, str]) -> None:
    """Keep corrections of the minutes of a review."""
    for written, said in saids:
        known = {"review": str(meeting.review), "who": "Mrs Bell", "source": "our own note"}
        family.store.corrections.save(Correction(written=written, said=said, **known))


def test_corrections_of_the_minutes_fill_their_letter_in_order(
    family: Family, full: Child
) -> None:
    (meeting,) = family.store.events.all(kind="review_meeting_held")
    corrected(family, meeting, ("On track.", "On track with help."), ("", "It stopped in March."))
    (rows,) = tables(prepare(family, "minutes_correction", full))
    assert rows[1:] == [
        ("On track.", "On track with help.", "Mrs Bell\nour own note"),
        ("nothing", "It stopped in March.", "Mrs Bell\nour own note"),
    ]


def test_a_letter_has_the_corrections_of_its_own_review_alone(family: Family, full: Child) -> None:
    later = log(family, full, "review_meeting_held", "2026-10-02")
    (first,) = family.store.events.all(kind="review_meeting_held", on=When.parse("2026-06-02"))
    corrected(family, first, ("On track.", "On track with help."))
    corrected(family, later, ("He is happy.", "He is sad."))
    (rows,) = tables(prepare(family, "minutes_correction", full, later.review))
    assert [row[1] for row in rows[1:]] == ["He is sad."]


def test_what_was_typed_in_the_letter_stands_over_the_corrections(
    family: Family, full: Child
) -> None:
    (meeting,) = family.store.events.all(kind="review_meeting_held")
    corrected(family, meeting, ("On track.", "On track with help."))
    given = {"corrections": "On track. | With help, and slowly. | my notes"}
    (rows,) = tables(prepare(family, "minutes_correction", full, given=given))
    assert rows[1:] == [("On track.", "With help, and slowly.", "my notes")]


@pytest.mark.parametrize("words", HARD)
def test_any_words_come_through_the_table_and_its_form(
    family: Family, full: Child, words: str
) -> None:
    (meeting,) = family.store.events.all(kind="review_meeting_held")
    corrected(family, meeting, (words, words), ("", "x" * 5000))
    (rows,) = tables(prepare(family, "minutes_correction", full))
    held = asking(family, shelf.template("minutes_correction"), full, None).held["corrections"]
    (typed,) = tables(prepare(family, "minutes_correction", full, given={"corrections": held}))
    assert rows[1][:2] == (words, words)
    assert typed == rows
