"""A fact as a person typed it, read as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.letters.cells import rows_of
from ehcp_desktop.services.letters.facts import Chosen, Day, Fact, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.family import Family


def typed_as(fact: Fact, text: str, family: Family) -> object:
    """Return a fact as it was typed. Raises BadInput when it cannot be read."""
    readers: dict[str, Callable[[], object]] = {
        "day": lambda: Day.of(typed_day(text, family, fact.label)),
        "choice": lambda: Chosen.of(fact, text),
        "lines": lambda: _lines(text),
        "table": lambda: _table(fact, text),
    }
    return readers[fact.kind]() if fact.kind in readers else text


def typed_day(text: str, family: Family, label: str) -> When | None:
    """Return a date as typed, None when empty. Raises BadInput naming the fact."""
    from ehcp_desktop.domain.typed_date import read_when

    try:
        return read_when(text, family.today())
    except ValueError as wrong:
        raise BadInput(f"The {label} cannot be read: {wrong}") from wrong


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _table(fact: Fact, text: str) -> Table:
    rows = rows_of(text)
    for number, row in enumerate(rows, 1):
        if len(row) > len(fact.columns):
            raise BadInput(
                f"Line {number} of {fact.label} has more parts than {', '.join(fact.columns)}."
            )
    return Table.of(fact.columns, rows)
