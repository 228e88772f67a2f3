"""The papers for a review meeting: the pack, our views, the agenda, the list, the child's page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import getting_ready, people
from ehcp_desktop.services.documents import listing
from ehcp_desktop.services.documents.listing import Listing, Told
from ehcp_desktop.services.letters.filling import clean
from ehcp_desktop.services.reports import meeting_pack
from ehcp_desktop.services.reports.meeting_pack import meeting_about
from ehcp_desktop.services.whole_file import save_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.domain.preparation import Preparation
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family

SUFFIXES = (".pdf", ".docx", ".txt")
CHILDS_PAGE = "child"
_OURS = "Proposed by the family."
_MORE_PAGES = "In larger letters: the same words as on the two pages, on more of them."


def save(family: Family, review: Review, paper: str, path: Path, edition: Edition) -> Path:
    """Write one of the papers to a file, by its ending, and return it.

    Raises BadInput for another ending or for a paper with nothing on it, and FileRefused when the
    file cannot be written.
    """
    made = rendered(family, review, paper, path.suffix.casefold(), edition)
    save_file(path, made)
    return path


def rendered(family: Family, review: Review, paper: str, suffix: str, edition: Edition) -> bytes:
    """Return one of the papers as the bytes of a file. Raises BadInput as `save` does."""
    if paper == CHILDS_PAGE:
        return _childs_page(family, review, suffix)
    shown = told(family, review, paper)
    if edition.is_larger and shown.turned:
        shown = shown._replace(turned="", closing=(*shown.closing, _MORE_PAGES))
    match suffix:
        case ".pdf":
            return listing.pdf(shown, edition)
        case ".docx":
            return listing.docx(shown, edition)
        case ".txt":
            return listing.text(shown)
    raise BadInput(f"This can be saved as {', '.join(SUFFIXES)}, not as “{suffix}”.")


def told(family: Family, review: Review, paper: str) -> Listing:
    """Return what a paper says: "pack", "views", "agenda" or "papers".

    Raises BadInput when nothing is written for it yet.
    """
    return _TOLD[paper](family, review)


def _childs_page(family: Family, review: Review, suffix: str) -> bytes:
    from ehcp_desktop.services.reports import childs_page

    if suffix != ".pdf":
        raise BadInput(
            f"The child’s page has drawings, so it is saved as .pdf, not as “{suffix}”."
        )
    return childs_page.pdf(family, review)


def _views(family: Family, review: Review) -> Listing:
    said = getting_ready.views(family, review.id, "our_view")
    if not said:
        raise BadInput("Nothing is written under “Our views” yet. Write something there first.")
    about = meeting_about(family, review)
    writer = people.sender(family)
    return Listing(
        name=clean(f"Our views: {about.child.name}"),
        on=family.today(),
        title=clean(f"Our views for the review of {about.child.name}"),
        opening=tuple(filter(None, (about.words, clean(f"From {writer.name}") if writer else ""))),
        sections=tuple((clean(one.topic), (Told("", _paragraphs(one.text)),)) for one in said),
        closing=("Please let everyone who comes read this before the meeting.",),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in clean(text).splitlines() if line.strip())


def _agenda(family: Family, review: Review) -> Listing:
    about = meeting_about(family, review)
    parts = getting_ready.agenda(family, review)
    whole = sum(map(getting_ready.minutes, parts))
    return Listing(
        name=clean(f"Agenda: {about.child.name}"),
        on=family.today(),
        title=clean(f"Agenda for the review of {about.child.name}"),
        opening=tuple(filter(None, (about.words, f"{whole} minutes" if whole else "", _OURS))),
        sections=(("", tuple(_timed(parts, about.held.at if about.held else ""))),),
    )


def _timed(parts: Sequence[Preparation], begins: str) -> Iterator[Told]:
    """Yield the parts with their numbers, minutes and, where they are known, times of day."""
    at = _time(begins)
    for number, part in enumerate(parts, 1):
        long = getting_ready.minutes(part)
        clock = f"{at:%H:%M}" if at else ""
        lasts = f"{long} minutes" if long else ""
        yield Told(clean(f"{number}. {part.text}"), (", ".join(filter(None, (clock, lasts))),))
        at = at + timedelta(minutes=long) if at and long else None


def _time(words: str) -> datetime | None:
    """Return a time of day such as "14:00", on no day in particular; None for other words."""
    try:
        return datetime.strptime(words, "%H:%M")  # noqa: DTZ007  # a clock on the wall
    except ValueError:
        return None


def _papers(family: Family, review: Review) -> Listing:
    about = meeting_about(family, review)
    chosen = getting_ready.papers(family, review.id)
    if not chosen:
        raise BadInput("No paper is chosen yet. Choose the papers to take along first.")
    return Listing(
        name=clean(f"Papers: {about.child.name}"),
        on=family.today(),
        title=clean(f"Papers for the review of {about.child.name}"),
        opening=(about.words,),
        sections=(("", tuple(_paper(*one) for one in enumerate(chosen, 1))),),
    )


def _paper(number: int, chosen: tuple[Preparation, Paper]) -> Told:
    line, paper = chosen
    of = ", ".join(filter(None, (paper.who, paper.dated.spoken() if paper.dated else "")))
    page = f"Open it at page {line.page}." if line.page else ""
    lines = (of, page, line.text, f"File: {paper.name}")
    name = clean(f"{number}. {getting_ready.name_of(paper)}")
    return Told(name, tuple(clean(one) for one in lines if one))


_TOLD: dict[str, Callable[[Family, Review], Listing]] = {
    "pack": meeting_pack.told,
    "views": _views,
    "agenda": _agenda,
    "papers": _papers,
}
