"""Read a table of text out of a CSV or XLSX file, within limits, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from ehcp_desktop.errors import BadInput

CSV_SUFFIXES = (".csv", ".tsv")
XLSX_SUFFIXES = (".xlsx", ".xlsm")
LARGEST = 20_000_000  # bytes of the file
_LARGEST_UNPACKED = 200_000_000  # bytes inside an .xlsx, which is a zip file
_MOST_ROWS = 20_000
_MOST_COLUMNS = 200
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# What openpyxl, zipfile and the XML parser raise when an .xlsx is cut short or made up.
_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and every .xlsx with a password


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a spreadsheet numbers it (the headings are row 1): its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The headings as they stand in the file, and the rows under them that are not empty."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path) -> Table:
    """Read the first sheet of a .csv, .tsv or .xlsx file.

    Raises BadInput for a file that is not one, is broken, protected or too large.
    """
    suffix = path.suffix.casefold()
    if suffix not in (*CSV_SUFFIXES, *XLSX_SUFFIXES):
        raise BadInput(
            f"“{path.name}” cannot be taken in; import reads a spreadsheet of events "
            "that ends in .csv or .xlsx."
        )
    if not path.is_file():
        raise BadInput(f"There is no file “{path}”; check the name and the folder.")
    if path.stat().st_size > LARGEST:
        raise BadInput(f"“{path.name}” is larger than 20 MB; split it into smaller files.")
    rows = _csv_rows(path) if suffix in CSV_SUFFIXES else _xlsx_rows(path)
    return _table(path, rows)


def without_guard(cell: str) -> str:
    """Take away the ' that our own exports put before a cell that a spreadsheet would run."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA_STARTS) else cell


def with_guard(cell: str) -> str:
    """Put a ' before a cell that a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _table(path: Path, rows: Iterable[Sequence[str]]) -> Table:
    headings: tuple[str, ...] | None = None
    kept: list[Row] = []
    for number, cells in enumerate(rows, start=1):
        if not any(cell.strip() for cell in cells):
            continue
        if headings is None:
            headings = _without_empty_end(cells)
            continue
        kept.append(Row(number, _without_empty_end(cells)))
        if len(kept) > _MOST_ROWS or len(cells) > _MOST_COLUMNS:
            raise BadInput(
                f"“{path.name}” has more than {_MOST_ROWS:,} rows or {_MOST_COLUMNS} columns; "
                "split it into smaller files."
            )
    if headings is None:
        raise BadInput(f"“{path.name}” is empty; its first row must name the columns.")
    return Table(headings, tuple(kept))


def _without_empty_end(cells: Sequence[str]) -> tuple[str, ...]:
    last = max((index for index, cell in enumerate(cells) if cell.strip()), default=-1)
    return tuple(without_guard(cell.strip()) for cell in cells[: last + 1])


def _csv_rows(path: Path) -> Iterator[list[str]]:
    text = _decoded(path)
    if "\0" in text:
        raise BadInput(f"“{path.name}” is not a table of text; save it again as CSV.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise BadInput(
            f"“{path.name}” cannot be read at line {reader.line_num}: its quotation marks do not "
            "pair up, or one cell is very long. Save it again as CSV from your spreadsheet."
        ) from error


def _decoded(path: Path) -> str:
    """Return the text: UTF-8 or UTF-16 with its mark, else Windows' own (cp1252)."""
    written = path.read_bytes()
    if written.startswith((b"\xff\xfe", b"\xfe\xff")):
        return written.decode("utf-16", "replace")
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError:
        return written.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    first = text.lstrip().split("\n", 1)[0]
    return max((",", ";", "\t"), key=first.count)


def _xlsx_rows(path: Path) -> list[list[str]]:
    _refuse_protected(path)
    _refuse_bomb(path)
    import warnings
    from zipfile import BadZipFile

    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of colours and drop-down lists it does not keep
            return _sheet_rows(path)
    except (BadZipFile, InvalidFileException, *_BROKEN) as error:
        raise _broken(path) from error


def _sheet_rows(path: Path) -> list[list[str]]:
    from openpyxl import load_workbook

    workbook = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    texts: list[list[str]] = []
    filled = 0
    try:
        for cells in workbook.worksheets[0].iter_rows(max_col=_MOST_COLUMNS + 1, values_only=True):
            last = max((at for at, cell in enumerate(cells) if cell is not None), default=-1)
            texts.append([_cell_text(cell) for cell in cells[: last + 1]])
            filled += last >= 0
            if filled > _MOST_ROWS + 1:
                break
    finally:
        workbook.close()
    return texts


def _cell_text(cell: object) -> str:
    """Return what the cell shows; a formula is the text that was typed."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(getattr(cell, "text", cell))  # a formula over several cells keeps its text there


def _broken(path: Path) -> BadInput:
    return BadInput(
        f"“{path.name}” is broken or not an Excel file; open it in your spreadsheet and save "
        "it again as .xlsx."
    )


def _refuse_protected(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLD_EXCEL:
        raise BadInput(
            f"“{path.name}” has a password, or is an old kind of Excel file; save it as .xlsx "
            "without a password and import that."
        )


def _refuse_bomb(path: Path) -> None:
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except BadZipFile as error:
        raise _broken(path) from error
    if unpacked > _LARGEST_UNPACKED:
        raise BadInput(f"“{path.name}” unpacks to far more than events need; it was left alone.")
