"""What is typed while a line is asked about: its answer, or already the next line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ehcp_desktop.domain.meeting import MOST_WORDS, read_line
from ehcp_desktop.domain.typed_date import read_when
from ehcp_desktop.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAY = re.compile(
    rf"\b(?:(?:next |this )?(?:{_WEEKDAYS})|tomorrow"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})(?: \d{{4}})?"
    r"|\d{1,2}/\d{1,2}/\d{4})\b",
    re.IGNORECASE,
)
_US = ("we", "us")


def is_answer(asked: str, typed: str, today: date) -> bool:
    """Tell whether what is typed answers "owner", "by" or "ours"; else it is a line of its own.

    A name with a colon begins a line, and so do more words than a name or a day has.
    """
    if asked == "by" and _reads(typed, today):
        return True
    who, words, _ = read_line(typed, ())
    if who and words:
        return asked == "ours" and who.casefold() in _US
    return asked == "ours" or len(typed.split()) <= MOST_WORDS


def day_in(words: str, today: date) -> str:
    """Return the day that is in some words, as it stands there: "Monday"; "" for none ahead."""
    found = (one[0] for one in _DAY.finditer(words))
    return next((one for one in found if _reads(one, today)), "")


def _reads(typed: str, today: date) -> bool:
    try:
        read = read_when(typed, today, ahead=True)
    except BadInput:
        return False
    return read is None or read.first >= today
