"""What the minutes of a review have otherwise than it was said, line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.correction import Correction
from ehcp_desktop.services import meeting, meeting_notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ehcp_desktop.services.family import Family

LETTER = "minutes_correction"
_NOTE = "our own note"
_TIME = re.compile(r"(\d{1,2}[.:]\d\d)\s+")
_WORD = re.compile(r"\w{4,}")


class Offer(NamedTuple):
    """A line of the family's own note that can stand beside the minutes."""

    said: str
    who: str
    source: str


def corrections(family: Family, review_id: str) -> list[Correction]:
    """Return the corrections of a review, as they were begun."""
    return family.store.corrections.all(review=review_id)


def begin(family: Family, review_id: str, written: str) -> Correction:
    """Keep that these words of the minutes are to be corrected, if they are not already."""
    for known in family.store.corrections.all(review=review_id, written=written):
        return known
    with family.store.action("Correct a line of the minutes"):
        return family.store.corrections.save(Correction(review=review_id, written=written))


def keep(family: Family, correction: Correction) -> Correction:
    """Keep a correction as it now reads."""
    with family.store.action("Change a correction"):
        return family.store.corrections.save(correction)


def remove(family: Family, correction_id: str) -> None:
    """Put a correction in the bin."""
    with family.store.action("Remove a correction"):
        family.store.corrections.trash(correction_id)


def offers(family: Family, review_id: str, written: str = "") -> list[Offer]:
    """Return the lines of the family's own notes, first those most like what is written."""
    noted, names = meeting.lines(family, review_id), _names(family, review_id)
    found = [
        Offer(f"“{line.text}”" if line.exact else line.text, line.who, _source(line.at))
        for line in noted
    ]
    texts = [line.text for line in noted]
    found += _of_account(meeting_notes.minutes(family, review_id, "ours").text, texts, names)
    wanted = _words(written)
    return sorted(found, key=lambda one: -len(wanted & _words(one.said)))


def offer_of(family: Family, review_id: str, line: str) -> Offer:
    """Return a line of the family's own note as what was said, by whom, and when if it says so."""
    known = (one for one in offers(family, review_id, line) if one.said.strip("“”") in line)
    return next(known, None) or _read(line, _names(family, review_id))


def _names(family: Family, review_id: str) -> tuple[str, ...]:
    review = family.store.reviews.get(review_id)
    return meeting.names(family, review, meeting.lines(family, review_id))


def _of_account(text: str, noted: Sequence[str], names: Sequence[str]) -> Iterator[Offer]:
    """Yield the lines of an account that Meeting mode did not add, and who they name, if one."""
    for line in filter(str.strip, text.splitlines()):
        if not any(one in line for one in noted):
            yield _read(line, names)


def _read(line: str, names: Sequence[str]) -> Offer:
    time = _TIME.match(line)
    words = line[time.end() :] if time else line.strip()
    named = [name for name in names if name in words]
    who = named[0] if len(named) == 1 else ""
    said = words.removeprefix(f"{who}: ") if who else words
    return Offer(said.strip(), who, _source(time[1] if time else ""))


def _source(at: str) -> str:
    return f"{_NOTE}, {at}" if at else _NOTE


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
