"""Mark a letter as sent: keep its exact copy, book its chase, and log what it starts.

Each sending counts as received on a day that is assumed, until the family knows when it came.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.letter import Dispatch
from ehcp_desktop.domain.when import When, spoken_weekday
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.letters import asked, own, receipt
from ehcp_desktop.services.letters.facts import Chosen
from ehcp_desktop.services.letters.kept import document_of, file_name, given_of, recipient_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from ehcp_desktop.domain.letter import Letter, Paper
    from ehcp_desktop.services.family import Family

_KINDS = {"email": "email", "portal": "message"}  # all else is a letter
_CHANNELS = {"second_class": "post", "signed_for": "post"}


def mark_sent(
    family: Family,
    letter_id: str,
    on: date,
    by: str,
    proof: Path | None = None,
    at: str = "",
) -> Dispatch:
    """Record that a letter went by email, post, hand or portal on a day, as one step.

    The first time, its exact PDF is filed and the event that it starts is logged; sent again
    another way, only the sending is added. `at` is the time, "17:05", where it is known.
    Raises BadInput for a day to come, one before the letter was written, the same sending twice,
    and what is not a time.
    """
    letter = family.store.letters.get(letter_id)
    by, at = receipt.method(by), receipt.time_of_day(at)
    _check(family, letter, on, by)
    deemed = receipt.deemed_receipt(by, on, at, family.calendar)
    received = min([deemed, *(sent.deemed for sent in _sendings(family, letter))])
    reply_by = _reply_by(family, letter, on, received)
    with family.store.action(f"Mark as sent: {letter.title}"):
        if letter.paper is None:
            _keep_days(family, letter)
        event = _event(family, letter, on, by, reply_by)
        if letter.paper is None:
            paper = _file_copy(family, letter, event)
            letter = family.store.letters.save(replace(letter, state="sent", paper=paper.id))
        dispatch = Dispatch(
            letter=letter.id,
            by=by,
            on=on,
            at=at,
            event=event.id,
            proof=_file_proof(family, letter, event, proof),
            deemed=deemed,
            chase=receipt.chase_day(reply_by, family.calendar) if reply_by else None,
        )
        return family.store.dispatches.save(dispatch)


def arrived(family: Family, dispatch_id: str, on: date) -> Dispatch:
    """Record the day on which a sending came, in place of the one assumed; the chase follows.

    Raises BadInput for a day to come and for one before it went.
    """
    dispatch = family.store.dispatches.get(dispatch_id)
    if not dispatch.on <= on <= family.today():
        raise BadInput(
            f"It went on {spoken_weekday(dispatch.on)}; give the day it came, no later than today."
        )
    letter = family.store.letters.get(dispatch.letter)
    with family.store.action(f"It came: {letter.title}"):
        family.store.dispatches.save(replace(dispatch, deemed=on))
        _book_again(family, letter)
    return family.store.dispatches.get(dispatch_id)


def why_received(family: Family, sent: Dispatch) -> str:
    """Return why a sending counts as received on its day: assumed, or known to the family."""
    if sent.deemed != receipt.deemed_receipt(sent.by, sent.on, sent.at, family.calendar):
        return "You recorded that it came on this day."
    return receipt.assumption(sent.by, sent.on, sent.at, family.calendar)


def deemed_receipt(family: Family, letter_id: str) -> date | None:
    """Return the day a letter counts as received: the earliest of its sendings, or None."""
    days = [sent.deemed for sent in family.store.dispatches.all(letter=letter_id)]
    return min(days, default=None)


def _check(family: Family, letter: Letter, on: date, by: str) -> None:
    if on > family.today():
        raise BadInput("A letter can be marked as sent on the day it goes, not before.")
    written = min(letter.written, document_of(letter).on)
    if on < written:
        raise BadInput(
            f"This letter was written on {spoken_weekday(written)}; give that day or a later one."
        )
    if any(sent.by == by and sent.on == on for sent in _sendings(family, letter)):
        raise BadInput("This letter is already marked as sent in that way on that day.")


def _keep_days(family: Family, letter: Letter) -> None:
    child = family.store.children.get(letter.child)
    asked.keep_days(family, child, own.find(family, letter.template), given_of(letter))


def _sendings(family: Family, letter: Letter) -> list[Dispatch]:
    return family.store.dispatches.all(letter=letter.id)


def _event(family: Family, letter: Letter, on: date, by: str, reply_by: date | None) -> Event:
    """Return the one event of this letter, logged at its first sending."""
    from ehcp_desktop.services import events

    earlier = family.store.events.all(letter=letter.id)
    if earlier:
        return _hastened(family, earlier[0], reply_by)
    day = When.day(on)
    kind, _, outcome = _starts(family, letter).partition(":")
    event = events.log(
        family,
        Event(
            child=letter.child,
            kind=kind or _KINDS.get(by, "letter"),
            outcome=outcome,
            on=day,
            sent=day,
            who=letter.recipient,
            contact=_contact(family, letter),
            channel=_CHANNELS.get(by, by),
            direction="sent",
            letter=letter.id,
            summary=letter.title,
            by=When.day(reply_by) if reply_by else None,
        ),
    )
    _answer(family, letter, event)
    return event


def _starts(family: Family, letter: Letter) -> str:
    """Return the kind of event that sending logs; what was chosen in the letter may name it."""
    made, given = own.find(family, letter.template), given_of(letter)
    deciding = [fact for fact in made.facts.values() if fact.starts]
    chosen = (fact.starts.get(Chosen.of(fact, given.get(fact.id, ""))) for fact in deciding)
    return next(filter(None, chosen), made.starts)


def _answer(family: Family, letter: Letter, event: Event) -> None:
    """Take over what was chosen in the letter as the answer to what is asked of its event."""
    from ehcp_desktop.services import questions

    facts, given = own.find(family, letter.template).facts, given_of(letter)
    for question in questions.with_event(event.kind):
        if question.id in given and question.id in facts:
            choice = Chosen.of(facts[question.id], given[question.id])
            if choice in question.choices:
                questions.answer(family, event, question.id, choice)


def _hastened(family: Family, event: Event, reply_by: date | None) -> Event:
    """Return the event with the earlier reply date that a faster way of sending gives it."""
    if reply_by is None or event.by is None or event.by.first <= reply_by:
        return event
    return family.store.events.save(replace(event, by=When.day(reply_by)))


def _contact(family: Family, letter: Letter) -> str | None:
    to = recipient_of(letter)
    for name in (to.get("recipient_name"), to.get("recipient_organisation")):
        found = family.store.contacts.all(name=name) if name else []
        if len(found) == 1:
            return found[0].id
    return None


def _file_copy(family: Family, letter: Letter, event: Event) -> Paper:
    from ehcp_desktop.services import papers
    from ehcp_desktop.services.letters.render import render

    exact = render(document_of(letter), ".pdf")
    child = family.store.children.get(letter.child)
    said = own.find(family, letter.template).situation
    name = papers.safe_name(file_name(letter.written, said, child.name) + ".pdf")
    filed = papers.attach_bytes(family, letter.child, (name, exact), event.id, letter.title)
    sender = document_of(letter).signature
    return family.store.papers.save(replace(filed, who=sender, dated=When.day(letter.written)))


def _file_proof(family: Family, letter: Letter, event: Event, proof: Path | None) -> str | None:
    from ehcp_desktop.services import papers

    if proof is None:
        return None
    title = f"Proof of sending: {letter.title}"
    return papers.attach(family, letter.child, proof, event.id, title).id


def _book_again(family: Family, letter: Letter) -> None:
    """Count the reply day and the chase again, from the earliest receipt that there is now."""
    sendings = _sendings(family, letter)
    received = min(sent.deemed for sent in sendings)
    reply_by = _reply_by(family, letter, min(sent.on for sent in sendings), received)
    if reply_by is None:
        return
    chase = receipt.chase_day(reply_by, family.calendar)
    for event in family.store.events.all(letter=letter.id):
        family.store.events.save(replace(event, by=When.day(reply_by)))
    for sent in sendings:
        family.store.dispatches.save(replace(sent, chase=chase))


def _reply_by(family: Family, letter: Letter, on: date, received: date) -> date | None:
    """Return the day an answer is awaited by: as the letter says, but never before their time.

    Their time counts from the day it was `received`. None when the letter names the day
    of a rule, and that day had passed when it was sent.
    """
    if letter.reply_by is None:
        return None
    calendar = family.calendar_of(letter.child)
    counted = receipt.reply_day(own.find(family, letter.template).reply, received, calendar)
    asked = max(letter.reply_by, counted or letter.reply_by)
    return asked if asked >= on else None
