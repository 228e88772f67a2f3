"""How the steps of a review are said: a word, an icon and a colour for each state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.ui.parts.step_strip import Node

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.services.reviews import Step

# The icon and the colour of each state; the words are below.
_LOOKS = {
    "in_time": ("check", "done"),
    "held": ("check", "done"),
    "came_late": ("clock-alert", "gold"),
    "late": ("hourglass", "second"),  # red only under statute or case law: see _look
    "waiting": ("hourglass", "second"),
    "not_recorded": ("circle-dashed", "second"),
    "not_known": ("circle-dashed", "second"),
    "not_needed": ("minus", "second"),
}
_DONE = frozenset({"in_time", "came_late", "held"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewWords", text)


def nodes(steps: Sequence[Step], today: date) -> list[Node]:
    """Return what the strip shows for these steps; lines are dashed after the last one done."""
    last_done = max((place for place, step in enumerate(steps) if step.state in _DONE), default=-1)
    return [_node(step, today, is_open=place > last_done) for place, step in enumerate(steps)]


def _node(step: Step, today: date, *, is_open: bool) -> Node:
    icon, tone = _look(step)
    return Node(
        id=step.id,
        name=step.name,
        word=state_word(step, today),
        icon=icon,
        tone=tone,
        came=_came(step),
        limit=_limit(step),
        is_filled=is_red(step),
        is_open=is_open,
    )


def is_red(step: Step) -> bool:
    """True when the step is later than a limit of statute or case law."""
    return step.state == "late" and step.deadline is not None and step.deadline.is_red


def worst(steps: Sequence[Step]) -> Step | None:
    """Return the step to look at first: the latest under law, else late, else the next open."""
    late = [step for step in steps if step.state == "late"]
    if late:
        return max(late, key=lambda step: (is_red(step), _days(step.deadline)))
    return next((step for step in steps if step.state == "waiting"), None)


def badge(steps: Sequence[Step], today: date) -> tuple[str, str, str]:
    """Return (icon, words, colour) for how a whole review stands."""
    step = worst(steps)
    if step is not None and step.state == "late":
        icon, tone = _look(step)
        word = state_word(step, today)
        return icon, f"{step.name}: {word[:1].lower()}{word[1:]}", tone
    held = any(one.id == "meeting" and one.state == "held" for one in steps)
    if not held:
        return "calendar", _tr("To come"), "second"
    if step is not None:
        return "hourglass", _tr("Waiting"), "second"
    return "circle-check", _tr("Finished"), "done"


def state_word(step: Step, today: date) -> str:
    """Return the state of a step in a few words: "145 days late", "In time"."""
    if step.state in ("late", "came_late"):
        return _late_words(step.deadline, past=step.state == "late" and not is_red(step))
    if step.state == "waiting":
        return _left(step.deadline, today)
    return {
        "in_time": _tr("In time"),
        "held": _tr("Held"),
        "not_recorded": _tr("Not recorded"),
        "not_known": _tr("Not known"),
        "not_needed": _tr("Not needed"),
    }[step.state]


def _look(step: Step) -> tuple[str, str]:
    return ("circle-alert", "late") if is_red(step) else _LOOKS[step.state]


def _late_words(deadline: Deadline | None, *, past: bool) -> str:
    """Say how late; past a day that is good practice or may be arguable is not called late."""
    days = _days(deadline)
    if not days:
        return _tr("Perhaps late") if past else _tr("Late")
    count = _tr("1 day") if days == 1 else _tr("{days} days").format(days=days)
    if deadline is not None and deadline.at_least:
        count = _tr("At least {count}").format(count=count)
    return (_tr("{count} past") if past else _tr("{count} late")).format(count=count)


def _left(deadline: Deadline | None, today: date) -> str:
    if deadline is None or deadline.due is None:
        return _tr("Not yet")
    days = (deadline.due - today).days
    near = {0: _tr("Today"), 1: _tr("Tomorrow")}
    if days < 0:
        return _tr("Not yet")
    return near.get(days) or _tr("In {days} days").format(days=days)


def _came(step: Step) -> str:
    when = step.event.on if step.event else None
    if step.state == "not_known":
        return _tr("Only if the plan is to change")
    if step.event is None:
        return _tr("None recorded") if step.state == "late" else ""
    if when is None:
        return _tr("Day not known")
    form = _tr("On {day}") if step.id == "meeting" else _tr("Came {day}")
    return form.format(day=when.spoken_in_full())


def _limit(step: Step) -> str:
    due = step.deadline.due if step.deadline else None
    return _tr("Limit {day}").format(day=spoken_weekday(due)) if due else ""


def _days(deadline: Deadline | None) -> int:
    return (deadline.days_late or 0) if deadline else 0
