"""A rule is chosen by the day of what started it: before a change the old one, then the new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.domain.casework import book, calendar, case

from ehcp_desktop.domain.counting import Count, count_from_entry
from ehcp_desktop.domain.deadline import Deadline
from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.pack import Pack, amended, compare, rule_changes
from ehcp_desktop.domain.ruleset import Ruleset
from ehcp_desktop.domain.timetable import deadlines
from ehcp_desktop.domain.when import When

CHANGE = date(2026, 3, 1)
EMPTY = Pack(
    id="england-2026.12",
    title="Test",
    plain="Test.",
    issued=date(2026, 12, 1),
    checked=date(2026, 12, 1),
    reform_checked=When.month(2026, 12),
    sha256="0" * 64,
)


def changed(rule: str, **fields: object) -> Pack:
    """Return a pack in which the rule has other fields from the day of the change."""
    known = book().rules.by_id[rule]
    new = replace(known, **{"in_force": (CHANGE, None)} | fields)  # type: ignore[arg-type]
    return EMPTY._replace(rules=(new,))


def count(**told: object) -> Count | None:
    return count_from_entry(Entry(told, "test"))


def law_with(pack: Pack) -> Ruleset:
    rules = Ruleset(amended(book().rules.entries, pack), book().rules.derived)
    rules.check()
    return rules


def found(rules: Ruleset, rule: str, today: str, *lines: str) -> list[Deadline]:
    every = deadlines(rules, case(today, lines), calendar())
    return [one for one in every if one.rule.id == rule]


SIX_WEEKS = changed("review_decision", limit=count(weeks=6))


@pytest.mark.parametrize(
    ("meeting", "due"),
    [
        pytest.param("2026-02-27", "2026-03-27", id="the day before but one: 4 weeks"),
        pytest.param("2026-02-28", "2026-03-28", id="the day before: 4 weeks"),
        pytest.param("2026-03-01", "2026-04-12", id="on the day: 6 weeks"),
        pytest.param("2026-03-02", "2026-04-13", id="the day after: 6 weeks"),
    ],
)
def test_the_day_of_the_meeting_chooses_the_rule(meeting: str, due: str) -> None:
    rules = law_with(SIX_WEEKS)
    (one,) = found(rules, "review_decision", "2026-03-20", f"{meeting} review_meeting_held")
    assert str(one.due) == due


def test_two_meetings_are_each_judged_by_the_rule_of_their_day() -> None:
    lines = ("2025-02-03 review_meeting_held", "2026-03-02 review_meeting_held")
    both = found(law_with(SIX_WEEKS), "review_decision", "2026-06-01", *lines)
    assert [str(one.due) for one in both] == ["2025-03-03", "2026-04-13"]


def test_a_limit_counted_from_another_is_there_once() -> None:
    pack = changed("review_meeting_latest", offset=count(weeks=8, before=True))
    for issued, due in (("2026-02-27", "2027-01-29"), ("2026-03-02", "2027-01-04")):
        lines = (f"{issued} final_plan_issued",)
        (one,) = found(law_with(pack), "review_meeting_latest", "2026-04-01", *lines)
        assert str(one.due) == due


def test_a_plan_still_ends_by_the_window_of_its_day() -> None:
    pack = changed("appeal_2months", limit=count(months=6))
    lines = ("2025-01-06 final_plan_issued", "2025-06-02 cease_decision_received")
    now, then = (found(one, "review_first", "2026-06-01", *lines) for one in _both(pack))
    assert [one.state for one in now] == [one.state for one in then] == ["not_needed"]


def test_a_rule_that_is_ended_starts_no_more() -> None:
    pack = EMPTY._replace(ended={"review_decision": date(2026, 2, 28)})
    lines = ("2026-02-20 review_meeting_held",)
    assert found(law_with(pack), "review_decision", "2026-03-20", *lines)
    lines = ("2026-03-01 review_meeting_held",)
    assert not found(law_with(pack), "review_decision", "2026-03-20", *lines)


def test_a_correction_from_the_first_day_replaces_the_entry_wholly() -> None:
    since = book().rules.by_id["review_decision"].in_force
    pack = changed("review_decision", title="Corrected", in_force=since)
    entries = [rule for rule in law_with(pack).entries if rule.id == "review_decision"]
    assert entries == list(pack.rules)


def test_a_new_rule_stands_with_its_group() -> None:
    groups = [rule.group for rule in law_with(changed("review_decision", id="new_one"))]
    runs = [group for place, group in enumerate(groups) if groups[place - 1 : place] != [group]]
    assert len(runs) == len(set(runs))


def test_what_a_pack_changes_is_told_by_rule_and_day() -> None:
    pack = SIX_WEEKS._replace(ended={"review_report": date(2026, 4, 30)})
    told = [(one.rule.id, one.how, one.since) for one in rule_changes(book().rules.by_id, pack)]
    assert told == [
        ("review_decision", "changed", CHANGE),
        ("review_report", "ended", date(2026, 5, 1)),
    ]


def test_deadlines_are_compared_before_and_after() -> None:
    lines = ("2025-02-03 review_meeting_held", "2026-03-02 review_meeting_held")
    before, after = (
        deadlines(rules, case("2026-03-20", lines), calendar()) for rules in _both(SIX_WEEKS)
    )
    (moved,) = compare(before, after)
    assert moved.before
    assert moved.after
    assert (str(moved.before.due), str(moved.after.due)) == ("2026-03-30", "2026-04-13")
    assert compare(before, before) == ()


def test_a_deadline_that_comes_or_goes_has_nothing_on_the_other_side() -> None:
    pack = EMPTY._replace(ended={"review_decision": date(2026, 2, 28)})
    now, then = _both(pack)
    lines = case("2026-03-20", ("2026-03-02 review_meeting_held",))
    before, after = deadlines(now, lines, calendar()), deadlines(then, lines, calendar())
    assert [(bool(one.before), bool(one.after)) for one in compare(before, after)] == [
        (True, False)
    ]
    assert [(bool(one.before), bool(one.after)) for one in compare(after, before)] == [
        (False, True)
    ]


def _both(pack: Pack) -> tuple[Ruleset, Ruleset]:
    return book().rules, law_with(pack)


def test_a_change_is_told_with_every_reading_that_it_moves() -> None:
    pack = changed("attendance_penalty_full", cautious=count(days=20), latest=count(days=30))
    lines = ("2026-03-02 penalty_notice_received",)
    before, after = (
        deadlines(rules, case("2026-03-20", lines), calendar()) for rules in _both(pack)
    )
    told = {one.shown.rule.id: one.words.replace("\u00a0", " ") for one in compare(before, after)}
    assert told["attendance_penalty_full"] == (
        "30 March 2026, to be careful 29 March 2026 (waiting) → 30 March 2026, to be careful"
        " 22 March 2026, surely late only after 1 April 2026 (waiting)"
    )
