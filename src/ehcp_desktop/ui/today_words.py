"""What Today says about one matter."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.domain.when import spoken_day, spoken_weekday
from ehcp_desktop.ui import words

if TYPE_CHECKING:
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Answer, Event
    from ehcp_desktop.services.today import Matter
    from ehcp_desktop.ui.session import Session


_CONCLUDED, _MEETING = "review_concluded", "review_meeting_held"  # what is added for a review
OWN_DATES = ("promise", "reply_asked", "own")


class Said:
    """A matter in words: title, question, why, date, state, and what would answer it."""

    def __init__(self, matter: Matter, session: Session) -> None:
        self._matter = matter
        self._session = session

    @cached_property
    def title(self) -> str:
        """What a row is called."""
        from ehcp_desktop.services.today import title

        deadline, concern = self._matter.deadline, self._matter.concern
        if concern is not None and (deadline is None or self._is_over):
            return concern.question
        return title(deadline) if deadline is not None else ""

    @cached_property
    def question(self) -> str:
        """What the first card asks."""
        return self._matter.concern.question if self._matter.concern else self.title

    @cached_property
    def why(self) -> str:
        """The short reason under the question, its last day in bold."""
        deadline, concern = self._matter.deadline, self._matter.concern
        if concern is not None:
            return _with_bold_date(concern.why, deadline.due if deadline else None)
        return deadline.rule.plain if deadline else ""

    @cached_property
    def detail(self) -> str:
        """Who owes it, and on what it rests where that is not law."""
        deadline = self._matter.deadline
        if deadline is None:
            return self._matter.concern.why if self._matter.concern else ""
        if deadline.rule.id in OWN_DATES:
            return "  ·  ".join(part for part in (self._owner(), _own_start(deadline)) if part)
        parts = [self._owner(), "" if deadline.rule.is_law else _basis(deadline.rule.basis)]
        if deadline.is_if_changing:
            parts.append(_tr("only if the plan is to change"))
        owed = "  ·  ".join(part for part in parts if part)
        is_open = deadline.due is None or deadline.conditional
        needs = _question(deadline) or (deadline.needs if is_open else "")
        held = self._session.agenda().why_not_done(deadline)
        notes = (claim.note() for claim in self._matter.claims)
        others = self._matter.concern.others if self._matter.concern else ()
        return "\n".join(filter(None, (owed, *others, needs, held, *notes)))

    @cached_property
    def _deadline(self) -> Deadline | None:
        """The deadline with the day to count on."""
        from ehcp_desktop.services.today import act_on

        deadline = self._matter.deadline
        return deadline and deadline._replace(due=act_on(deadline, self._session.today()))

    @cached_property
    def date(self) -> str:
        """The day it is or was due, in full."""
        deadline = self._deadline
        return spoken_weekday(deadline.due) if deadline and deadline.due else ""

    @cached_property
    def state(self) -> tuple[str, str, str]:
        """Icon, words and tone for how it stands."""
        deadline = self._deadline
        if deadline is None or self._is_over:
            return "triangle-alert", words.came(deadline) or _tr("look at this"), "gold"
        return words.state_of(deadline, self._session.today())

    @cached_property
    def answer_kind(self) -> str:
        """The kind of event that would settle it, or ""."""
        deadline = self._matter.deadline
        if deadline is None or self._is_over:
            return ""
        if deadline.rule.id == "reply_asked":
            return "letter"
        ends = deadline.rule.ends.items()
        kind = next((kind for kind, outcomes in ends if any(outcomes.values())), "")
        return _MEETING if kind == _CONCLUDED else kind

    @cached_property
    def answer_words(self) -> str:
        """The button for saying that it came or was done."""
        if self._matter.deadline and self._matter.deadline.rule.owner == "family":
            return _tr("I have done it…")
        if self._matter.deadline and self._matter.deadline.rule.id == "reply_asked":
            return _tr("They answered…")
        if self.answer_kind == _MEETING:
            return _tr("Had a review meeting? Add it")
        if "report" in self.answer_kind:
            return _tr("The report has come…")
        if self.is_letter:
            return _tr("A letter has come…")
        return _tr("It has happened…")

    @property
    def done_words(self) -> str:
        """The button for marking a date of the family's own as done; "" for what the law sets."""
        rule = self._matter.deadline.rule.id if self._matter.deadline else ""
        return {"promise": _tr("They have done it"), "own": _tr("I have done it")}.get(rule, "")

    @property
    def is_letter(self) -> bool:
        """True when what is awaited comes by post."""
        return self.answer_kind.endswith(("_received", "_issued", "_answered"))

    @property
    def whose(self) -> str:
        """What a limit is called, unless that is asked already."""
        return self.title if self._matter.concern else ""

    @property
    def _is_over(self) -> bool:
        """True once a limit was met, or overtaken: only the question about it is left."""
        from ehcp_desktop.services.today import OPEN

        deadline = self._matter.deadline
        return deadline is not None and deadline.state not in OPEN

    def _owner(self) -> str:
        deadline = self._matter.deadline
        child = self._session.child
        named = {
            "authority": child.authority,
            "school": child.school if child.attends_school else "",
        }
        owner = deadline.rule.owner if deadline else ""
        who = (
            deadline.trigger.who
            if deadline and deadline.rule.id in ("promise", "reply_asked")
            else ""
        )
        return who or named.get(owner) or _OWNERS.get(owner, "")


def _question(deadline: Deadline) -> str:
    """Return what the family is to say, without what else is missing until they have."""
    asked = deadline.rule.condition
    is_asked = deadline.asks == (asked and asked.answer, deadline.trigger)
    return asked.needs if asked is not None and is_asked else ""


def _own_start(deadline: Deadline) -> str:
    on = deadline.trigger.on
    if on is None:
        return ""
    words = (
        _tr("promised on {day}") if deadline.rule.id == "promise" else _tr("you wrote on {day}")
    )
    return words.format(day=on.spoken_in_full())


def already_written(asked: Deadline) -> str:
    """Return when a letter was sent about it, and by when an answer was asked for."""
    on = asked.trigger.on
    if on is None or asked.due is None:
        return ""
    words = _tr("You wrote on {day} and asked for an answer by {due}.")
    return words.format(day=on.spoken_in_full(), due=spoken_weekday(asked.due))


def answered(answer: Answer, matter: Matter) -> str:
    """Return what the family said about something put aside."""
    by_post = matter.concern is None or matter.concern.by_post
    said = {
        "have_it": _tr("You have it") if by_post else _tr("It is settled"),
        "waiting_for_post": _tr("Waiting for post"),
        "snooze": _tr("Put aside"),
    }.get(answer.value, "")
    if answer.until is None:
        return said
    back = spoken_weekday(answer.until.last + timedelta(days=1))
    return _tr("{said}; you will be reminded on {day}").format(said=said, day=back)


def news_line(event: Event) -> str:
    """Return when it was, the exact words, and who said them."""
    when = event.on.spoken_in_full() if event.on else ""
    quote = f"“{event.quote}”" if event.quote else event.notes
    return ". ".join(part for part in (when, " ".join((quote, event.who)).strip()) if part)


def _with_bold_date(text: str, day: object) -> str:
    from datetime import date

    spoken = spoken_day(day) if isinstance(day, date) else ""
    return text.replace(spoken, f"**{spoken}**", 1) if spoken else text


def _basis(basis: str) -> str:
    return _tr("guidance, not law") if basis == "guidance" else _tr("good practice, not law")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Today", text)


_OWNERS = {
    "authority": "The council",
    "school": "The school",
    "health_body": "The health service",
    "governing_board": "The governors",
    "mediation_adviser": "The mediation adviser",
    "tribunal": "The Tribunal",
    "family": "You",
}
