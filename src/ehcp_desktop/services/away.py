"""What has become pressing on Today since a day: newly late, soon due, or come back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services.today import act_on, answer_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Answer
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.today import Agenda, Matter

WEEK = timedelta(days=7)
_LATE = ("overdue", "possibly_overdue")


class News(NamedTuple):
    """What was not so on the day before: each matter once, in the order of Today."""

    late: tuple[Matter, ...] = ()
    due: tuple[Matter, ...] = ()
    back: tuple[Matter, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to tell."""
        return not (self.late or self.due or self.back)


def news_since(family: Family, child_id: str, shown: Agenda, last: date) -> News:
    """Return what one child's Today shows that it did not show on an earlier day.

    Something is due when that is within a week.
    """
    today = family.today()
    ended = _ended(family.store.answers.all(child=child_id), last, today)
    back = tuple(one for one in shown.every if answer_to(one, ended) is not None)
    rest = [one for one in shown.every if one.deadline is not None and one not in back]
    return News(
        late=tuple(
            one for one in rest if one.deadline and _turned_late(one.deadline, last, today)
        ),
        due=tuple(one for one in rest if one.deadline and _turned_due(one.deadline, last, today)),
        back=back,
    )


def _ended(answers: Iterable[Answer], last: date, today: date) -> list[Answer]:
    """Return the answers that put something aside then and no longer do."""
    return [one for one in answers if one.until is not None and last <= one.until.last < today]


def _turned_late(deadline: Deadline, last: date, today: date) -> bool:
    """Tell whether a day since then made it late, or late beyond doubt."""
    if deadline.state not in _LATE:
        return False
    days = (deadline.due, deadline.latest if deadline.state == "overdue" else deadline.cautious)
    return any(day is not None and last <= day < today for day in days)


def _turned_due(deadline: Deadline, last: date, today: date) -> bool:
    day = act_on(deadline, today)
    if deadline.state != "waiting" or day is None:
        return False
    return last + WEEK < day <= today + WEEK
