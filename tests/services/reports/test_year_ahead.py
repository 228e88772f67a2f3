"""The year ahead is one page, says what is late and what is due, and never calls guidance law."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest

from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, FileRefused
from ehcp_desktop.services import child_clock, concerns, diary, events, today
from ehcp_desktop.services.documents.edition import EDITIONS, LARGE, STANDARD, Edition
from ehcp_desktop.services.questions import answer
from ehcp_desktop.services.reports.year_ahead import SUFFIXES, Line, told, year_ahead

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

SAYS = "say whether this plan names the school or place your child moves to"


def log(family: Family, child: Child, kind: str, on: str, **more: str) -> Event:
    event = Event(child=child.id, kind=kind, on=When.parse(on), **more)  # type: ignore[arg-type]
    events.log(family, event)
    return event


def months(family: Family, child: Child) -> dict[str, list[Line]]:
    return {
        month.replace("\u00a0", " "): list(lines) for month, lines in told(family, child).months
    }


def written(family: Family, child: Child, path: Path, edition: Edition = STANDARD) -> str:
    """Return all that the paper shows."""
    whole = year_ahead(family, child, path, edition).read_bytes()
    if path.suffix == ".pdf":
        pages = pypdf.PdfReader(io.BytesIO(whole)).pages
        assert len(pages) == 1 or edition.is_larger
        return " ".join(" ".join(page.extract_text() for page in pages).split())
    if path.suffix == ".txt":
        return whole.decode().replace("\u00a0", " ")
    word = docx.Document(io.BytesIO(whole))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    return " ".join([*(one.text for one in word.paragraphs), *cells]).replace("\u00a0", " ")


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.id)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_made_up_family_gets_all_of_it_on_one_page_or_in_larger_letters(
    example_family: Family, tmp_path: Path, suffix: str, edition: Edition
) -> None:
    (child,) = example_family.children
    shown = written(example_family, child, tmp_path / f"year{suffix}", edition)
    for words in (
        "The year ahead: Sam Okafor-Lee",
        "22 November 2026 to 21 November 2027",
        "Year 6 in 2026 to 2027, key stage 2.",
        "Written decision after the review: 145 days late",
        "30 June 2026",
        "February 2027",
        "Plan names the next school",
        "practice, not law",
        "Information, not legal advice.",
    ):
        assert words in shown


def test_bookmarks_lead_to_what_is_late_and_to_each_month(
    example_family: Family, tmp_path: Path
) -> None:
    (child,) = example_family.children
    path = year_ahead(example_family, child, tmp_path / "year.pdf")
    title, below = pypdf.PdfReader(path).outline
    assert title.title == "The year ahead: Sam Okafor-Lee"
    names = months(example_family, child)
    assert [one.title for one in below] == ["Late", *names]


def test_a_move_that_nobody_wrote_down_has_its_fixed_date(family: Family, child: Child) -> None:
    found = months(family, child)
    (limit,) = found["February 2027"]
    assert limit.texts == (
        "Sun 14",
        "Plan names the next school",
        "Anyshire County Council",
        "law",
    )
    assert [line.what for line in found["September 2027"]] == ["Primary to secondary school"]


@pytest.mark.parametrize(
    ("today", "span"),
    [
        (date(2028, 2, 28), "28 February 2028 to 27 February 2029."),
        (date(2028, 2, 29), "29 February 2028 to 28 February 2029."),
        (date(2027, 3, 1), "1 March 2027 to 29 February 2028."),
    ],
    ids=str,
)
def test_a_year_has_twelve_whole_months(family: Family, child: Child, span: str) -> None:
    assert told(family, child).facts[0].replace("\u00a0", " ").startswith(span)


def test_a_move_in_the_record_is_not_told_twice(family: Family, child: Child) -> None:
    log(family, child, child_clock.MOVED, "2027-09-01", outcome="primary_to_secondary")
    titles = [line.what for lines in months(family, child).values() for line in lines]
    assert titles.count("Plan names the next school") == 1


def test_the_next_review_is_told_with_the_day_it_must_be_done_by(
    family: Family, child: Child
) -> None:
    log(family, child, "final_plan_issued", "2026-06-02")
    facts = " ".join(told(family, child).facts).replace("\u00a0", " ")
    assert "Next review: no later than 1 June 2027, its decision included." in facts
    assert "Tue 1" in [line.texts[0] for line in months(family, child)["June 2027"]]


def test_a_window_of_the_familys_own_leads_with_the_careful_day(
    family: Family, child: Child
) -> None:
    log(family, child, "draft_plan_received", "2026-11-20")
    lines = [line for found in months(family, child).values() for line in found]
    own = next(line for line in lines if line.who == "you")
    due = {one.rule.id: one for one in diary.due(family, child.id)}
    assert own.day == today.act_on(due["draft_plan_representations"], family.today())


def test_what_may_only_apply_says_so(family: Family, child: Child) -> None:
    log(family, child, "review_meeting_held", "2026-11-20")
    lines = [line.what for found in months(family, child).values() for line in found]
    assert any("(only if the plan is to change)" in line for line in lines)


def test_a_limit_of_a_move_that_is_not_known_says_what_it_needs(
    family: Family, child: Child
) -> None:
    log(family, child, child_clock.MOVED, "2027-09-01")
    lines = [line.what for line in months(family, child)["February 2027"]]
    (limit,) = (line for line in lines if line.startswith("Plan names the next school"))
    assert "(it needs to know which move it is: before 15 February" in limit
    assert "only if the plan is to change" not in limit


def test_one_limit_of_several_in_hand_leaves_the_others_late(family: Family, child: Child) -> None:
    log(family, child, "mediation_agreed", "2026-06-01", outcome="assess")
    late = [line for line in told(family, child).late if "Agreed assessment" in line.what]
    rows = [one for one in today.agenda(family, child.id).late if one.deadline]
    first = next(one for one in rows if one.deadline.rule.id == "mediation_agreement_appealable")
    question, event = first.deadline.key
    answer = Answer(child=child.id, question=question, event=event, value="have_it")
    family.store.answers.save(answer)
    left = [line for line in told(family, child).late if "Agreed assessment" in line.what]
    assert len(left) == len(late) - 1 > 0


def test_guidance_is_called_guidance(family: Family, child: Child) -> None:
    log(family, child, "complaint_made", "2026-11-20", outcome="council")
    lines = [line for found in months(family, child).values() for line in found]
    assert "guidance, not law" in {line.basis for line in lines}
    law = {rule.title for rule in family.rulebook.rules if rule.is_law}
    assert all(line.what not in law for line in lines if "not law" in line.basis)


def test_a_plan_that_may_not_name_the_next_place_leaves_its_day_on_the_page(
    family: Family, child: Child
) -> None:
    log(family, child, "phase_transfer_planned", "2027-09-01", outcome="primary_to_secondary")
    plan = log(family, child, "amended_plan_issued", "2026-11-10")
    (one,) = months(family, child)["February 2027"]
    assert one.texts[:2] == ("Sun 14", f"Plan names the next school ({SAYS})")
    answer(family, plan, "plan_names_next_setting", "yes")
    assert "February 2027" not in months(family, child)


def test_what_has_no_date_yet_is_named_in_one_line(family: Family, child: Child) -> None:
    log(family, child, "exclusion_notified_to_governors", "2025-11-20")  # over a year ago
    log(family, child, "suspended", "2026-11-20")
    log(family, child, "governors_decision_received", "2026-11-20")
    said = "No date can be worked out yet for: Education during a long suspension."
    assert told(family, child).facts[-1] == said
    (line,) = months(family, child)["December 2026"]
    assert line.what.endswith(" (the last day is no earlier)")


def test_an_exception_stands_beside_its_date_and_moves_nothing(
    family: Family, child: Child
) -> None:
    log(family, child, "assessment_requested", "2026-06-01")
    before = told(family, child).late[0]
    log(family, child, "exception_claimed", "2026-07-01", outcome="exceptional_circumstances")
    after = told(family, child).late[0]
    assert after == before._replace(what=after.what)
    assert after.what.startswith(before.what)
    assert "the date stands" in after.what


def test_a_meeting_that_is_arranged_stands_on_its_day(family: Family, child: Child) -> None:
    log(family, child, "review_meeting_arranged", "2027-01-12")
    assert "Review meeting" in [line.what for line in months(family, child)["January 2027"]]


def test_what_the_family_has_in_hand_is_not_called_late(family: Family, child: Child) -> None:
    log(family, child, "review_meeting_held", "2026-10-01")
    (late,) = [one for one in told(family, child).late if "decision" in one.what.casefold()]
    assert late.texts[0].replace("\u00a0", " ") == "29 October 2026"
    matter = next(
        one
        for one in today.agenda(family, child.id).late
        if one.deadline and one.deadline.rule.id == "review_decision"
    )
    assert matter.concern is not None
    concerns.put_aside(family, matter.concern, "have_it")
    assert late not in told(family, child).late


def test_an_age_that_is_reached_within_the_year_is_told(family: Family, child: Child) -> None:
    older = family.store.children.save(replace(child, born=date(2009, 2, 28), year_group=None))
    lines = months(family, older)
    assert [line.what for line in lines["February 2027"]] == ["18th birthday"]


@pytest.mark.parametrize("count", [0, 30, 200])
def test_however_much_is_due_it_stays_one_page(
    family: Family, child: Child, tmp_path: Path, count: int
) -> None:
    for number in range(count):
        day = When.day(date(2026, 12, 1 + number % 28))
        event = Event(child=child.id, kind="promise_made", by=day, on=When.day(date(2026, 11, 1)))
        events.log(family, replace(event, summary=f"Promise number {number}"))
    shown = written(family, child, tmp_path / "year.pdf")
    assert "Information, not legal advice." in shown
    assert ("do not fit here" in shown) is (count == 200)


def test_a_larger_edition_leaves_nothing_out(family: Family, child: Child, tmp_path: Path) -> None:
    for number in range(90):
        day = When.day(date(2026, 12, 1 + number % 28))
        event = Event(child=child.id, kind="promise_made", by=day, on=When.day(date(2026, 11, 1)))
        events.log(family, replace(event, summary=f"Promise number {number}."))
    shown = written(family, child, tmp_path / "year.pdf", LARGE)
    assert all(f"Promise number {number}" in shown for number in range(90))


def test_a_child_with_nothing_ahead_still_has_a_page(family: Family, child: Child) -> None:
    grown = family.store.children.save(replace(child, born=date(1999, 5, 1), year_group=None))
    assert told(family, grown).months == ()
    assert told(family, grown).facts[1].startswith("After Year 13")


def test_a_page_for_the_wall_says_of_the_law_only_when_it_was_checked(
    family: Family, child: Child
) -> None:
    foot = told(family, child).foot.replace("\u00a0", " ")
    assert "By the law as checked on 22 November 2026." in foot
    assert "england" not in foot


def test_another_ending_and_a_missing_folder_are_refused(
    family: Family, child: Child, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=r"not as “\.odt”"):
        year_ahead(family, child, tmp_path / "year.odt")
    with pytest.raises(FileRefused, match="could not be written"):
        year_ahead(family, child, tmp_path / "nowhere" / "year.pdf")
