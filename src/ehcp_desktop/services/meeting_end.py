"""The end of a review meeting: it is on record, with its actions, its note and its letter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain import timetable
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.meeting import BESIDE, TO_DO, sides
from ehcp_desktop.domain.review import ARRANGED, HELD, Action
from ehcp_desktop.domain.when import When, spoken_weekday
from ehcp_desktop.services import diary, events, meeting, meeting_day, meeting_notes
from ehcp_desktop.services.letters import addressee, own, writing
from ehcp_desktop.services.letters.kept import edit_of, given_of
from ehcp_desktop.services.meeting_parts import every_part, questions
from ehcp_desktop.services.review_steps import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.domain.meeting import MeetingLine
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family

LETTER = "confirm_conversation"
LEADS = {
    "said": "",
    "agreed": "Agreed: ",
    "action": "To do: ",
    "difference": "We see this differently: ",
    "question": "Asked, and not answered: ",
    "promise": "Promised: ",
}
_MOST_SAID = 20  # lines of gist that a letter takes; the whole of it is in the family's notes
_OF_COUNCIL = "EHCP coordinator"
_LED_BY = ("SENCO", "SENDCO", "Headteacher", "Head teacher", _OF_COUNCIL)
_SENT_LIKE = "minutes_correction"  # the letter whose copies this one has
_FINISH = "Finish the meeting"


class Limit(NamedTuple):
    """What is due after the meeting, its last day, and the step of the review that it is."""

    title: str
    due: date
    step: str


class Ended(NamedTuple):
    """What the end of a meeting leaves: the event, what is to be done, and the letter begun."""

    held: Event
    to_do: tuple[MeetingLine, ...]
    letter: Letter | None
    limits: tuple[Limit, ...]


def finish(family: Family, review: Review, on: date | None = None) -> Ended:
    """Put the meeting on record, with all that follows from it, as one step.

    It was held `on` this day; without it, on the one that its notes tell. Its time limits begin,
    its actions and promises are kept, what was noted joins the family's own account, and a letter
    that confirms it is begun. Done again, it changes what it made.
    """
    noted = meeting.lines(family, review.id)
    with family.store.action(_FINISH):
        held = _held(family, review, noted, on)
        to_do = tuple(one for one in noted if one.kind in TO_DO)
        for line in to_do:
            _keep_to_do(family, review, line)
        _keep_account(family, review, noted)
        letter = _begin_letter(family, review, held, noted) if noted else None
        family.store.set_setting(meeting.UNDER_WAY, "")
        meeting.forget_left(family, review)
    return Ended(held, to_do, letter, limits(family, held))


def can_take_back(family: Family) -> bool:
    """Tell whether the end of a meeting is what was done last."""
    last = next((one for one in family.store.history() if not one.undone), None)
    return last is not None and last.name == _FINISH


def limits(family: Family, held: Event) -> tuple[Limit, ...]:
    """Return what a meeting that was held starts, as far as it is certain, by date."""
    return _limits(diary.due(family, held.child), held)


def will_start(family: Family, review: Review, on: date) -> tuple[Limit, ...]:
    """Return what a review's meeting will start once it is on record as held on a day."""
    held = _as_held(review, on)
    known = diary.case(family, review.child)
    reviews = {**known.reviews, review.id: review}
    case = replace(known, events=[*known.events, held], reviews=reviews)
    rules, calendar = family.rulebook.rules, family.calendar_of(review.child)
    return _limits(timetable.deadlines(rules, case, calendar), held)


def _limits(deadlines: Iterable[Deadline], held: Event) -> tuple[Limit, ...]:
    steps = {rule: kind.name for kind in KINDS.values() for rule in kind.rules}
    certain = (
        Limit(one.rule.title, one.due, steps.get(one.rule.id, one.rule.title))
        for one in deadlines
        if one.trigger.id == held.id
        and one.due
        and one.rule.show == "deadline"
        and not (one.conditional or one.is_if_changing)
    )
    return tuple(sorted(dict.fromkeys(certain), key=lambda one: one.due))


def spoken(line: MeetingLine) -> str:
    """Return a line as it is read: who, and their exact words between quotation marks."""
    theirs, ours = sides(line)
    words = f"“{theirs}”" if line.exact else theirs
    told = f"{line.who}: {words}" if line.who else words
    return f"{told}{BESIDE}We: {ours}" if ours else told


def who_and_when(line: MeetingLine) -> str:
    """Return who does it by when, or what of that nobody said."""
    owner = line.owner or line.who or "Nobody is named yet"
    by = f"by {line.by.spoken_in_full()}" if line.by else "no day is written down"
    return f"{owner}, {by}"


def said_aloud(noted: Iterable[MeetingLine]) -> str:
    """Return what is to be done as sentences, to be read aloud at the end."""
    tasks = [
        f"{line.text.rstrip('.')}. {who_and_when(line)}." for line in noted if line.kind in TO_DO
    ]
    return "\n".join(tasks)


def _held(family: Family, review: Review, noted: Sequence[MeetingLine], on: date | None) -> Event:
    began = meeting_day.began(family, review, noted)
    at = began.at if on in (None, began.on) else ""
    known = family.store.events.all(review=review.id, kind=HELD)
    if known and on in (None, began.on):
        return known[-1]
    if known:
        return events.change(family, replace(known[-1], on=When.day(on or began.on), at=at))
    if not family.store.reviews.count(id=review.id):
        family.store.reviews.save(review)
    return events.log(family, replace(_as_held(review, on or began.on), at=at))


def _as_held(review: Review, on: date) -> Event:
    return Event(
        child=review.child,
        kind=HELD,
        on=When.day(on),
        who=review.chair,
        model=review.label or review.model,
        review=review.id,
    )


def _keep_to_do(family: Family, review: Review, line: MeetingLine) -> None:
    """Keep what someone will do among the actions; a promise is a fact of its own besides."""
    action = Action(
        id=line.id, review=review.id, text=line.text, owner=line.owner or line.who, by=line.by
    )
    if not family.store.actions.count(id=line.id):
        family.store.actions.save(action)
    if line.kind == "promise" and not family.store.events.count(id=line.id):
        promise = Event(
            id=line.id,
            child=review.child,
            kind="promise_made",
            on=When.day(line.on),
            at=line.at,
            who=line.owner or line.who,
            by=line.by,
            channel="meeting",
            summary=line.text,
        )
        events.log(family, promise)


def _keep_account(family: Family, review: Review, noted: Sequence[MeetingLine]) -> None:
    """Put what was noted, and is not there yet, under what the family has already written."""
    kept = meeting_notes.minutes(family, review.id, "ours")
    there = set(kept.text.splitlines())
    fresh = "\n".join(line for line in account(noted).splitlines() if line not in there)
    if fresh.strip():
        text = f"{kept.text.rstrip()}\n\n{fresh}".strip()
        family.store.minutes.save(replace(kept, text=text))


def account(noted: Sequence[MeetingLine]) -> str:
    """Return the notes as text, a line for each, under their day and the parts of the meeting."""
    titles = {part.id: part.words for part in (*every_part(), questions())}
    lines: list[str] = []
    day = section = None
    for line in noted:
        if line.on != day:
            day, section = line.on, None
            lines.append(f"\nNoted at the meeting, {spoken_weekday(line.on)}")
        if line.section != section:
            section = line.section
            lines.append(f"\n{titles.get(section, section)}".rstrip())
        lines.append(told(line))
    return "\n".join(lines).strip()


def told(line: MeetingLine) -> str:
    """Return a line as the account has it: when, what kind, who, the words, and whose task."""
    return f"{line.at} {LEADS[line.kind]}{spoken(line)}{_task(line)}".strip()


def _task(line: MeetingLine) -> str:
    return f" ({who_and_when(line)})" if line.kind in TO_DO and (line.owner or line.by) else ""


def _begin_letter(
    family: Family, review: Review, held: Event, noted: Sequence[MeetingLine]
) -> Letter:
    """Begin the note that confirms the meeting, or fill in again the one that was begun."""
    child = family.store.children.get(review.child)
    drafts = family.store.letters.all(child=child.id, template=LETTER, state="draft")
    before = next((one for one in drafts if one.about == held.id), None)
    if before is not None and edit_of(before) is not None:
        return before  # the words that a person gave it are never written over
    fresh = {**_given(family, review, noted), **_arranged_at(family, review, held)}
    given = {**(given_of(before) if before else {}), **fresh}
    written = writing.prepare(family, LETTER, child, held.id, given, blanks=True)
    return writing.save_draft(family, written, before)


def _given(family: Family, review: Review, noted: Sequence[MeetingLine]) -> Mapping[str, str]:
    child = family.store.children.get(review.child)
    given = {
        "how": "meeting",
        **_recipient(family, review, child),
        "said": "\n".join(_worth_saying(noted)),
        "agreed": "\n".join(_row(line) for line in noted if line.kind in TO_DO),
    }
    return {key: words for key, words in given.items() if words}


def _arranged_at(family: Family, review: Review, held: Event) -> Mapping[str, str]:
    """Return the time for which the meeting was arranged; its notes may begin at another."""
    arranged = family.store.events.all(review=review.id, kind=ARRANGED, on=held.on)
    times = [one.at for one in arranged if one.at]
    return {"spoke_at": times[-1]} if times else {}


def _recipient(family: Family, review: Review, child: Child) -> Mapping[str, str]:
    """Return who led the meeting, where to write to them, and who gets a copy."""
    found = addressee.named(family, review.chair) or (
        None if review.chair else addressee.role_holder(family, child, _LED_BY)
    )
    if found is None:
        return {"recipient_name": review.chair}
    is_council = addressee.plain(found[1]) == addressee.plain(_OF_COUNCIL)
    place = child.authority if is_council else child.school
    copies = own.find(family, _SENT_LIKE).copies
    return {
        **addressee.of_person(family, found, place),
        "copies": addressee.copies_to(family, child, copies, found[0].name),
    }


def _worth_saying(noted: Sequence[MeetingLine]) -> list[str]:
    """Return what a letter says of a meeting: all of a short one, else what counts in it."""
    talk = [line for line in noted if line.kind not in TO_DO]
    if len(talk) > _MOST_SAID:
        talk = [line for line in talk if line.kind != "said" or line.exact] or talk[:_MOST_SAID]
    return [f"{LEADS[line.kind]}{spoken(line)}" for line in talk]


def _row(line: MeetingLine) -> str:
    by = line.by.spoken() if line.by else ""
    cells = (line.text, line.owner or line.who, by)
    return " | ".join(cell.replace("|", "/") for cell in cells)
