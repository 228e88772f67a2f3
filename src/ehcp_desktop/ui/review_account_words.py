"""The words of the four accounts of a review: whose each is, its days, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.services.shortening import shortened
from ehcp_desktop.services.story import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.accounts import Account
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.review_step import Step

PLAN = "amended_plan_issued"
_BETWEEN = "  ·  "
_LONGEST = 70  # characters of a line that is named under its text


class Told(NamedTuple):
    """What a card says: whose account it is, the lines of who and when, and what it says."""

    title: str
    facts: str
    words: str = ""


def titles() -> dict[str, str]:
    """Return what each account is called."""
    return {
        "ours": _tr("Our own note"),
        "school": _tr("The school’s report"),
        "decision": _tr("The council’s decision"),
        "plan": _tr("The later plan"),
    }


def told(family: Family, name: str, account: Account) -> Told:
    """Return what the card of an account says besides typed words."""
    title = titles()[name]
    if name == "ours":
        return Told(title, _ours(account))
    if name == "school" and account.is_councils:
        title = _tr("The council’s report")
    if account.event is None:
        limit = account.step.limit if account.step else ""
        return Told(title, limit, _none(name, account.step))
    facts = (_BETWEEN.join(filter(None, (one.who, *_days(one)))) for one in account.events)
    says = () if name == "school" else (_says(family, one) for one in account.events)
    return Told(title, "\n".join(facts), " ".join(dict.fromkeys(says)))


def paper_day(paper: Paper) -> str:
    """Return the date on a paper."""
    return _tr("Dated {day}").format(day=paper.dated.spoken_in_full()) if paper.dated else ""


def pointed_at(words: str) -> str:
    """Return which words the button under a text would take."""
    if not words:
        return _tr("Put the cursor on a line, or choose some words.")
    return _tr("Chosen: “{words}”").format(words=shortened(words, _LONGEST))


def copied(*, is_whole: bool) -> str:
    """Return what was copied from a paper, and what is still to be done."""
    if is_whole:
        return _tr("Copied from the paper. Compare the two.")
    return _tr("Only the beginning is copied: the paper is very long. Type or paste the rest.")


def _ours(account: Account) -> str:
    on = account.event.on if account.event else None
    met = _tr("of the meeting on {day}").format(day=on.spoken_in_full()) if on else ""
    return _BETWEEN.join(filter(None, (account.who, met)))


def _days(event: Event) -> Iterator[str]:
    """Yield the days of what came, each with what it was; the day of a plan is the one on it."""
    is_plan = event.kind == PLAN
    known: tuple[tuple[str, When | None], ...] = (
        (_tr("Dated {day}"), event.on if is_plan else event.dated),
        (_tr("Sent {day}"), event.sent),
        (_tr("Came {day}"), event.received if is_plan else event.received or event.on),
    )
    for form, day in known:
        if day is not None:
            yield form.format(day=day.spoken_in_full())


def _says(family: Family, event: Event) -> str:
    decided = family.vocabulary.kind(event.kind).outcome_words(event.outcome)
    lead = decided if event.outcome and decided else title_of(family, event)
    return f"**{lead}**. {event.summary}" if event.summary else f"**{lead}**."


def _none(name: str, step: Step | None) -> str:
    if step is not None and step.state == "not_needed":
        return _tr("Not needed: the decision keeps the plan as it is, or ends it.")
    if name == "plan" and step is not None and step.state == "not_known":
        return _tr("None is recorded. One is due only if the plan is to change.")
    return _tr("None is recorded.")


def _tr(words: str) -> str:
    return QCoreApplication.translate("ReviewAccounts", words)
