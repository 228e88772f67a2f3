"""Print for people (tidy, British, 80 columns) and for programs (JSON)."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence

import click

WIDTH = 78
# A terminal would obey the first, and a non-breaking space hides from a search.
_UNSEEN: dict[int, str | None] = {
    **dict.fromkeys((*range(9), *range(11, 32), *range(127, 160))),
    0xA0: " ",
}


def say(text: str = "", *, err: bool = False) -> None:
    """Print words with plain spaces, and without the characters that would steer a terminal."""
    click.echo(as_shown(text), err=err)


def as_shown(text: str) -> str:
    """Return words as they are safe to print in a terminal."""
    return text.translate(_UNSEEN)


def paragraph(text: str, indent: int = 0) -> None:
    """Print words folded to the width of a terminal."""
    space = " " * indent
    say(textwrap.fill(text, WIDTH, initial_indent=space, subsequent_indent=space))


def heading(text: str, count: int) -> None:
    """Print the heading of a group, and how many there are in it."""
    say(f"{text} ({count})")


def table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns; the last column is folded under itself."""
    kept = [[" ".join(cell.split(" ")) for cell in row] for row in rows]
    if not kept:
        return
    widths = [max(len(row[at]) for row in kept) for at in range(len(kept[0]) - 1)]
    for row in kept:
        start = "".join(cell.ljust(width + 2) for cell, width in zip(row, widths, strict=False))
        room = max(WIDTH - len(start), 24)
        first, *rest = textwrap.wrap(row[-1], room) or [""]
        say((start + first).rstrip())
        for line in rest:
            say(" " * len(start) + line)


def as_rows(rows: Iterable[Mapping[str, object]]) -> None:
    """Print a list of objects as JSON."""
    click.echo(json.dumps(list(rows), indent=2, ensure_ascii=False))
