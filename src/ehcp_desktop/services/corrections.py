"""What the minutes of a review have otherwise than it was said, line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.correction import Correction
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import meeting, meeting_end, meeting_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.domain.meeting import MeetingLine
    from ehcp_desktop.services.family import Family

LETTER = "minutes_correction"
_NOTE = "our own note"
_QUOTES = '“”"'
_TIME = re.compile(r"(\d{1,2}[.:]\d\d)(?:\s+|$)")
# Who speaks: "Ms Grant: …", "Ms Grant said …", "… (Ms Grant)"; and who says all of a line.
_SPEAKS = r"(?<!\w){0}(?::| said\b)|\({0}\)"
_SAYS_ALL = r"{0}(?::| said\b).*|.*(?:\b{0} said|\({0}\))\W*"
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


def begin_left_out(family: Family, review_id: str, chosen: str) -> Correction:
    """Keep that words of the family's own note are left out of the minutes, if it is not kept.

    Raises BadInput for a line without words.
    """
    said, who, source = offer_of(family, review_id, chosen)
    if not said:
        raise BadInput("That line has no words. Put the cursor on a line that says something.")
    told = Correction(review=review_id, said=said, who=who, source=source)
    alike = {"written": "", "said": said, "who": who, "source": source}
    for known in family.store.corrections.all(review=review_id, **alike):
        return known
    with family.store.action("Add what is left out"):
        return family.store.corrections.save(told)


def with_line(correction: Correction, offer: Offer) -> Correction:
    """Return a correction with a line of the family's note; what it says already stays.

    The line goes under what was said, once; who and how it is known are only filled where empty.
    """
    said = correction.said.rstrip()
    is_there = offer.said in map(str.strip, said.splitlines())
    return replace(
        correction,
        said=said if is_there else f"{said}\n{offer.said}".strip(),
        who=correction.who or offer.who,
        source=correction.source or offer.source,
    )


def offers(family: Family, review_id: str, written: str = "") -> list[Offer]:
    """Return the lines of the family's own notes, first those most like what is written."""
    lines, names = meeting.lines(family, review_id), _names(family, review_id)
    added = set(meeting_end.account(lines).splitlines())
    typed = meeting_notes.minutes(family, review_id, "ours").text.splitlines()
    found = [*map(_noted, lines), *(_read(one, names) for one in typed if one not in added)]
    wanted = _words(written)
    told = dict.fromkeys(one for one in found if one.said)
    return sorted(told, key=lambda one: -len(wanted & _words(one.said)))


def offer_of(family: Family, review_id: str, chosen: str) -> Offer:
    """Return words chosen in the family's own note as what was said, by whom, and when.

    A whole line that Meeting mode noted is what it noted; any other is read, and of words that
    fit one line that was noted, and no other, who said them is known too. Several lines stay as
    they are, by nobody.
    """
    first, *more = chosen.strip().splitlines() or [""]
    if more:
        return Offer(chosen.strip(), "", _NOTE)
    lines = meeting.lines(family, review_id)
    whole = [_noted(line) for line in lines if meeting_end.told(line) == first]
    read = _read(first, _names(family, review_id))
    fitting = dict.fromkeys(whole or (one for one in map(_noted, lines) if _is_said(read, one)))
    return next(iter(fitting)) if len(fitting) == 1 else read


def _names(family: Family, review_id: str) -> tuple[str, ...]:
    review = family.store.reviews.get(review_id)
    return meeting.names(family, review, meeting.lines(family, review_id))


def _noted(line: MeetingLine) -> Offer:
    said = f"“{line.text}”" if line.exact and line.text else line.text
    return Offer(said, line.who, _source(line.at))


def _is_said(read: Offer, noted: Offer) -> bool:
    """Return whether a line as it was read is all of what was noted, as far as it says so."""
    return (
        read.said.strip(_QUOTES) == noted.said.strip(_QUOTES)
        and read.who in ("", noted.who)
        and read.source in (_NOTE, noted.source)
    )


def _read(line: str, names: Sequence[str]) -> Offer:
    """Return a line as it was typed, without its time, and without the name it begins with."""
    time = _TIME.match(line.strip())
    words = line.strip()[time.end() if time else 0 :]
    who = _who_says(words, names)
    said = words.removeprefix(f"{who}:") if who else words
    return Offer(said.strip(), who, _source(time[1] if time else ""))


def _who_says(words: str, names: Sequence[str]) -> str:
    """Return who says all of a line, "" where several speak or another's words go before."""
    known = filter(None, names)
    speak = [name for name in known if re.search(_SPEAKS.format(re.escape(name)), words)]
    if len(speak) != 1:
        return ""
    return speak[0] if re.fullmatch(_SAYS_ALL.format(re.escape(speak[0])), words) else ""


def _source(at: str) -> str:
    return f"{_NOTE}, {at}" if at else _NOTE


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
