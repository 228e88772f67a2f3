"""A table as CSV or Excel, in which nothing that was typed can act as a formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ehcp_desktop.services.reports.chronology import Chronology

_LONGEST_CELL = 32_767  # characters, in every Excel
_WIDTHS = (18, 70, 28, 36)


def csv(table: Chronology) -> bytes:
    """Return a CSV in UTF-8 with a mark that Excel knows; a cell like a formula begins with '."""
    from csv import writer

    from ehcp_desktop.services.reports.chronology import HEADINGS
    from ehcp_desktop.services.spreadsheet import with_guard

    text = io.StringIO(newline="")
    out = writer(text)
    out.writerow(HEADINGS)
    out.writerows([with_guard(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def xlsx(table: Chronology) -> bytes:
    """Return an Excel file whose cells are all text, the headings always in view."""
    from datetime import datetime, time

    from xlsxwriter import Workbook

    from ehcp_desktop.services.reports.chronology import HEADINGS

    stream = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, {"in_memory": True, **plain}) as book:
        made = datetime.combine(table.on, time(12))
        book.set_properties({"title": "Chronology", "created": made})
        sheet = book.add_worksheet("Chronology")
        bold = book.add_format({"bold": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.write_row(0, 0, HEADINGS, bold)
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell[:_LONGEST_CELL], wrapped)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return stream.getvalue()
