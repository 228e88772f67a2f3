"""The chronology: what happened, in order of date, as a PDF, Word, CSV or Excel file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ehcp_desktop.domain.review import HELD, MODELS
from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.services.letters.filling import clean
from ehcp_desktop.services.story import title_of
from ehcp_desktop.services.whole_file import save_file

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.reports.spreadsheets_out import Sheet

HEADINGS = ("Date", "What happened", "From or to", "Source")
SUFFIXES = (".pdf", ".docx", ".csv", ".xlsx")
_WIDTHS = (18, 70, 28, 36)
_LATEST = "9999"


@dataclass(frozen=True, slots=True)
class Chronology:
    """A table that is ready to be laid out: its title, the day it is of, and rows of HEADINGS."""

    title: str
    on: date
    rows: tuple[tuple[str, str, str, str], ...]

    @property
    def about(self) -> str:
        """The line under the title."""
        return f"Written on {spoken_day(self.on)} from the family’s record."


def chronology(family: Family, child: Child, path: Path, edition: Edition = STANDARD) -> Path:
    """Write a child's chronology to a file of the kind that its name ends in, and return it.

    The oldest comes first, what has no date last. The family's own notes are never in it.
    Raises BadInput for another ending and FileRefused when the file cannot be written.
    """
    made = rendered(family, child, path.suffix.casefold(), edition)
    save_file(path, made)
    return path


def rendered(
    family: Family, child: Child, suffix: str, edition: Edition, left_out: tuple[str, ...] = ()
) -> bytes:
    """Return the chronology as the bytes of a file, without the kinds that are left out.

    Raises BadInput for another ending.
    """
    from ehcp_desktop.services.reports import sheets_out, spreadsheets_out

    table = _table(family, child, left_out)
    match suffix:
        case ".pdf":
            return sheets_out.pdf(table, edition)
        case ".docx":
            return sheets_out.docx(table, edition)
        case ".csv":
            return spreadsheets_out.csv(_sheet(table))
        case ".xlsx":
            return spreadsheets_out.xlsx(_sheet(table))
    raise BadInput(f"A chronology can be saved as {', '.join(SUFFIXES)}, not as “{suffix}”.")


def _sheet(table: Chronology) -> Sheet:
    from ehcp_desktop.services.reports.spreadsheets_out import Sheet

    return Sheet("Chronology", table.on, HEADINGS, _WIDTHS, table.rows)


def rows(
    family: Family, child_id: str, left_out: tuple[str, ...] = ()
) -> tuple[tuple[str, str, str, str], ...]:
    """Return the rows of a child's chronology, oldest first."""
    every = family.store.events.all(child=child_id)
    events = sorted((one for one in every if one.kind not in left_out), key=_order)
    papers = _papers(family)
    return tuple(_row(family, event, papers.get(event.id, [])) for event in events)


def _table(family: Family, child: Child, left_out: tuple[str, ...]) -> Chronology:
    title = clean(f"Chronology: {child.name}, born {spoken_day(child.born)}")
    return Chronology(title, family.today(), rows(family, child.id, left_out))


def _order(event: Event) -> tuple[str, str]:
    return (event.on.first.isoformat() if event.on else _LATEST, event.at)


def _row(family: Family, event: Event, papers: list[str]) -> tuple[str, str, str, str]:
    when = event.on.spoken() if event.on else "Date not known"
    said = [family.vocabulary.kind(event.kind).title, _review_name(family, event), event.summary]
    if event.outcome:
        said[0] = title_of(family, event)
    if event.quote:
        said.append(f"“{event.quote}”")
    happened = ". ".join(part.strip().rstrip(".") for part in said if part.strip()) + "."
    return (when, clean(happened), clean(_who(event)), "; ".join(papers))


def _review_name(family: Family, event: Event) -> str:
    """Return what the invitation called a review, for the day of its meeting."""
    if event.kind != HELD or event.review is None:
        return ""
    review = family.store.reviews.get(event.review)
    return review.label or MODELS.get(review.model, "")


def _who(event: Event) -> str:
    way = {"sent": "To ", "received": "From "}.get(event.direction, "")
    who = event.who
    if way and who.startswith("The "):
        who = who.replace("The ", "the ", 1)
    return way + who if who else ""


def _papers(family: Family) -> dict[str, list[str]]:
    """Return the names of the papers tied to each event."""
    names = {paper.id: paper.title or paper.name for paper in family.store.papers.all()}
    tied: dict[str, list[str]] = {}
    for tie in family.store.attachments.all():
        if tie.paper in names:
            tied.setdefault(tie.event, []).append(clean(names[tie.paper]))
    return tied
