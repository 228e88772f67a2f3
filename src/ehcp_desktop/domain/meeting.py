"""What is written down at a review meeting, line by line as it is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ehcp_desktop.domain.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ehcp_desktop.domain.when import When

# What a line can be, in the order of its keys.
KINDS = ("said", "agreed", "action", "difference", "question", "promise")
TO_DO = ("action", "promise")  # what someone does, by a day
_NAME = re.compile(r"\s*([^:“”\"]{1,60}?)\s*:\s+(.*)", re.DOTALL)
_QUOTED = re.compile(r"“(.+)”|\"(.+)\"|‘(.+)’", re.DOTALL)
MOST_WORDS = 5  # of a name
BESIDE = " / "  # between the two sides of a difference


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingLine(Record):
    """One line of the notes of a meeting.

    `kind` is one of KINDS, `section` the part of the meeting, `at` the time as "10:14". `exact`
    says that `text` has their very words; else it is the gist. `owner` and `by` say who does it
    by when, for what is to be done.
    """

    review: str
    on: date
    at: str = ""
    section: str = ""
    kind: str = "said"
    who: str = ""
    text: str
    exact: bool = False
    owner: str = ""
    by: When | None = None


def read_line(typed: str, names: Iterable[str]) -> tuple[str, str, bool]:
    """Return who, the words, and whether they are exact, of "Name: words" as it was typed.

    A name that is only begun becomes the one of `names` that it can be; words that stand between
    quotation marks from end to end are exact, and lose the marks.
    """
    spoken = _NAME.fullmatch(typed)
    who, words = spoken.groups() if spoken and _is_a_name(spoken[1]) else ("", typed)
    quoted = _QUOTED.fullmatch(words.strip())
    said = next(filter(None, quoted.groups())) if quoted else words
    return completed(who, names) or who, " ".join(said.split()), quoted is not None


def sides(line: MeetingLine) -> tuple[str, str]:
    """Return what they say and how we see it; "" where that was not said.

    A difference is written "They do / We see it so".
    """
    if line.kind != "difference":
        return line.text, ""
    theirs, _, ours = line.text.partition(BESIDE)
    return theirs.strip("“”"), ours.removeprefix("We: ")


def completed(begun: str, names: Iterable[str]) -> str:
    """Return the one name that begins so, or has a word that does; "" when there are more."""
    start = begun.strip().casefold()
    if not start:
        return ""
    known = dict.fromkeys(names)
    for fits in (_is_whole, _begins, _has_word):
        found = [name for name in known if fits(name.casefold(), start)]
        if len(found) == 1:
            return found[0]
    return ""


def _is_a_name(words: str) -> bool:
    many = len(words.split())
    return many == 1 or (many <= MOST_WORDS and words[0].isupper())


def _is_whole(name: str, start: str) -> bool:
    return name == start


def _begins(name: str, start: str) -> bool:
    return name.startswith(start)


def _has_word(name: str, start: str) -> bool:
    return any(word.startswith(start) for word in name.split())
