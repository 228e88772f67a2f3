"""Letters written here, how they were sent, and the papers of the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ehcp_desktop.domain.record import Record
from ehcp_desktop.domain.when import When


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter(Record):
    """A letter written here, as it was last kept.

    `child`, `about` (the event it is about, or ""), `replies_to` (the letter it reminds of) and
    `paper` (the copy that was filed when it was sent) are ids; `template` is the name of a file
    in resources/letters. `title` is its subject, `tone` is friendly, firm or formal, `recipient`
    names who gets it in one line. `fields` is JSON text: the facts given by hand, the recipient
    and the parts it is laid out from; `text` is all of it as plain text. `state` is "draft" or
    "sent"; `written` is the day it was last kept as a draft, `reply_by` the last day of the
    answer that it asks for, None when it asks for none. `law` is a sentence: which law it was
    written by, and what of that was checked and when.
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
    law: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispatch(Record):
    """One sending of a letter: `by` post, email, hand or portal, `on` a day.

    `at` is the time as "17:05", "" when not known. `event` and `proof` (a paper) are ids. `deemed`
    is the day it counts as received, an assumption; `chase` the day to ask where the answer is.
    """

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
