"""Log, change and remove events: one door, so that the record stays true to itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ehcp_desktop.domain.event import Event, EventKind
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.plan import Plan
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import belonging

if TYPE_CHECKING:
    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.family import Family

PLAN_STAGES = {
    "draft_plan_received": "draft",
    "final_plan_issued": "final",
    "amended_plan_issued": "amended",
}
CHANNELS = ("letter", "email", "call", "meeting", "message", "portal", "hand", "post")
DIRECTIONS = ("sent", "received")
_SAME_CHANNEL = {
    "phone": "call",
    "phone call": "call",
    "telephone": "call",
    "e-mail": "email",
    "text": "message",
    "sms": "message",
    "whatsapp": "message",
    "in person": "meeting",
    "by hand": "hand",
}
_DATE_NAMES = {
    "on": "the day it happened",
    "sent": "the day it was sent",
    "received": "the day it came",
    "dated": "the date on the paper",
}


def log(family: Family, event: Event, papers: Sequence[Path] = ()) -> Event:
    """Add an event with its papers as one step, and return it as it was kept.

    Raises BadInput when the record could not be true with it; nothing is changed then.
    """
    event = checked(family, event)
    with family.store.action(f"Log: {family.vocabulary.kind(event.kind).title}"):
        event = family.store.events.save(belonging.attached(family, event))
        belonging.name_review(family, event)
        belonging.adopt(family, event)
        _keep_plan(family, event)
        _attach(family, event, papers)
    return event


def change(family: Family, event: Event) -> Event:
    """Keep an event as it now reads; its review and its plan version follow.

    Raises BadInput when the record could not be true with it; nothing is changed then.
    """
    before = family.store.events.get(event.id)
    if event.who != before.who:
        event = replace(event, contact=None)
    event = checked(family, event)
    with family.store.action(f"Change: {family.vocabulary.kind(event.kind).title}"):
        if event.kind != before.kind and event.review == before.review:
            event = belonging.attached(family, replace(event, review=None))
        event = family.store.events.save(event)
        belonging.name_review(family, event, before)
        belonging.adopt(family, event)
        _keep_plan(family, event)
    return event


def remove(family: Family, event_id: str) -> None:
    """Put an event in the trash, with the plan version and the empty review that it alone made."""
    event = family.store.events.get(event_id)
    with family.store.action(f"Remove: {family.vocabulary.kind(event.kind).title}"):
        for plan in family.store.plans.all(event=event.id):
            family.store.plans.trash(plan.id)
        for attachment in family.store.attachments.all(event=event.id):
            family.store.attachments.trash(attachment.id)
        family.store.events.trash(event.id)
        belonging.drop_empty(family, event.review)


def checked(family: Family, event: Event) -> Event:
    """Return the event in the record's own words, its `who` linked to a person of that name.

    Raises BadInput for a kind, outcome, channel or date that the record cannot take.
    """
    child = family.store.children.get(event.child)
    event = in_our_words(family, child, event, partial(linked_contact, family))
    if event.review and family.store.reviews.get(event.review).child != child.id:
        raise BadInput(f"The review “{event.review}” is not one of {child.name}'s.")
    return event


def in_our_words(
    family: Family, child: Child, event: Event, contact: Callable[[str], str | None]
) -> Event:
    """Return what `checked` does, where the child is at hand and `contact` finds people by name.

    Raises BadInput as it does; whose the review is, is left to the caller.
    """
    kind = family.vocabulary.kind(_text(event.kind))
    who = _text(event.who).strip()
    event = replace(  # without what no file can hold: NUL, and halves of foreign characters
        event,
        kind=kind.id,
        outcome=_outcome(family, kind, event.outcome),
        channel=_channel(event.channel),
        direction=_direction(event.direction),
        contact=event.contact or contact(who),
        at=_text(event.at),
        who=who,
        model=_text(event.model).strip(),
        summary=_text(event.summary),
        quote=_text(event.quote),
        notes=_text(event.notes),
        replies_to=event.replies_to or None,
    )
    _check_dates(family, kind, child, event)
    return event


def linked_contact(family: Family, who: str) -> str | None:
    """Return the id of the one person or organisation of exactly this name."""
    if not who:
        return None
    found = family.store.contacts.all(name=who)
    return found[0].id if len(found) == 1 else None


def _text(typed: str) -> str:
    if typed.isascii() and "\0" not in typed:
        return typed
    return typed.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _outcome(family: Family, kind: EventKind, typed: str) -> str:
    """Return the outcome as the vocabulary spells it; not yet knowing one is always allowed."""
    return family.vocabulary.check_outcome(kind, typed) if typed.strip() else ""


def _channel(typed: str) -> str:
    word = " ".join(typed.casefold().split())
    word = _SAME_CHANNEL.get(word, word)
    if word and word not in CHANNELS:
        raise BadInput(f"“{typed}” is not a channel; use {_listed(CHANNELS)}.")
    return word


def _direction(typed: str) -> str:
    word = typed.strip().casefold()
    if word and word not in DIRECTIONS:
        raise BadInput(f"“{typed}” is not a direction; use {_listed(DIRECTIONS)}.")
    return word


def _check_dates(family: Family, kind: EventKind, child: Child, event: Event) -> None:
    for name, words in _DATE_NAMES.items():
        when: When | None = getattr(event, name)
        if when is None:
            continue
        _check_born(child, words, when)
        if not (kind.ahead and name == "on"):
            _check_past(family, words, when)
    if event.by and event.on and event.by.last < event.on.first:
        raise BadInput(
            f"The day promised or asked for, {event.by.spoken()}, is before "
            f"{event.on.spoken()}, the day it happened; check the two dates."
        )


def _check_born(child: Child, words: str, when: When) -> None:
    if when.last < child.born:
        born = type(when).day(child.born).spoken()
        raise BadInput(
            f"{when.spoken()} as {words} is before {child.name} was born ({born}); check the year."
        )


def _check_past(family: Family, words: str, when: When) -> None:
    if when.first > family.today():
        raise BadInput(
            f"{when.spoken()} as {words} is still to come; only a meeting arranged, a transfer "
            "planned or a day promised may be ahead."
        )


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def _keep_plan(family: Family, event: Event) -> None:
    """Hold exactly one plan version for a plan event, and none for any other."""
    stage = PLAN_STAGES.get(event.kind)
    plans = family.store.plans.all(event=event.id)
    if stage is None:
        for plan in plans:
            family.store.plans.trash(plan.id)
    elif not plans:
        family.store.plans.save(Plan(child=event.child, event=event.id, stage=stage))
    elif plans[0].stage != stage:
        family.store.plans.save(replace(plans[0], stage=stage))


def _attach(family: Family, event: Event, papers: Sequence[Path]) -> None:
    if not papers:
        return
    from ehcp_desktop.services.papers import attach

    for path in papers:
        attach(family, event.child, path, event.id)
