"""A table as CSV or Excel, in which nothing that was typed can act as a formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_LONGEST_CELL = 32_767  # characters, in every Excel


class Sheet(NamedTuple):
    """What a spreadsheet holds: its name, its day, headings with widths in characters, rows."""

    name: str
    on: date
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]


def csv(sheet: Sheet) -> bytes:
    """Return a CSV in UTF-8 with a mark that Excel knows; a cell like a formula begins with '."""
    from csv import writer

    from ehcp_desktop.services.spreadsheet import with_guard

    text = io.StringIO(newline="")
    out = writer(text)
    out.writerow(sheet.headings)
    out.writerows([with_guard(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def xlsx(sheet: Sheet) -> bytes:
    """Return an Excel file whose cells are all text, the headings always in view."""
    from datetime import datetime, time

    from xlsxwriter import Workbook

    stream = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, {"in_memory": True, **plain}) as book:
        made = datetime.combine(sheet.on, time(12))
        book.set_properties({"title": sheet.name, "created": made})
        page = book.add_worksheet(sheet.name)
        bold = book.add_format({"bold": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        page.write_row(0, 0, sheet.headings, bold)
        for number, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                page.write_string(number, column, cell[:_LONGEST_CELL], wrapped)
        for column, width in enumerate(sheet.widths):
            page.set_column(column, column, width)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
    return stream.getvalue()
