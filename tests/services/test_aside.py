"""Anything on Today can wait for a day, and comes back on it; nothing waits for too long."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import diary, events
from ehcp_desktop.services.aside import bring_back, mark_done, remind_on
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.today import Agenda, Matter, act_on, agenda, last_return

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.people import Child

DAY = timedelta(days=1)


def every(shown: Agenda) -> list[Matter]:
    return list(shown.every)


def rules(shown: list[Matter]) -> set[str]:
    return {one.deadline.rule.id for one in shown if one.deadline}


def on_day(family: Family, day: date, child: Child) -> Agenda:
    family.today = lambda: day  # type: ignore[method-assign]  # the clock that it was given
    return agenda(family, child.id)


@pytest.fixture
def promise(family: Family, child: Child) -> Event:
    said = When.day(date(2026, 11, 2))
    return events.log(
        family,
        Event(
            child=child.id,
            kind="promise_made",
            on=said,
            by=When.day(date(2026, 12, 4)),
            summary="A new sensory programme",
        ),
    )


@pytest.fixture
def draft(family: Family, child: Child) -> Event:
    """Return a draft plan on which the family has until 2 December to answer."""
    on = When.day(date(2026, 11, 18))
    return events.log(family, Event(child=child.id, kind="draft_plan_received", on=on))


def matter(family: Family, child: Child, rule: str) -> Matter:
    shown = every(agenda(family, child.id))
    return next(one for one in shown if one.deadline and one.deadline.rule.id == rule)


@pytest.mark.parametrize("days", [1, 7, 200])
def test_what_is_put_aside_is_shown_again_on_its_day(
    family: Family, child: Child, promise: Event, today: date, days: int
) -> None:
    del promise
    back = today + days * DAY
    remind_on(family, matter(family, child, "promise"), back)
    assert "promise" not in rules(every(on_day(family, back - DAY, child)))
    assert "promise" in rules(every(on_day(family, back, child)))


def test_every_matter_of_a_family_can_wait(example_family: Family, today: date) -> None:
    (child,) = example_family.children
    for one in every(agenda(example_family, child.id)):
        last = last_return(one, today)
        remind_on(example_family, one, today + DAY if last is None else last)
    assert every(agenda(example_family, child.id)) == []


def test_it_waits_after_closing_and_opening_again(
    family: Family, child: Child, promise: Event, tmp_path: Path, today: date
) -> None:
    del promise
    remind_on(family, matter(family, child, "promise"), today + DAY)
    family.close()
    with Family.open(tmp_path / "family.ehcp", None, lambda: today) as again:
        shown = agenda(again, child.id)
    assert (rules(every(shown)), rules([one for one, _ in shown.aside])) == (set(), {"promise"})


def test_it_can_be_brought_back_and_undone(
    family: Family, child: Child, promise: Event, today: date
) -> None:
    del promise
    answer = remind_on(family, matter(family, child, "promise"), today + DAY)
    bring_back(family, answer)
    assert "promise" in rules(every(agenda(family, child.id)))
    family.store.undo()
    assert "promise" not in rules(every(agenda(family, child.id)))
    family.store.undo()
    assert "promise" in rules(every(agenda(family, child.id)))


def test_a_question_about_no_limit_is_kept_among_what_is_put_aside(
    family: Family, child: Child, today: date
) -> None:
    on = When.day(date(2026, 10, 1))
    events.log(family, Event(child=child.id, kind="early_review_requested", on=on))
    (asked,) = agenda(family, child.id).look_at
    remind_on(family, asked, today + DAY)
    shown = agenda(family, child.id)
    ((kept, answer),) = shown.aside
    assert (shown.look_at, kept.concern) == ([], asked.concern)
    bring_back(family, answer)
    assert agenda(family, child.id).look_at == [asked]


def test_a_day_that_is_over_is_no_day_to_be_reminded(
    family: Family, child: Child, promise: Event, today: date
) -> None:
    del promise
    with pytest.raises(BadInput, match="still to come"):
        remind_on(family, matter(family, child, "promise"), today)


def test_what_the_family_must_do_never_waits_past_its_day(
    family: Family, child: Child, draft: Event, today: date
) -> None:
    del draft
    own = next(one for one in every(agenda(family, child.id)) if last_return(one, today))
    last = last_return(own, today)
    assert own.deadline is not None
    assert last == own.deadline.cautious
    with pytest.raises(BadInput, match=r"You must do this by Wednesday 2\sDecember\s2026"):
        remind_on(family, own, last + DAY)
    remind_on(family, own, last)
    assert own.deadline.rule.id in rules(every(on_day(family, last, child)))


@pytest.mark.parametrize(("day", "shown"), [(2, 2), (3, 3)])
def test_the_careful_day_leads_until_it_is_past(
    family: Family, draft: Event, day: int, shown: int
) -> None:
    del draft
    own = next(one for one in diary.due(family) if one.rule.owner == "family" and one.due)
    own = own._replace(cautious=date(2026, 12, 2), due=date(2026, 12, 3))
    assert act_on(own, date(2026, 12, day)) == date(2026, 12, shown)


def test_a_limit_that_others_owe_shows_the_day_that_the_rule_gives(
    example_family: Family, today: date
) -> None:
    theirs = [one for one in diary.due(example_family) if one.rule.owner == "authority"]
    assert [act_on(one, today) for one in theirs] == [one.due for one in theirs]


@pytest.mark.parametrize("kind", ["promise_made", "note"])
def test_a_date_of_ones_own_is_done_by_the_familys_word(
    family: Family, child: Child, kind: str, today: date
) -> None:
    by = When.day(today + 3 * DAY)
    events.log(family, Event(child=child.id, kind=kind, on=When.day(today), by=by, summary="It"))
    (own,) = diary.due(family)
    mark_done(family, own)
    assert [(one.state, one.met_on) for one in diary.due(family)] == [("met", When.day(today))]
    family.store.undo()
    assert [one.state for one in diary.due(family)] == ["waiting"]


def test_one_of_several_limits_of_an_agreement_is_put_aside_alone(
    family: Family, child: Child, today: date
) -> None:
    on = When.day(date(2026, 11, 20))
    events.log(family, Event(child=child.id, kind="mediation_agreed", on=on, outcome="assess"))
    rule = "mediation_agreement_appealable"
    before = agreed(family, child, rule)
    remind_on(family, matter(family, child, rule), today + DAY)
    ((aside, _),) = agenda(family, child.id).aside
    assert aside.deadline is not None
    assert agreed(family, child, rule) == before - {aside.deadline.key}
    assert len(before) > 1


def agreed(family: Family, child: Child, rule: str) -> set[tuple[str, str]]:
    shown = (one.deadline for one in every(agenda(family, child.id)))
    return {one.key for one in shown if one and one.rule.id == rule}
