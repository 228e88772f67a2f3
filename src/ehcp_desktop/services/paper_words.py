"""The words of a paper that came as a PDF, a Word document or a text, to be copied."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import papers
from ehcp_desktop.services.letters.filling import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docx.document import Document as Opened

    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.services.family import Family

_READABLE = (".pdf", ".docx", ".txt")
_LARGEST_UNPACKED = 50 * 1024 * 1024  # bytes
_MOST = 200_000  # characters


def can_be_read(paper: Paper) -> bool:
    """Return whether the words of a paper can be copied, by the ending of its name."""
    return _suffix(paper) in _READABLE


def words_of(family: Family, paper: Paper, read_pdf: Callable[[bytes], str]) -> str:
    """Return the words of a paper, its lines as they are there; `read_pdf` reads a PDF.

    Raises BadInput when it has none that can be read, as a photo or a scan has none.
    """
    made = papers.read(family, paper.id)
    found = {".pdf": read_pdf, ".docx": _of_word, ".txt": _of_text}[_suffix(paper)](made)
    lines = (line.rstrip() for line in clean(found).split("\n"))
    words = "\n".join(lines).strip()[:_MOST]
    if not words:
        raise BadInput(
            f"“{paper.name}” has no words that can be copied; it may be a photo or a scan."
            " Open it, and type or paste what it says."
        )
    return words


def _suffix(paper: Paper) -> str:
    return PurePath(paper.name).suffix.casefold()


def _of_text(made: bytes) -> str:
    try:
        return made.decode("utf-8-sig")
    except UnicodeDecodeError:
        return made.decode("cp1252", "replace")


def _of_word(made: bytes) -> str:
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        _refuse_bomb(made)
        return "\n".join(_told(Document(io.BytesIO(made))))
    except (BadZipFile, OpcError, SyntaxError, KeyError, ValueError, OSError):
        return ""


def _refuse_bomb(made: bytes) -> None:
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(made)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > _LARGEST_UNPACKED:
            raise ValueError(made[:2])


def _told(word: Opened) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables, in the order of reading."""
    from docx.table import Table

    for each in word.iter_inner_content():
        if isinstance(each, Table):
            for row in each.rows:
                yield " | ".join(dict.fromkeys(cell.text for cell in row.cells))
        else:
            yield each.text
