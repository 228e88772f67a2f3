"""How the steps of a review look and are said: icon and colour by state, words for the menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.domain.review import MODELS
from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services import review_summary
from ehcp_desktop.services.reviews import DONE
from ehcp_desktop.ui.parts.step_strip import Node

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.review_step import Step
    from ehcp_desktop.services.reviews import Overview

_KINDS = {
    "invitation": "review_invitation_received",
    "papers": "review_papers_received",
    "meeting": "review_meeting_held",
    "report": "review_report_received",
    "decision": "review_decision_received",
    "notice": "amendment_notice_received",
    "representations": "representations_sent",
}
# The icon and the colour of each state. Late is red only under statute or case law: see look().
_LOOKS = {
    "in_time": ("check", "done"),
    "held": ("check", "done"),
    "came_late": ("clock-alert", "gold"),
    "late": ("hourglass", "second"),
    "waiting": ("hourglass", "second"),
    "not_recorded": ("circle-dashed", "second"),
    "not_known": ("circle-dashed", "second"),
    "not_needed": ("minus", "second"),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewWords", text)


# ---- The strip


def nodes(steps: Sequence[Step], today: date) -> list[Node]:
    """Return what the strip shows for these steps; lines are dashed after the last one done."""
    last_done = max((place for place, step in enumerate(steps) if step.state in DONE), default=-1)
    return [_node(step, today, is_open=place > last_done) for place, step in enumerate(steps)]


def _node(step: Step, today: date, *, is_open: bool) -> Node:
    icon, tone = look(step)
    return Node(
        id=step.id,
        name=step.name,
        word=state_word(step, today),
        icon=icon,
        tone=tone,
        came=step.came,
        said=_said(step),
        limit=step.limit,
        is_filled=is_red(step),
        is_open=is_open,
    )


def _said(step: Step) -> str:
    if step.state == "late" and not step.absence.told:
        return _tr("none recorded")
    if step.id == "meeting" and not step.absence.told:
        return step.came  # a day, which keeps its capital
    return step.came[:1].lower() + step.came[1:]


def is_red(step: Step) -> bool:
    """Say whether the step is later than a limit of statute or case law."""
    return step.state == "late" and step.deadline is not None and step.deadline.is_red


def look(step: Step) -> tuple[str, str]:
    """Return the icon and the colour of a step's state."""
    return ("circle-alert", "late") if is_red(step) else _LOOKS[step.state]


def state_word(step: Step, today: date) -> str:
    """Return the state of a step in a few words; a limit still to come says how long it is."""
    due = step.deadline.due if step.deadline else None
    if step.state != "waiting" or due is None or due < today:
        return step.words
    days = (due - today).days
    near = {0: _tr("Due today"), 1: _tr("Due tomorrow")}
    return near.get(days) or _tr("Due in {days} days").format(days=days)


def worst(steps: Sequence[Step]) -> Step | None:
    """Return the step to look at first: the latest under law, else late, else the next open.

    A meeting whose day has passed, and that is not known to have been held, goes before those.
    """
    late = [step for step in steps if step.state == "late"]
    if late:
        return max(late, key=lambda step: (is_red(step), _days(step)))
    return next((step for step in steps if step.state == "waiting" or _is_passed(step)), None)


def _is_passed(step: Step) -> bool:
    return step.id == "meeting" and step.state == "not_recorded"


def _days(step: Step) -> int:
    return (step.deadline.days_late or 0) if step.deadline else 0


# ---- One step, and the list


def facts(step: Step) -> list[tuple[str, str]]:
    """Return what is known of a step, each with its name: who owes it, by when, what came."""
    is_told = step.event is None and bool(step.absence.told)
    noted = step.absence.history[: -1 if is_told else None]
    known = [
        (_tr("Who owes it"), review_summary.owner(step)),
        (last_day(step), review_summary.last_day(step)),
        (_tr("It rests on"), review_summary.no_law(step)),
        _came(step),
        (_outcome_name(step), step.outcome),
        (_tr("Late by"), step.late_by),
        (_tr("Noted as missing"), "; ".join(noted)),
    ]
    return [(name, words) for name, words in known if words]


def _came(step: Step) -> tuple[str, str]:
    """Return what came, or what is said while it has not."""
    event = step.event
    if step.id == "meeting" and event is not None:
        day = event.on.spoken_in_full() if event.on else ""
        return (_tr("Held"), day) if is_done(step) else (_tr("Arranged for"), day)
    if event is not None and event.on is not None:
        return _tr("What came"), event.on.spoken_in_full()
    return _tr("What came"), step.absence.told or step.came


def _outcome_name(step: Step) -> str:
    if step.id == "notice":
        return _tr("It came") if step.event is not None else _tr("The decision came")
    return _tr("What it decides") if step.id == "decision" else _tr("What it is")


def last_day(step: Step) -> str:
    """Return what the day of a step is called: the meeting has no last day in law."""
    return _tr("Best by") if step.id == "meeting" else _tr("Last day")


def not_there_yet(step: Step) -> str:
    """Return the words of the button that notes that a step has not come."""
    if step.absence.is_meeting:
        return _tr("Not held as of today")
    return _tr("Not received as of today")


def step_action(step: Step) -> str:
    """Return the words of the button for a step: look at what came, or say that it has."""
    if step.event is not None and step.state in DONE:
        return _tr("See it in the Story")
    if step.can_be_missed and step.id != "meeting" and step.state != "waiting":
        return _tr("I do have it…")
    known = {
        "invitation": _tr("An invitation has come…"),
        "papers": _tr("The papers have come…"),
        "meeting": _tr("The meeting was held…"),
        "report": _tr("A report has come…"),
        "decision": _tr("A letter has come…"),
        "notice": _tr("A notice has come…"),
    }
    return known.get(step.id, _tr("A plan has come…"))


def is_done(step: Step) -> bool:
    """Say whether the step has come, in time or not."""
    return step.event is not None and step.state in DONE


def kind_of(step_id: str) -> str:
    """Return the kind of event that is logged for a step."""
    return _KINDS.get(step_id, "amended_plan_issued")


def is_late(overview: Overview) -> bool:
    """Say whether a step of a review is later than a limit of statute or case law."""
    return any(is_red(step) for step in overview.steps)


def badge(overview: Overview) -> tuple[str, str, str]:
    """Return (icon, words, colour) for how a whole review stands."""
    if is_late(overview):
        return "circle-alert", overview.words, "late"
    if overview.state == "finished":
        return "circle-check", overview.words, "done"
    icon, tone = _LOOKS[overview.state]
    return icon, overview.words, tone


def meeting_day(overview: Overview) -> str:
    """Return the day of the meeting in full, or that it is not known."""
    if overview.meeting is None:
        return _tr("Not booked yet")
    on = overview.meeting.on
    return on.spoken_in_full() if on else _tr("Day not known")


def about(overview: Overview) -> str:
    """Return the line under the title: the day, who led it, which way it was and who chose it."""
    parts = [meeting_day(overview)]
    if overview.review.chair:
        parts.append(_tr("led by {name}").format(name=overview.review.chair))
    way = review_summary.way(overview)
    return "  ·  ".join([*parts, way] if way else parts)


def further_badge(step: Step, today: date) -> tuple[str, str, str] | None:
    """Return (icon, words, colour) for a date below the strip, where the day does not say it."""
    if step.id == "arranged":
        return None
    icon, tone = look(step)
    return icon, state_word(step, today), tone


def further_detail(family: Family, step: Step) -> str:
    """Return whose a date below the strip is, its last day once it is done, and its papers."""
    is_ours = step.owner == "family" and step.state not in ("not_known", "not_needed")
    parts = (
        step.came if step.event is None else "",
        _tr("For you to do") if is_ours and step.event is None else "",
        review_summary.limit_words(step) if step.event is not None else "",
        *review_summary.papers(family, step),
    )
    return ". ".join(filter(None, parts))


def further_day(step: Step) -> str:
    """Return the day of a date below the strip: when it happened, else its limit."""
    if step.event is not None and step.event.on is not None:
        return step.event.on.spoken_in_full()
    due = step.deadline.due if step.deadline else None
    return spoken_weekday(due) if due else ""


def letter_for(step: Step | None) -> str:
    """Return the letter that answers a late step, or "" when none is late or none is written."""
    if step is None or step.state != "late" or step.deadline is None:
        return ""
    from ehcp_desktop.services.letters.shelf import letter_for_rule

    return letter_for_rule(step.deadline.rule.id) or ""


# ---- Choices


def steps_to_add() -> tuple[tuple[str, str], ...]:
    """Return the kinds of event a review can take, and their words in a menu."""
    return (
        ("review_meeting_arranged", _tr("The meeting was arranged")),
        ("review_invitation_received", _tr("The invitation came")),
        ("review_papers_received", _tr("The papers came")),
        ("review_meeting_held", _tr("The meeting was held")),
        ("review_report_received", _tr("The report came")),
        ("review_decision_received", _tr("The council’s decision came")),
        ("amendment_notice_received", _tr("A notice of changes came")),
        ("representations_sent", _tr("We answered the proposed changes")),
        ("no_amendment_decision_received", _tr("The council decided not to change it after all")),
        ("amended_plan_issued", _tr("The changed plan came")),
    )


def models() -> tuple[tuple[str, str], ...]:
    """Return the kinds of review and their words, "not known" first."""
    return (("", _tr("None of these, or not known")), *MODELS.items())
