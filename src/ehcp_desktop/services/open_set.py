"""A set of papers that any computer can open: letters sent, papers, chronology, next dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.services.papers import safe_name

if TYPE_CHECKING:
    from ehcp_desktop.domain.letter import Letter, Paper
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

_LETTERS, _PAPERS, _OVERVIEWS = "Letters sent", "Papers", "What happened, and what comes"
_OWN = ("note", "copy_given")  # kinds of event that are for the family's eyes alone


class _Out(NamedTuple):
    """One file of the set: under which heading, its name, and what makes it."""

    heading: str
    name: str
    made: Callable[[], bytes]


def write(family: Family, folder: Path) -> Iterator[tuple[int, int]]:
    """Write the set into a new folder; yields after each file how many are done, and of how many.

    What the family noted for itself is not in it; its papers are, whatever they hold. Raises
    OSError or an EhcpError.
    """
    from ehcp_desktop.services.family_copy import write_through

    every = [out for child in family.children for out in _of_child(family, child)]
    folder.mkdir()
    links: dict[str, list[str]] = {}
    for done, out in enumerate(every, 1):
        (folder / out.heading).mkdir(exist_ok=True)
        path = _free(folder / out.heading / safe_name(out.name))
        write_through(path, out.made())
        links.setdefault(out.heading, []).append(path.name)
        yield done, len(every) + 1
    write_through(folder / "index.html", _index(family, links).encode())
    yield len(every) + 1, len(every) + 1


def _of_child(family: Family, child: Child) -> Iterator[_Out]:
    from ehcp_desktop.services.reports import chronology, year_ahead

    first = child.name.partition(" ")[0]
    yield _Out(
        _OVERVIEWS,
        f"Chronology, {first}.pdf",
        lambda: chronology.rendered(family, child, ".pdf", STANDARD, _OWN),
    )
    yield _Out(
        _OVERVIEWS,
        f"Next dates, {first}.pdf",
        lambda: year_ahead.rendered(family, child, ".pdf", STANDARD, _OWN),
    )
    letters = family.store.letters.all(order="written", child=child.id, state="sent")
    yield from (_letter(family, one) for one in letters)
    copies = {one.paper for one in letters}
    papers = family.store.papers.all(child=child.id)
    yield from (_paper(family, one) for one in papers if one.id not in copies)


def _letter(family: Family, letter: Letter) -> _Out:
    """Return a letter as it was sent; laid out again where its copy is no longer there."""
    from ehcp_desktop.services.letters.kept import document_of
    from ehcp_desktop.services.letters.render import render

    copies = family.store.papers.many([letter.paper]) if letter.paper else []
    if copies:
        return _paper(family, copies[0])._replace(heading=_LETTERS)
    name = f"{letter.written.isoformat()} {letter.title}.pdf"
    return _Out(_LETTERS, name, lambda: render(document_of(letter), ".pdf"))


def _paper(family: Family, paper: Paper) -> _Out:
    dated = f"{paper.dated.iso()} " if paper.dated else ""
    titled = f"{paper.title}{PurePath(paper.name).suffix}" if paper.title else paper.name
    name = titled if titled.startswith(dated.strip() or "\0") else dated + titled
    return _Out(_PAPERS, name, lambda: family.store.read_bytes(paper.sha256))


def _free(path: Path) -> Path:
    tries = (path.with_stem(f"{path.stem} ({number})") for number in range(2, 10_000))
    return path if not path.exists() else next(one for one in tries if not one.exists())


def _index(family: Family, links: dict[str, list[str]]) -> str:
    """Return a plain page that leads to every file."""
    names = ", ".join(child.name for child in family.children)
    day = spoken_day(family.today()).replace("\u00a0", " ")
    parts = [f"<h1>Papers of {escape(names)}</h1>", f"<p>As they were on {day}.</p>"]
    for heading, files in links.items():
        rows = "".join(
            f'<li><a href="{escape(_address(heading, name))}">{escape(name)}</a></li>\n'
            for name in files
        )
        parts.append(f"<h2>{escape(heading)}</h2>\n<ul>\n{rows}</ul>")
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f"<title>Papers</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _address(heading: str, name: str) -> str:
    from urllib.parse import quote

    return quote(f"{heading}/{name}")
