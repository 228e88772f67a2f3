"""The words of a paper that came as a PDF, a Word document or a text, to be copied."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import papers
from ehcp_desktop.services.letters.filling import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.services.family import Family

_READABLE = (".pdf", ".docx", ".txt")
_LARGEST_UNPACKED = 50 * 1024 * 1024  # bytes
_MOST = 200_000  # characters
_ALMOST_FULL = 45  # characters of a line that was broken only because the paper ended
_ENDED = re.compile(r"[.!?:;…”\"]$")
_NOT_SAID = ("pPr", "rPr", "sdtPr", "del", "moveFrom", "Fallback")  # of a Word file
_SHOWN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class Taken(NamedTuple):
    """The words of a paper; when it was too long they are its beginning, and not the whole."""

    words: str
    is_whole: bool = True


def can_be_read(paper: Paper) -> bool:
    """Return whether the words of a paper can be copied, by the ending of its name."""
    return _suffix(paper) in _READABLE


def words_of(family: Family, paper: Paper, read_pdf: Callable[[bytes], Taken]) -> Taken:
    """Return the words of a paper, its lines as they are there; `read_pdf` reads a PDF.

    A sentence that a PDF breaks at the end of its line is one line again. Raises BadInput when it
    has no words that can be read, as a photo, a scan or a damaged file has none.
    """
    made = papers.read(family, paper.id)
    is_pdf = _suffix(paper) == ".pdf"
    found = read_pdf(made) if is_pdf else Taken(_READ[_suffix(paper)](made))
    lines = [line.rstrip() for line in clean(found.words).split("\n")]
    words = "\n".join(_rejoined(lines) if is_pdf else lines).strip()
    if not words:
        raise BadInput(
            f"“{paper.name}” has no words that can be copied; it may be a photo, a scan or"
            " damaged. Open it, and type or paste what it says."
        )
    return Taken(words[:_MOST], found.is_whole and len(words) <= _MOST)


def _rejoined(lines: Iterable[str]) -> list[str]:
    """Return lines with those joined that are surely one sentence, broken where a line was full.

    The first is long and ends no sentence; the next goes on in small letters.
    """
    joined: list[str] = []
    before = ""
    for line in lines:
        if len(before) >= _ALMOST_FULL and not _ENDED.search(before) and line[:1].islower():
            joined[-1] += line if before.endswith("-") else f" {line}"
        else:
            joined.append(line)
        before = line
    return joined


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
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError

    # What a damaged file, or one that is no Word document, makes the library raise.
    damaged = (BadZipFile, zlib.error, SyntaxError, AttributeError, RuntimeError)
    unlike = (OpcError, PythonDocxError, LookupError, TypeError, ValueError, OSError, EOFError)
    try:
        _refuse_bomb(made)
        return "\n".join(_told(Document(io.BytesIO(made)).element.body))
    except (*damaged, *unlike):
        return ""


def _refuse_bomb(made: bytes) -> None:
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(made)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > _LARGEST_UNPACKED:
            raise ValueError(made[:2])


def _told(part: Element) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables, in the order of reading, in forms too."""
    for each in part:
        if _name(each) == "p":
            yield _text(each)
        elif _name(each) == "tr":
            cells = ("\n".join(_told(cell)) for cell in _cells(each))
            yield " | ".join(cells).rstrip(" |")
        elif _name(each) not in _NOT_SAID:
            yield from _told(each)


def _cells(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, each once however many columns it spans."""
    for each in row:
        if _name(each) == "tc":
            yield each
        else:
            yield from _cells(each)


def _text(part: Element) -> str:
    """Return the words of a paragraph: its runs, links, fields of a form and boxes."""
    if _name(part) in _NOT_SAID:
        return ""
    if _name(part) == "t":
        return part.text or ""
    if _name(part) == "txbxContent":
        return "\n".join(("", *_told(part)))
    return _SHOWN.get(_name(part), "") + "".join(map(_text, part))


def _name(part: Element) -> str:
    return str(part.tag).rpartition("}")[2]


_READ = {".docx": _of_word, ".txt": _of_text}
