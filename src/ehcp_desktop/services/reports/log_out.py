"""A log as a spreadsheet: one row for each event, and a column for each thing that it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.services.letters.facts import cell_names
from ehcp_desktop.services.letters.filling import clean
from ehcp_desktop.services.letters.gathering import Case
from ehcp_desktop.services.letters.rows import cell, events_of

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.facts import Rows
    from ehcp_desktop.services.letters.shelf import Template
    from ehcp_desktop.services.letters.writing import Written
    from ehcp_desktop.services.reports.spreadsheets_out import Sheet

SUFFIXES = (".csv", ".xlsx")
_HEADINGS = {
    "on": "Date",
    "at": "Time",
    "direction": "Who rang",
    "kind": "What it was",
    "who": "Who",
    "contact": "Role and organisation, from People",
    "summary": "In a few words",
    "quote": "Exact words",
    "papers": "Papers",
    "promised": "What was promised",
    "followed": "Written to on",
}
_WIDE, _NARROW = 44, 18  # characters
_LONG = ("summary", "quote", "promised")


def is_log(template: Template) -> bool:
    """Return whether a sheet lists events of the family's own record."""
    return template.shape == "sheet" and _rows(template) is not None


def rendered(family: Family, written: Written, suffix: str) -> bytes:
    """Return a log as the bytes of a .csv or .xlsx; dates are as 2026-11-22, so that they sort."""
    from ehcp_desktop.services.reports import spreadsheets_out

    write = spreadsheets_out.csv if suffix.casefold() == ".csv" else spreadsheets_out.xlsx
    return write(_sheet(family, written))


def _sheet(family: Family, written: Written) -> Sheet:
    from ehcp_desktop.services.reports.spreadsheets_out import Sheet

    rows = _rows(written.template)
    assert rows is not None  # noqa: S101  # asked before: is_log
    case = Case(
        family=family,
        template=written.template,
        child=written.child,
        about=None,
        deadlines=(),
        due=(),
        given=written.given,
    )
    names = [name for names in rows.cells for name in cell_names(names)]
    made = [[_said(case, each, name) for name in names] for each in events_of(case, rows)]
    headings = [_HEADINGS.get(name, name) for name in names]
    widths = [_WIDE if name in _LONG else _NARROW for name in names]
    return Sheet(written.document.subject[:31], written.document.on, headings, widths, made)


def _rows(template: Template) -> Rows | None:
    """Return what makes the first table of events in a sheet."""
    found = (fact.rows for fact in template.facts.values() if fact.rows)
    return next((rows for rows in found if rows.kinds and rows.cells), None)


def _said(case: Case, event: Event, name: str) -> str:
    if name == "on" and event.on is not None:
        return event.on.iso()
    return clean(cell(case, event, name))
