"""Letters written here, how they were sent, and the papers of the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ehcp_desktop.domain.record import Record
from ehcp_desktop.domain.when import When


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter(Record):
    """A letter written here.

    `about` is the event the letter is about. `fields` holds the facts given by hand, as JSON text.
    `text` is the whole letter as plain text; `state` is "draft" or "sent". `paper` is its copy.
    """

    child: str
    template: str
    title: str
    about: str = ""
    tone: str = "firm"
    fields: str = "{}"
    text: str = ""
    state: str = "draft"
    written: date
    reply_by: date | None = None
    recipient: str = ""
    replies_to: str | None = None
    paper: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispatch(Record):
    """One sending of a letter: `by` post, email, hand or portal, on a day, with its proof."""

    letter: str
    by: str
    on: date
    at: str = ""
    event: str = ""
    proof: str | None = None
    deemed: date
    chase: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper(Record):
    """A paper kept whole: its bytes are stored once under `sha256`. `size` is in bytes."""

    child: str
    name: str
    sha256: str
    size: int
    title: str = ""
    kind: str = ""
    dated: When | None = None
    who: str = ""
    notes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment(Record):
    """Ties a paper to an event."""

    event: str
    paper: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft(Record):
    """Something being typed that is not yet part of the record. `fields` is JSON text."""

    child: str
    form: str
    fields: str = "{}"
