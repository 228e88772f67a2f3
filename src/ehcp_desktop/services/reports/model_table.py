"""Law, council and family side by side on paper: what happened here under the council's model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services import model_check
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
from ehcp_desktop.services.whole_file import save_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.model_check import Check, Line
    from ehcp_desktop.services.review_models import Source

HEADINGS = ("About", "What the law asks", "What is published", "What happened here")
_TITLE = "What the law asks, what is published, and what happened here"
_FOOT = "The last column is of the family’s own record and answers. Information, not legal advice."


def save(family: Family, review_id: str, path: Path, edition: Edition) -> None:
    """Write the table to a .pdf, .docx or .txt.

    Raises BadInput for another ending and FileRefused when the file cannot be written.
    """
    save_file(path, rendered(family, review_id, path.suffix, edition))


def rendered(family: Family, review_id: str, suffix: str, edition: Edition) -> bytes:
    """Return the table as the bytes of a file. Raises BadInput for another ending."""
    return render(told(family, review_id, edition), suffix, edition)


def told(family: Family, review_id: str, edition: Edition) -> LetterDocument:
    """Return a sheet with the table, and under it where law and council are told from.

    In a larger edition there are no columns: each line is a heading with its cells under it.
    """
    found = model_check.check(family, review_id)
    sources = found.sources
    rows = [tuple(map(clean, _row(line, sources))) for line in found.lines]
    return LetterDocument(
        title=_TITLE,
        on=family.today(),
        subject=_TITLE,
        byline=tuple(map(clean, _byline(family, found))),
        blocks=(
            *(_read_down(rows) if edition.is_larger else [table(HEADINGS, rows)]),
            paragraph(_FOOT),
            heading("Where this is from"),
            Block("numbered", tuple((Words(_source(one)),) for one in sources)),
        ),
        wide=True,
    )


def _byline(family: Family, found: Check) -> tuple[str, ...]:
    """Return whose review it was and when, the day of the sheet, and where the model is from."""
    overview = found.overview
    child = family.store.children.get(overview.review.child)
    on = overview.meeting.on if overview.meeting else None
    return (
        f"{child.name}, born {spoken_day(child.born)}",
        ", ".join(filter(None, (overview.title, on.spoken_in_full() if on else ""))),
        f"Made on {spoken_day(family.today())}",
        found.origin,
    )


def _read_down(rows: Iterable[Sequence[str]]) -> Iterator[Block]:
    for title, *cells in rows:
        yield heading(title)
        for name, cell in zip(HEADINGS[1:], cells, strict=True):
            yield Block("paragraph", ((Words(f"{name}: ", bold=True), Words(cell)),))


def _row(line: Line, sources: Sequence[Source]) -> tuple[str, str, str, str]:
    published = model_check.NOTHING_FOUND
    if line.published:
        published = f"{line.published.words} {_numbers((line.published.source,), sources)}"
    law = f"{line.aspect.law} {_numbers(line.aspect.sources, sources)}"
    return (line.aspect.title, law, published, "\n".join(line.here))


def _numbers(some: Sequence[Source], every: Sequence[Source]) -> str:
    """Return which sources are meant: "[1, 4]"."""
    return f"[{', '.join(str(every.index(one) + 1) for one in some)}]"


def _source(source: Source) -> str:
    return f"{source.said}. {source.sure} {source.url}"
