"""A letter states what the record holds, drops what it does not, and refuses what is not true."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.letters.conftest import let_an_advocate_act

from ehcp_desktop.domain.advocacy import AuthorityToAct
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, MissingFacts
from ehcp_desktop.services import events, people
from ehcp_desktop.services.letters import asked, kept, sending, shelf
from ehcp_desktop.services.letters.asking import asking
from ehcp_desktop.services.letters.choosing import candidates
from ehcp_desktop.services.letters.document import Block, Line, Words, body_text, with_body
from ehcp_desktop.services.letters.plain import email_text, text
from ehcp_desktop.services.letters.writer import writers
from ehcp_desktop.services.letters.writing import prepare, save_draft

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

OVERDUE = "review_decision_overdue"


def said(family: Family, child: Child, template: str = OVERDUE, **given: str) -> str:
    return text(prepare(family, template, child, given=given).document).replace("\u00a0", " ")


def words(*texts: str, bold: bool = False) -> Line:
    return tuple(Words(text, bold) for text in texts)


def test_missing_facts_are_named_in_plain_words(family: Family, child: Child) -> None:
    bare = family.store.children.save(replace(child, authority=""))
    with pytest.raises(MissingFacts) as refused:
        prepare(family, OVERDUE, bare)
    assert refused.value.facts == (
        "name of the local authority",
        "name of the person who writes",
        "date of the review meeting",
    )


def test_blanks_leave_marked_gaps(family: Family, child: Child) -> None:
    written = prepare(family, OVERDUE, child, blanks=True)
    assert "held on [date of the review meeting]" in body_text(written.document)
    assert written.document.signature == "[name of the person who writes]"
    assert written.missing == ("name of the person who writes", "date of the review meeting")


def test_a_year_is_too_vague_to_be_called_the_date_of_the_meeting(
    family: Family, child: Child, sender: Contact
) -> None:
    vague = Event(child=child.id, kind="review_meeting_held", on=When.parse("2025"))
    events.log(family, vague)
    with pytest.raises(MissingFacts, match="date of the review meeting"):
        prepare(family, OVERDUE, child)


def test_a_month_gives_at_least_so_many_days(family: Family, fewest: Child) -> None:
    family.today = lambda: date(2024, 3, 1)
    words = said(family, fewest)
    assert "held in November 2023" in words
    assert "no later than 28 December 2023, at least 64 days ago" in words


def test_between_two_readings_the_letter_says_both(family: Family, fewest: Child) -> None:
    family.today = lambda: date(2023, 12, 10)
    assert "between 29 November 2023 and 28 December 2023" in said(family, fewest)


def test_out_of_school_it_cites_regulation_21(family: Family, full: Child) -> None:
    away = family.store.children.save(replace(full, school="none"))
    words = said(family, away)
    assert "Regulation 21 of the Special" in words
    assert "20(10)" not in words


@pytest.mark.parametrize(("left", "regulation"), [("2026-05-11", "21"), ("2026-09-01", "20(10)")])
def test_the_day_of_the_meeting_decides_who_was_in_school(
    family: Family, full: Child, left: str, regulation: str
) -> None:
    kind = "school_attendance_changed"
    events.log(family, Event(child=full.id, kind=kind, on=When.parse(left), outcome="none"))
    assert f"Regulation {regulation} of" in said(family, full)
    recipient = prepare(family, "review_report_overdue", full).document.recipient
    assert ("The Director of Children’s Services" in recipient) == (regulation == "21")


def test_out_of_school_the_report_is_asked_of_the_authority(family: Family, full: Child) -> None:
    away = family.store.children.save(replace(full, school="none"))
    document = prepare(family, "review_report_overdue", away).document
    assert document.recipient[0] == "The Director of Children’s Services"
    assert document.salutation == "Dear Director"


@pytest.mark.parametrize("template", shelf.template_ids())
def test_no_letter_claims_what_the_law_does_not_say(template: str) -> None:
    body = " ".join(shelf.template(template).body.split())
    assert "must give reasons" not in body
    assert "9.193" not in body
    assert "Code of Practice must" not in body


def test_an_early_review_claims_no_time_limit_and_no_appeal(family: Family, full: Child) -> None:
    words = said(family, full, "early_review_request")
    assert "The law sets no time for your answer" in words
    assert "appeal" not in words


def test_given_facts_stand_over_the_record(family: Family, full: Child) -> None:
    words = said(
        family,
        full,
        recipient_name="Ms Ada Patel",
        recipient_role="Head of SEN",
        reply_by="2026-12-18",
        own_words="The meeting lasted ten minutes.",
        by="email, post",
        enclosures="invitation; report",
    )
    assert "Dear Ms Patel" in words
    assert "Yours sincerely" in words
    assert "Friday 18 December 2026" in words
    assert "The meeting lasted ten minutes." in words
    assert "By email and first class post" in words
    assert "Enclosed: invitation; report" in words


def test_an_unknown_fact_is_refused_by_name(family: Family, full: Child) -> None:
    with pytest.raises(BadInput, match="“colour” is not a fact"):
        prepare(family, OVERDUE, full, given={"colour": "blue"})


def test_an_unreadable_date_is_refused_by_name(family: Family, full: Child) -> None:
    with pytest.raises(BadInput, match="day a reply is asked for"):
        prepare(family, OVERDUE, full, given={"reply_by": "31 June 2027"})


def test_an_unknown_tone_is_refused(family: Family, full: Child) -> None:
    with pytest.raises(BadInput, match="friendly, firm or formal"):
        prepare(family, OVERDUE, full, tone="angry")


def test_five_working_days_from_a_sunday_email(family: Family, full: Child) -> None:
    assert prepare(family, OVERDUE, full).reply_by == date(2026, 11, 30)


def test_the_decision_is_asked_for_by_the_rules_own_day(family: Family, full: Child) -> None:
    family.today = lambda: date(2026, 6, 10)
    assert prepare(family, "review_decision_ask", full).reply_by == date(2026, 6, 30)


def test_a_draft_keeps_the_letter_exactly(family: Family, full: Child) -> None:
    written = prepare(family, OVERDUE, full, given={"own_words": "One.\nTwo."})
    letter = family.store.letters.get(save_draft(family, written).id)
    assert kept.document_of(letter) == written.document
    assert kept.given_of(letter) == {"own_words": "One.\nTwo."}
    assert letter.title == "Decision after the review of 2\u00a0June\u00a02026"


def test_a_draft_keeps_by_which_law_it_was_written(family: Family, full: Child) -> None:
    law = save_draft(family, prepare(family, OVERDUE, full)).law.replace("\u00a0", " ")
    assert law.startswith("The law of england-2026.11 (control number ")
    assert "its text was checked on 22 November 2026, news of its reform up to July 2026" in law


def test_a_letter_kept_with_its_day_in_words_alone_is_read(family: Family, full: Child) -> None:
    written = prepare(family, OVERDUE, full)
    letter = save_draft(family, written)
    before = letter.fields.replace('"on": "2026-11-22"', '"day": "22\u00a0November\u00a02026"')
    assert before != letter.fields
    assert kept.document_of(replace(letter, fields=before)) == written.document


def test_a_draft_is_written_over_not_doubled(family: Family, full: Child) -> None:
    letter = save_draft(family, prepare(family, OVERDUE, full))
    save_draft(family, prepare(family, OVERDUE, full, tone="formal"), letter)
    assert [each.tone for each in family.store.letters.all()] == ["formal"]


def test_words_that_were_edited_keep_their_points(family: Family, full: Child) -> None:
    document = prepare(family, OVERDUE, full).document
    edited = with_body(document, body_text(document).replace("the reasons for it;", "why;"))
    assert "2. why;" in body_text(edited)
    assert [block.kind for block in edited.blocks] == [b.kind for b in document.blocks]


def test_a_table_and_a_heading_come_back_as_they_are_edited(family: Family, full: Child) -> None:
    table = Block(
        "table", (words("Day", "What", bold=True), words("Monday", "Left alone | twice"))
    )
    blocks = (Block("heading", (words("What happened"),)), table)
    document = replace(prepare(family, OVERDUE, full).document, blocks=blocks)
    assert with_body(document, body_text(document)) == document
    edited = with_body(document, "## What happened\n\nDay | What\nTuesday | Sent home")
    assert edited.blocks == (
        blocks[0],
        Block("table", (table.lines[0], words("Tuesday", "Sent home"))),
    )
    assert "What happened\n\nDay: Tuesday\nWhat: Sent home" in text(edited)


def test_the_email_starts_at_its_greeting(family: Family, full: Child) -> None:
    assert email_text(prepare(family, OVERDUE, full).document).startswith("Dear Director\n\n")


def test_the_sender_can_be_the_young_person(family: Family, child: Child, meeting: Event) -> None:
    people.add_person(family, Contact(name=child.name, is_sender=True))
    assert "I am the" not in said(family, child)


def test_a_review_that_was_held_is_not_called_unarranged(family: Family, full: Child) -> None:
    plan = Event(child=full.id, kind="final_plan_issued", on=When.parse("2025-01-14"))
    events.log(family, plan)
    words = said(family, full, "review_not_arranged")
    assert "held on 2 June 2026, and I have no record of a decision after it" in words
    assert "no record of a day" not in words


def test_a_notice_of_another_review_is_not_told(family: Family, full: Child) -> None:
    for on, kind, outcome in (
        ("2025-06-03", "review_meeting_held", ""),
        ("2025-06-20", "amendment_notice_received", ""),
        ("2025-08-01", "amended_plan_issued", ""),
        ("2026-06-26", "review_decision_received", "amend"),
    ):
        event = Event(child=full.id, kind=kind, on=When.parse(on), outcome=outcome)
        events.log(family, event)
    words = said(family, full, "final_amended_overdue")
    assert "held on 2 June 2026" in words
    assert "notice of the proposed changes" not in words.partition("Regulation")[0]


def test_the_limit_is_that_of_what_is_late_not_of_what_has_come(
    family: Family, child: Child, sender: Contact
) -> None:
    for kind, on, outcome in (
        ("tribunal_ordered", "2026-07-01", "make_plan"),
        ("draft_plan_received", "2026-08-20", ""),
    ):
        events.log(family, Event(child=child.id, kind=kind, on=When.parse(on), outcome=outcome))
    letter = said(family, child, "tribunal_order_overdue", to_be_done="Send the final plan.")
    assert "That time ended on 16 September 2026, 67 days ago." in letter


@pytest.mark.parametrize(
    ("school", "law"),
    [
        ("academy", "section 39 says that the local authority must consult it"),
        ("independent", "the duty in section 39 does not reach it"),
    ],
)
def test_the_kind_of_school_decides_which_law_the_letter_states(
    family: Family, child: Child, sender: Contact, school: str, law: str
) -> None:
    letter = said(family, child, "school_of_choice", school_wanted="Elm", school_type=school)
    assert law in letter


def test_a_letter_about_a_school_is_not_written_without_its_kind(
    family: Family, child: Child, sender: Contact
) -> None:
    with pytest.raises(MissingFacts, match="kind of school that is wanted"):
        said(family, child, "school_of_choice", school_wanted="Elm")


def exclude(family: Family, child: Child, kind: str) -> None:
    events.log(family, Event(child=child.id, kind=kind, on=When.parse("2026-11-16")))


def test_a_permanent_exclusion_on_record_is_called_one(family: Family, full: Child) -> None:
    exclude(family, full, "permanently_excluded")
    letter = said(family, full, "governors_exclusion")
    assert "representations on the permanent exclusion of 16 November 2026" in letter
    assert "meet about this within 15 school days" in letter
    assert "suspension" not in letter


def test_a_suspension_of_unknown_length_leaves_a_gap(family: Family, full: Child) -> None:
    exclude(family, full, "suspended")
    letter = text(prepare(family, "governors_exclusion", full, blanks=True).document)
    assert "Sam’s [kind of suspension or exclusion] from" in letter
    assert "15 school days" not in letter


@pytest.fixture
def moving(family: Family, full: Child) -> Child:
    """Return a child who moves next year, nobody said between which schools."""
    planned = Event(child=full.id, kind="phase_transfer_planned", on=When.parse("2027-09"))
    events.log(family, planned)
    return full


def test_a_move_that_is_not_chosen_has_no_last_day(family: Family, moving: Child) -> None:
    letter = text(prepare(family, "phase_transfer_overdue", moving, blanks=True).document)
    assert "before the day that it sets for such a move." in letter
    assert not re.search("February|March(?! 2016)|last day", letter.replace("\u00a0", " "))


def test_a_move_that_is_chosen_has_the_day_of_its_law_alone(family: Family, moving: Child) -> None:
    letter = said(family, moving, "phase_transfer_overdue", move="secondary_to_post16")
    assert "before 31 March of the year of the move" in letter
    assert "The last day for that" not in letter


@pytest.fixture
def grown(family: Family, full: Child) -> Child:
    """Return the child of the family with every fact, at 16."""
    return family.store.children.save(replace(full, born=date(2010, 3, 14)))


def test_from_16_a_young_person_writes_in_their_own_name(family: Family, grown: Child) -> None:
    document = prepare(family, OVERDUE, grown, given={"writer": "young_person"}).document
    assert document.signature == grown.name
    assert "I am Sam Example, and I write in my own name." in text(document)
    assert document.sender[:2] == ("Sam Example", "14 Larch Close")
    assert "sian@example.org" not in document.sender


@pytest.mark.parametrize(
    ("day", "writer", "is_said"),
    [
        (date(2026, 6, 26), "parent", False),
        (date(2026, 6, 27), "parent", True),
        (date(2026, 6, 27), "young_person", False),
    ],
)
def test_a_parent_is_told_when_the_rights_are_the_young_persons_own(
    family: Family, grown: Child, day: date, writer: str, is_said: bool
) -> None:
    family.today = lambda: day
    asked = prepare(family, "ehcna_request", grown, given={"writer": writer})
    said_so = any("rights under the plan are your child’s own" in each for each in asked.cautions)
    assert said_so == is_said


def test_under_16_a_parent_writes(family: Family, full: Child) -> None:
    with pytest.raises(BadInput, match="from 16, that is from 14\u00a0March\u00a02032"):
        prepare(family, OVERDUE, full, given={"writer": "young_person"})


def test_an_advocate_writes_with_the_authority_of_the_family(family: Family, full: Child) -> None:
    people.add_person(family, Contact(name="Jo Hart", address="1 High Road"), "Advocate", full)
    with pytest.raises(BadInput, match="permission for Jo Hart to act is not on record"):
        prepare(family, OVERDUE, full, given={"writer": "advocate"})
    let_an_advocate_act(family, full)
    document = prepare(family, OVERDUE, full, given={"writer": "advocate"}).document
    assert document.sender == ("Jo Hart", "1 High Road")
    assert "and tell the parent or young person, within four weeks" in text(document)
    assert (
        "I write for Siân O’Brien, the mother of Sam Example, whose signed permission is enclosed."
    ) in text(document)
    assert document.enclosures == ("signed permission to act for the family",)


def test_who_wrote_a_letter_writes_its_reminder_too(family: Family, full: Child) -> None:
    people.add_person(family, Contact(name="Jo Hart"), "Advocate", full)
    let_an_advocate_act(family, full)
    given = {"writer": "advocate"}
    letter = save_draft(family, prepare(family, OVERDUE, full, given=given))
    sending.mark_sent(family, letter.id, family.today(), "email")
    family.today = lambda: date(2026, 12, 22)
    chaser = shelf.template("chaser")
    assert prepare(family, chaser.id, full, letter.id).writer == "advocate"
    assert asking(family, chaser, full, letter.id).writers == ("advocate", "parent")


def test_nobody_can_be_the_advocate_whom_people_does_not_have(family: Family, full: Child) -> None:
    with pytest.raises(BadInput, match="Nobody in People is the advocate"):
        prepare(family, OVERDUE, full, given={"writer": "advocate"})


def test_who_can_write_depends_on_age_and_authority(family: Family, grown: Child) -> None:
    assert writers(family, grown) == ("parent", "young_person")
    people.add_person(family, Contact(name="Jo Hart"), "Advocate", grown)
    let_an_advocate_act(family, grown)
    assert writers(family, grown) == ("parent", "young_person", "advocate")


@pytest.mark.parametrize(
    ("given", "can_write"),
    [
        pytest.param({}, True, id="no end"),
        pytest.param({"on": When.parse("2026-09-01")}, True, id="begun"),
        pytest.param({"on": When.parse("2026-12-01")}, False, id="to come"),
        pytest.param({"until": When.parse("2026-11-22")}, True, id="last day"),
        pytest.param({"until": When.parse("2026-11-21")}, False, id="ended"),
        pytest.param({"withdrawn": When.parse("2026-11-22")}, False, id="withdrawn"),
        pytest.param({"given_to": "Tom Reed"}, False, id="somebody else"),
        pytest.param({"given_to": "Anyshire SENDIASS"}, True, id="their organisation"),
    ],
)
def test_an_authority_on_record_lets_an_advocate_write_while_it_holds(
    family: Family, full: Child, given: dict[str, object], can_write: bool
) -> None:
    family.today = lambda: date(2026, 11, 22)
    helper = Contact(name="Jo Hart", organisation="Anyshire SENDIASS")
    people.add_person(family, helper, "Advocate", full)
    begun = {"given_by": "Amara Example", "given_to": "Jo Hart", "on": When.parse("2026-11-01")}
    known = begun | given
    family.store.authorities_to_act.save(AuthorityToAct(**known))
    assert ("advocate" in writers(family, full)) == can_write


def test_an_authority_taken_back_ends_an_older_letter_of_permission(
    family: Family, full: Child
) -> None:
    people.add_person(family, Contact(name="Jo Hart"), "Advocate", full)
    let_an_advocate_act(family, full)
    assert "advocate" in writers(family, full)
    taken = {"given_by": "Amara", "given_to": "Jo Hart", "withdrawn": When.day(family.today())}
    family.store.authorities_to_act.save(AuthorityToAct(**taken))
    assert "advocate" not in writers(family, full)


def test_an_advocate_gives_no_permission_to_themselves(family: Family, full: Child) -> None:
    for sender in family.store.contacts.all(is_sender=True):
        family.store.contacts.save(replace(sender, is_sender=False))
    people.add_person(family, Contact(name="Jo Hart", is_sender=True), "Advocate", full)
    given = {"scope": "all", "expires_on": "2027-08-31"}
    assert "advocate" not in writers(family, full, "authority_to_act")
    with pytest.raises(MissingFacts, match="name of the person who writes"):
        prepare(family, "authority_to_act", full, given=given)
    with pytest.raises(BadInput, match="The family gives and signs this permission"):
        prepare(family, "authority_to_act", full, given={**given, "writer": "advocate"})


def test_a_report_is_put_right_before_the_decision_and_long_after_it(
    family: Family, full: Child
) -> None:
    given = {"corrections": "nothing | I asked for more | my note", "report_on": "12 June 2026"}
    late = said(family, full, "minutes_correction", **given)
    assert "are over, and I have no record of a decision." in late
    assert "so that the local authority has it when it decides." in late
    come = Event(child=full.id, kind="review_decision_received", on=When.parse("2026-08-03"))
    events.log(family, come)
    decided = said(family, full, "minutes_correction", **given)
    assert "; its decision came on 3 August 2026." in decided
    assert "take it into account" not in decided


def test_a_letter_about_a_report_does_not_call_it_late_and_logs_the_day_it_came(
    family: Family, full: Child
) -> None:
    given = {"corrections": "nothing | I asked for more | my note", "report_on": "12 June 2026"}
    written = prepare(family, "minutes_correction", full, given=given)
    assert {"late", "limit"}.isdisjoint(fact.id for fact in written.facts)
    asked.keep_days(family, full, written.template, written.given)
    (report,) = family.store.events.all(child=full.id, kind="review_report_received")
    assert (report.on, bool(report.review)) == (When.parse("2026-06-12"), True)


def decided(family: Family, child: Child, outcome: str, on: str) -> Event:
    decision = Event(
        child=child.id, kind="review_decision_received", outcome=outcome, on=When.parse(on)
    )
    return events.log(family, decision)


@pytest.mark.parametrize("outcome", ["amend", ""])
def test_how_to_appeal_is_asked_only_of_a_decision_that_can_be_appealed(
    family: Family, full: Child, outcome: str
) -> None:
    other = decided(family, full, outcome, "2026-11-12")
    for about in (None, other.id):
        with pytest.raises(BadInput, match="comes with the final plan"):
            prepare(family, "appeal_words_missing", full, about)


def test_an_older_decision_to_keep_the_plan_can_be_chosen(family: Family, full: Child) -> None:
    kept_as_it_is = decided(family, full, "maintain", "2025-11-12")
    decided(family, full, "amend", "2026-11-12")
    template = shelf.template("appeal_words_missing")
    assert candidates(family, template, full) == [kept_as_it_is]
    assert prepare(family, template.id, full, kept_as_it_is.id).about == kept_as_it_is


@pytest.mark.parametrize(("on", "runs"), [("2026-11-12", True), ("2025-03-20", False)])
@pytest.mark.parametrize("outcome", ["maintain", "cease"])
def test_the_time_to_appeal_runs_only_while_it_does(
    family: Family, full: Child, outcome: str, on: str, runs: bool
) -> None:
    decided(family, full, outcome, on)
    assert ("is running" in said(family, full, "appeal_words_missing")) is runs


def test_once_the_decision_came_the_kind_of_review_is_asked_in_the_past_tense(
    family: Family, full: Child
) -> None:
    given = {"called": "Progress Review"}
    before = said(family, full, "pilot_status_query", **given)
    assert "a written decision is due within four weeks of the meeting, with" in before
    decided(family, full, "maintain", "2026-06-25")
    after = said(family, full, "pilot_status_query", **given)
    assert "is due within" not in after
    assert "2. that changes to Sections B, E and F could be recommended at it, and were" in after
    assert "The decision came on 25 June 2026." in after
