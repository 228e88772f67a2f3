"""The minutes of a review and the family's own note beside each other, and where they differ."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services import corrections, meeting_notes, people, review_summary
from ehcp_desktop.services.letters.document import LetterDocument, heading, paragraph, table
from ehcp_desktop.services.letters.filling import clean
from ehcp_desktop.services.letters.render import render
from ehcp_desktop.services.whole_file import save_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ehcp_desktop.domain.correction import Correction
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.reviews import Overview

_TITLE = "What was said at the review: both versions"
_DIFFER = ("As the minutes have it", "As it was said")
_REPORTS = {"authority": "The council’s report"}  # by who owes it, where that is not the school
_SCHOOLS, _OURS = "The school’s report", "Our own note"
_LEFT_OUT = "The minutes leave this out."
_NONE = "Nothing is written down."
_QUOTES = str.maketrans("", "", "“”\"‘’'")

Tie = tuple[int, int]


def save(family: Family, review_id: str, path: Path, edition: Edition) -> None:
    """Write both versions to a .pdf, .docx or .txt.

    Raises BadInput for another ending and FileRefused when the file cannot be written.
    """
    save_file(path, rendered(family, review_id, path.suffix, edition))


def rendered(family: Family, review_id: str, suffix: str, edition: Edition) -> bytes:
    """Return both versions as the bytes of a file. Raises BadInput for another ending."""
    return render(told(family, review_id), suffix, edition)


def told(family: Family, review_id: str) -> LetterDocument:
    """Return a sheet with the corrections of a review, and under them both accounts in full."""
    points = corrections.corrections(family, review_id)
    overview = review_summary.overview(family, review_id)
    return LetterDocument(
        title=_TITLE,
        on=family.today(),
        subject=_TITLE,
        byline=tuple(map(clean, _byline(family, overview))),
        blocks=(
            heading("Where the two differ"),
            table(_DIFFER, (map(clean, _point(*one)) for one in enumerate(points, 1)))
            if points
            else paragraph("No difference is written down yet."),
            heading("Both in full"),
            table(
                (_report(overview), _OURS),
                (map(clean, row) for row in _in_full(family, review_id, points)),
            ),
        ),
        wide=True,
    )


def _byline(family: Family, overview: Overview) -> tuple[str, ...]:
    """Return whose review it was, when, who wrote the two accounts, and the day of the sheet."""
    review, meeting = overview.review, overview.meeting
    child = family.store.children.get(review.child)
    held = f", {meeting.on.spoken_in_full()}" if meeting and meeting.on else ""
    led = f", led by {review.chair}" if review.chair else ""
    wrote = (f"{_report(overview)}: {_came(_reports(overview))}.", _we_wrote(family))
    return (
        f"{child.name}, born {spoken_day(child.born)}",
        f"{overview.title}{held}{led}",
        " ".join(filter(None, wrote)),
        f"Made on {spoken_day(family.today())} from the family’s record",
    )


def _report(overview: Overview) -> str:
    """Return whose the report is: the council makes it for a child who is not in school."""
    owner = next((step.owner for step in overview.steps if step.id == "report"), "")
    return _REPORTS.get(owner, _SCHOOLS)


def _reports(overview: Overview) -> list[Event]:
    return [event for step in overview.steps if step.id == "report" for event in step.events]


def _came(reports: Sequence[Event]) -> str:
    told = [(each.who, _day(each.received or each.on)) for each in reports]
    known = [", ".join(filter(None, one)) for one in told if any(one)]
    return "; then ".join(known) or "no day on which it came is recorded"


def _day(came: When | None) -> str:
    return f"came {came.spoken_in_full()}" if came else ""


def _we_wrote(family: Family) -> str:
    sender = people.sender(family)
    return f"{_OURS}: {sender.name}." if sender else ""


def _point(number: int, correction: Correction) -> tuple[str, str]:
    written = f"{number}. {correction.written.strip() or _LEFT_OUT}"
    told = (
        correction.said.strip(),
        correction.who and f"Said by: {correction.who}",
        correction.source and f"How we know: {correction.source}",
    )
    return _lines((written, correction.place)), _lines(told)


def _in_full(
    family: Family, review_id: str, points: Sequence[Correction]
) -> list[tuple[str, str]]:
    """Return the paragraphs of both accounts, side by side where a correction ties them."""
    school, ours = (
        _paragraphs(meeting_notes.minutes(family, review_id, whose).text) or [_NONE]
        for whose in ("school", "ours")
    )
    found = [(_place(school, one.written), _place(ours, one.said)) for one in points]
    marked = (_marked(school, [left for left, _ in found]), _marked(ours, [r for _, r in found]))
    ends = [(-1, -1), *_ties(found), (len(school), len(ours))]
    rows: list[tuple[str, str]] = []
    for (left, right), (next_left, next_right) in pairwise(ends):
        start = (max(left, 0), max(right, 0))
        sides = (marked[0][start[0] : next_left], marked[1][start[1] : next_right])
        rows += zip_longest(*sides, fillvalue="")
    return rows


def _ties(found: Iterable[tuple[int | None, int | None]]) -> list[Tie]:
    """Return which paragraphs stand side by side, in order; one that would cross is left out."""
    ties: list[Tie] = []
    for left, right in sorted((a, b) for a, b in found if a is not None and b is not None):
        if not ties or (left > ties[-1][0] and right > ties[-1][1]):
            ties.append((left, right))
    return ties


def _marked(paragraphs: Sequence[str], places: Sequence[int | None]) -> list[str]:
    """Return paragraphs with the numbers of the points that are about them."""
    return [
        text
        + "".join(f" [see\u00a0point\u00a0{n}]" for n, at in enumerate(places, 1) if at == place)
        for place, text in enumerate(paragraphs)
    ]


def _place(paragraphs: Sequence[str], words: str) -> int | None:
    """Return the paragraph that the first line of these words is, or ends with, or else has.

    Case, quotation marks and a full stop at the end make no difference; a part of a word is none.
    """
    wanted = _plain(words.strip().partition("\n")[0])
    if not wanted:
        return None
    found = re.escape(wanted)
    for form in (found, rf".*: {found}", rf"(?:.*\W)?{found}(?:\W.*)?"):
        for place, text in enumerate(paragraphs):
            if re.fullmatch(form, _plain(text)):
                return place
    return None


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).casefold().split()).rstrip(".")


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(filter(None, (part.strip() for part in parts)))
