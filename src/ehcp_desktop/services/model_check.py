"""Check my council's model: ten questions about a review, what follows, and which letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.event import Answer
from ehcp_desktop.domain.review import meeting_among
from ehcp_desktop.errors import BadInput
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services import model_here, reviews
from ehcp_desktop.services.letters import choosing, shelf
from ehcp_desktop.services.review_models import review_models
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.shelf import Template
    from ehcp_desktop.services.review_models import Aspect, Model, Source, Told
    from ehcp_desktop.services.reviews import Overview

FILE = ROOT / "model_check.toml"
SAID = ("yes", "no")
NOTHING_FOUND = "Nothing was found."
_OWN_NAME = "No council’s page is known for a review of this name. Ask what it stands for."
_KEPT = "model_{}"  # the question of an answer in the record


class Question(NamedTuple):
    """One question: its answers as they stand in the table, and the letters that they ask for.

    `here` and `asks` are by answer; of several letters the first that would be true is meant, and
    none once an event of one of the kinds in `until` is recorded of the review.
    """

    id: str
    text: str
    aspect: str
    here: Mapping[str, str]
    asks: Mapping[str, tuple[str, ...]]
    until: tuple[str, ...] = ()


class Asked(NamedTuple):
    """A question, and what the family said: "yes", "no", or "" for do not know."""

    question: Question
    said: str

    @property
    def here(self) -> str:
        """The answer as it stands in the table; "" while nobody knows."""
        return self.question.here.get(self.said, "")


class Line(NamedTuple):
    """A line of the table: what the law asks, what is published, what happened here."""

    aspect: Aspect
    published: Told | None
    here: tuple[str, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where law and council are told from."""
        return (*self.aspect.sources, *((self.published.source,) if self.published else ()))


class Follows(NamedTuple):
    """A letter that follows from the answers: `about` what, and `why`.

    `sent` is the last that was sent of it, on the day `sent_on`: about a step of this review, or
    about none of any, once this review had begun and before the next did. `can_be_written` is
    false where the record says that another one would be untrue.
    """

    template: Template
    about: str | None
    sent: str
    sent_on: date | None
    can_be_written: bool
    why: tuple[str, ...] = ()


class _Span(NamedTuple):
    """The events of a review; it has begun by `since`, and by `until` the next one has."""

    events: tuple[Event, ...]
    since: date
    until: date


class Check(NamedTuple):
    """All of it for one review; `model` is None for a name of which nothing is known."""

    overview: Overview
    model: Model | None
    asked: tuple[Asked, ...]
    lines: tuple[Line, ...]
    letters: tuple[Follows, ...]

    @property
    def origin(self) -> str:
        """Where what is published is from, and how sure that is."""
        return self.model.origin if self.model else _OWN_NAME

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where all of the table is from, each once, in the order of its lines."""
        return tuple(dict.fromkeys(source for line in self.lines for source in line.sources))


@cache
def questions() -> tuple[Question, ...]:
    """Return the questions in order, read once. Raises BadResource naming file, entry and key."""
    top = Entry(read_toml_cached(FILE)[0], FILE.name)
    found = tuple(_question(entry) for entry in top.tables("question"))
    top.finish()
    return found


def check(family: Family, review_id: str) -> Check:
    """Return the answers about a review, the table that they fill, and the letters that follow."""
    child = family.store.children.get(family.store.reviews.get(review_id).child)
    every = reviews.overviews(family, child.id)
    overview = next(one for one in every if one.review.id == review_id)
    asked = tuple(Asked(one, _said(family, one, review_id)) for one in questions())
    model = review_models().models.get(overview.review.model)
    return Check(
        overview,
        model,
        asked,
        _lines(family, every, overview, model, asked),
        _letters(family, child, review_id, asked),
    )


def answer(family: Family, review_id: str, question_id: str, said: str) -> None:
    """Keep what the family says about a review, in place of what it said before; "" for unknown.

    Raises BadInput for a question that is not asked, or another answer than yes or no.
    """
    question = next((one for one in questions() if one.id == question_id), None)
    if question is None or said not in ("", *SAID):
        raise BadInput("Answer one of the questions with yes or no, or leave it open.")
    answers, review = family.store.answers, family.store.reviews.get(review_id)
    given = _given(family, question, review_id)
    with family.store.action(f"Answer “{question.text}”"):
        if said:
            kept = _KEPT.format(question.id)
            fresh = given or Answer(child=review.child, question=kept, event=review_id)
            answers.save(replace(fresh, value=said))
        elif given is not None:
            answers.trash(given.id)


def _question(entry: Entry) -> Question:
    asks = entry.table("asks")
    made = Question(
        id=entry.text("id"),
        text=entry.text("text"),
        aspect=entry.text("aspect"),
        here=_by_answer(entry.table("here")),
        asks={said: asks.texts(said) for said in SAID if asks.has(said)} if asks else {},
        until=entry.texts("until"),
    )
    entry.finish()
    return made


def _by_answer(table: Entry | None) -> dict[str, str]:
    return {said: table.text(said) for said in SAID} if table else {}


def _given(family: Family, question: Question, review_id: str) -> Answer | None:
    kept = _KEPT.format(question.id)
    return next(iter(family.store.answers.all(question=kept, event=review_id)), None)


def _said(family: Family, question: Question, review_id: str) -> str:
    given = _given(family, question, review_id)
    return given.value if given else ""


def _lines(
    family: Family,
    every: Sequence[Overview],
    overview: Overview,
    model: Model | None,
    asked: Sequence[Asked],
) -> tuple[Line, ...]:
    recorded = model_here.recorded(family, every, overview)
    found: list[Line] = []
    for aspect in review_models().aspects:
        said = (one.here for one in asked if one.question.aspect == aspect.id and one.here)
        here = (*recorded.get(aspect.id, ()), *said) or ("Not recorded.",)
        published = model.published.get(aspect.id) if model else None
        found.append(Line(aspect, published, here))
    return tuple(found)


def _letters(
    family: Family, child: Child, review_id: str, asked: Sequence[Asked]
) -> tuple[Follows, ...]:
    """Return each letter once, in the order of the questions, with all the answers that ask it."""
    found: dict[str, Follows] = {}
    span = _span(family, child, review_id)
    kinds = {event.kind for event in span.events}
    for one in asked:
        if kinds.isdisjoint(one.question.until):
            names = one.question.asks.get(one.said, ())
            for letter in _of_answer([_follows(family, child, span, name) for name in names]):
                known = found.setdefault(letter.template.id, letter)
                found[letter.template.id] = known._replace(why=(*known.why, one.here))
    return tuple(found.values())


def _of_answer(letters: Sequence[Follows]) -> list[Follows]:
    """Return which letters an answer asks for: those that were sent, and the first to write."""
    first = next((one for one in letters if one.can_be_written), None)
    return [one for one in letters if one.sent or one is first]


def _span(family: Family, child: Child, review_id: str) -> _Span:
    """Return the events of a review, with its first day and that of the next review."""
    events = family.store.events.all(order="on", child=child.id)
    begun: dict[str | None, date] = {}
    for event in events:
        if event.on:
            begun[event.review] = min(event.on.first, begun.get(event.review, date.max))
    since = begun.get(review_id, date.max)
    later = (day for review, day in begun.items() if review and day > since)
    mine = tuple(event for event in events if event.review == review_id)
    return _Span(mine, since, min(later, default=date.max))


def _follows(family: Family, child: Child, span: _Span, name: str) -> Follows:
    template = shelf.template(name)
    about = _about(template, span.events)
    letter, on = next(_sent(family, child, span, name), ("", None))
    return Follows(template, about, letter, on, _can_be_true(family, template, child, about))


def _sent(family: Family, child: Child, span: _Span, name: str) -> Iterator[tuple[str, date]]:
    """Yield what was sent of a letter about this review, the newest first, with the day of it."""
    ids = {event.id for event in span.events}
    store = family.store
    for letter in store.letters.all(
        order="written desc", child=child.id, template=name, state="sent"
    ):
        days = [one.on for one in store.dispatches.all(letter=letter.id)]
        on = min(days, default=letter.written)
        if letter.about in ids or (not letter.about and span.since <= on < span.until):
            yield letter.id, on


def _can_be_true(family: Family, template: Template, child: Child, about: str | None) -> bool:
    if not template.states:  # true whatever has come
        return True
    if about is None:
        return False
    try:
        choosing.choose(family, template, child, about)
    except BadInput:
        return False
    return True


def _about(template: Template, events: Sequence[Event]) -> str | None:
    """Return what of a review a letter is about: its meeting if it can be, else any step."""
    meeting = meeting_among(events)
    fitting = [event.id for event in events if choosing.can_be_about(template, event)]
    if meeting is not None and meeting.id in fitting:
        return meeting.id
    return fitting[-1] if fitting else None
