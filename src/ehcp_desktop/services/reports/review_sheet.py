"""One review on paper: each step by its last day and what came, what was late, and what it lacks.

Made to go with a complaint or to the Tribunal: it says what the record has, and what it has not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.domain.when import spoken_day, spoken_weekday
from ehcp_desktop.services import corrections, people_grid, review_summary
from ehcp_desktop.services.letters.document import (
    Block,
    LetterDocument,
    Words,
    heading,
    paragraph,
    table,
)
from ehcp_desktop.services.letters.filling import clean
from ehcp_desktop.services.letters.render import render
from ehcp_desktop.services.review_models import review_models
from ehcp_desktop.services.whole_file import save_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.review_step import Step
    from ehcp_desktop.services.reviews import Overview

HEADINGS = ("Step, owed by", "Last day", "What came", "Late by", "Paper")
_OWNERS = {"school": "The school", "authority": "The council", "family": "The family"}
_LEFT_OUT = "nothing."
_NOTHING = "Nothing of this review is recorded as late."
_CLOSING = (
    "From the family’s own record. “None is recorded” means that nothing is in this record, not"
    " that nothing was sent. Information, not legal advice."
)


def save(family: Family, review_id: str, path: Path, edition: Edition) -> None:
    """Write a review to a .pdf, .docx or .txt.

    Raises BadInput for another ending and FileRefused when the file cannot be written.
    """
    save_file(path, rendered(family, review_id, path.suffix, edition))


def rendered(family: Family, review_id: str, suffix: str, edition: Edition) -> bytes:
    """Return a review as the bytes of a file. Raises BadInput for another ending."""
    return render(told(family, review_id), suffix, edition)


def told(family: Family, review_id: str) -> LetterDocument:
    """Return a sheet of one review; what the record has nothing of is left out."""
    overview = review_summary.overview(family, review_id)
    review = overview.review
    child = family.store.children.get(review.child)
    title = clean(f"{overview.title} of {child.name}")
    every = review_summary.every_step(overview)
    return LetterDocument(
        title=title,
        on=family.today(),
        subject=title,
        byline=tuple(map(clean, _byline(family, overview))),
        blocks=(
            table(HEADINGS, (map(clean, _row(family, step)) for step in every)),
            *_list("What was late or is not there", _late(overview) or [_NOTHING]),
            *_list("Where the accounts differ", _differences(family, review_id)),
            *_leaves_out(review),
            *_list("Who took part", _people(family, review, overview.steps)),
            paragraph(_CLOSING),
        ),
    )


def _byline(family: Family, overview: Overview) -> Iterable[str]:
    child = family.store.children.get(overview.review.child)
    whose = (f"{child.name}, born {spoken_day(child.born)}", child.authority, child.school)
    yield ", ".join(filter(None, whose))
    met = _met(overview)
    led = f"led by {overview.review.chair}" if overview.review.chair else ""
    meeting = f"Meeting: {met}" if met else "No meeting is recorded"
    yield "; ".join(filter(None, (meeting, led, review_summary.way(overview))))
    yield f"Made on {spoken_day(family.today())} from the family’s record"


def _met(overview: Overview) -> str:
    if overview.meeting is None:
        return ""
    on = overview.meeting.on
    return on.spoken_in_full() if on else "day not known"


def _row(family: Family, step: Step) -> tuple[str, ...]:
    missing = [f"Noted as missing: {', '.join(step.absence.history)}"]
    came = (step.came, step.outcome, *(missing if step.absence.as_of else ()))
    return (
        "\n".join(filter(None, (step.name, _OWNERS.get(step.owner, "")))),
        "\n".join(filter(None, (review_summary.last_day(step), review_summary.no_law(step)))),
        "\n".join(filter(None, came)),
        step.late_by or ("In time" if step.state == "in_time" else ""),
        "\n".join(review_summary.papers(family, step)),
    )


def _late(overview: Overview) -> list[str]:
    """Return what the law asked for of each step that was late or is missing."""
    found = ((step, step.deadline, _how_late(step)) for step in overview.steps)
    return [
        f"{deadline.rule.title}: {words}. Last day: {_day(deadline)}, {deadline.counting}."
        f" {deadline.rule.citation}."
        for step, deadline, words in found
        if deadline is not None and words and step.id != "meeting"
    ]


def _how_late(step: Step) -> str:
    came = step.came[:1].lower() + step.came[1:]
    if step.state in ("late", "came_late"):
        return "; ".join(filter(None, (step.words[:1].lower() + step.words[1:], came)))
    return came if step.state == "not_recorded" else ""


def _day(deadline: Deadline) -> str:
    return spoken_weekday(deadline.due) if deadline.due else "not known"


def _leaves_out(review: Review) -> Sequence[Block]:
    model = review_models().models.get(review.model)
    if model is None:
        return ()
    found = [f"{one.title}. {one.words} {one.source.said}." for one in model.leaves_out]
    return (*_list(f"What {model.called} leaves out", found), paragraph(clean(model.origin)))


def _people(family: Family, review: Review, steps: Sequence[Step]) -> list[str]:
    return [line.sentence for line in people_grid.lines(family, review, steps)]


def _differences(family: Family, review_id: str) -> list[str]:
    return [
        f"The minutes: {_ended(one.written) or _LEFT_OUT} As it was said: {_ended(one.said)}"
        f"{f' ({one.who})' if one.who else ''}"
        for one in corrections.corrections(family, review_id)
    ]


def _ended(text: str) -> str:
    said = " ".join(text.split())
    return said if not said or said[-1] in ".!?”" else f"{said}."


def _list(title: str, points: Sequence[str]) -> tuple[Block, ...]:
    if not points:
        return ()
    return heading(title), Block("bulleted", tuple((Words(clean(one)),) for one in points))
