"""How dates and lateness are said on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event

_ANSWERED_ALIKE = ("email", "message")
_ASKED_FOR = ("reply_asked", "promise", "own")


def state_of(deadline: Deadline, today: date) -> tuple[str, str, str]:
    """Return icon, words and tone for how a deadline stands; red is for late in law alone."""
    if deadline.is_red:
        return "circle-alert", how_late(deadline), "late"
    if deadline.state == "possibly_overdue":
        return (
            "triangle-alert",
            _tr("Perhaps late: {words}").format(words=_rough(deadline)),
            "gold",
        )
    if deadline.state == "overdue":
        return "hourglass", _past(deadline), "second"
    if deadline.is_perhaps_met:
        return "circle-question-mark", _tr("perhaps met"), "second"
    if deadline.asks is not None and (deadline.due is None or deadline.due < today):
        return "circle-question-mark", _tr("may not apply"), "second"
    image = "hourglass" if deadline.rule.id == "reply_asked" else "calendar"
    return image, until(deadline.due, today), "second"


def how_late(deadline: Deadline) -> str:
    """Return "145 days late", or "at least 64 days late" from an imprecise date."""
    days = deadline.days_late or 0
    if not days:
        return _tr("Late")
    words = _tr("At least {days} late") if deadline.at_least else _tr("{days} late")
    return words.format(days=days_words(days))


def came(deadline: Deadline | None) -> str:
    """Return "came 90 days late" of what came, or was overtaken; "" of all else."""
    if deadline is None or deadline.state not in ("met_late", "missed"):
        return ""
    if deadline.state == "missed":
        return _tr("not recorded in time")
    if not deadline.days_late:
        return _tr("came late")
    words = _tr("came at least {days} late") if deadline.at_least else _tr("came {days} late")
    return words.format(days=days_words(deadline.days_late))


def until(day: date | None, today: date) -> str:
    """Return "in 8 days", "tomorrow" or "today"."""
    if day is None:
        return _tr("no date yet")
    left = (day - today).days
    if left in (0, 1):
        return _tr("tomorrow") if left else _tr("today")
    if left < 0:
        return _tr("{days} ago").format(days=days_words(-left))
    return _tr("in {days}").format(days=days_words(left))


def answer_to(event: Event) -> dict[str, object]:
    """Return what the Add dialog needs to log the answer to something that was sent."""
    return {
        "kind": event.kind if event.kind in _ANSWERED_ALIKE else "letter",
        "direction": "received",
        "who": event.who,
        "replies_to": event.id,
        "review": event.review,
    }


def days_words(days: int) -> str:
    """Return "1 day" or "13 days", with a non-breaking space."""
    return f"{days}\u00a0day" if days == 1 else f"{days}\u00a0days"


def _rough(deadline: Deadline) -> str:
    return days_words(deadline.days_late) if deadline.days_late else _tr("the date is not exact")


def _past(deadline: Deadline) -> str:
    days = days_words(deadline.days_late or 0)
    if deadline.rule.id == "promise":
        return _tr("{days} past the day promised").format(days=days)
    if deadline.rule.id in _ASKED_FOR:
        return _tr("{days} past the day you asked for").format(days=days)
    return _tr("{days} past the usual time").format(days=days)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Words", text)
