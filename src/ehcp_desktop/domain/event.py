"""An event: a dated fact, which can start or end a time limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ehcp_desktop.domain.record import Record
from ehcp_desktop.domain.when import When

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_KNOWN = "not_known"  # the outcome of a plan of which nobody knows whether it is the first
EXCEPTION_CLAIMED = "exception_claimed"  # starts and ends nothing: it stands beside a limit


@dataclass(frozen=True, kw_only=True, slots=True)
class Event(Record):
    """Something that happened, or a meeting or transfer still to come.

    `kind` and `outcome` are words of the public vocabulary (resources/events.toml).
    `on` is the day it happened; `sent`, `received` and `dated` (printed on the paper) are kept
    apart because the law counts from different ones; `by` is a day promised or asked for.
    `letter` is the letter from here that it was sent with, `replies_to` the event that it answers.
    `quote` holds exact words, `notes` the family's own. `imported` identifies the imported row.
    """

    child: str
    kind: str
    on: When | None = None
    outcome: str = ""
    sent: When | None = None
    received: When | None = None
    dated: When | None = None
    by: When | None = None
    at: str = ""
    who: str = ""
    contact: str | None = None
    channel: str = ""
    direction: str = ""
    model: str = ""
    review: str | None = None
    letter: str | None = None
    replies_to: str | None = None
    summary: str = ""
    quote: str = ""
    notes: str = ""
    imported: str = ""


def ended_on(event: Event) -> When | None:
    """Return the day that counts when the event ends a duty: sent, else dated, else on."""
    return event.sent or event.dated or event.on or event.received


def part_of(notes: str, name: str) -> str:
    """Return what the notes of an event say under a name: "Maths" of "Lesson or place: Maths"."""
    for line in notes.splitlines():
        label, colon, said = line.partition(":")
        if colon and label.strip().casefold() == name.casefold():
            return said.strip()
    return ""


def with_parts(notes: str, parts: Mapping[str, str]) -> str:
    """Return notes with a line for each part that says something, before the rest."""
    lines = (f"{name}: {' '.join(said.split())}" for name, said in parts.items() if said.strip())
    return "\n".join((*lines, *filter(None, (notes.strip(),))))


def started_on(event: Event, counts_from: str) -> When | None:
    """Return the day from which a rule counts, falling back as the record says."""
    if counts_from == "on":
        return event.on or ended_on(event)
    if counts_from == "received":
        return event.received or event.on or ended_on(event)
    return ended_on(event)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer(Record):
    """What the family said to a question about an event: a concern put aside, or a fact.

    `question` is the id of a concern, or of a question (resources/law/questions.toml) to which
    `value` is a choice. To a concern it is "yes", "have_it", "waiting_for_post" or "snooze";
    `until` is the last day a snooze holds. Of "step_report" the `event` is a review, and `value`
    may be "not_received" as of `until`; so it is of "model_portal", where it is "yes" or "no".
    """

    child: str
    question: str
    event: str = ""
    value: str = ""
    until: When | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EventKind:
    """One word of the vocabulary: how an event of this kind is named and filled in.

    `title` is what the Story shows; `fields` are the Event fields that matter for it, in order,
    and `labels` their words on the form; `outcomes` maps each allowed outcome to its words ("" if
    it may be left open), `titles` those that change the title. `ahead` is true for the kinds whose
    day may still be to come. `parts` are what a log wants to know besides; each is kept as a line
    of the event's notes, "Lesson or place: Maths".
    """

    id: str
    group: str
    title: str
    fields: tuple[str, ...] = ()
    outcomes: tuple[tuple[str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    icon: str = ""
    ahead: bool = False
    hint: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()

    def title_with(self, outcome: str) -> str:
        """Return the title of an event of this kind and outcome, the outcome itself left out."""
        return dict(self.titles).get(outcome, self.title)

    def label(self, field: str) -> str:
        """Return the words of a field on the form: "Date on the letter"."""
        return dict(self.labels).get(field, field)

    def outcome_words(self, outcome: str) -> str:
        """Return the words of an outcome: "Keep the plan as it is"."""
        return dict(self.outcomes).get(outcome, outcome)
