"""A letter as its parts, before it becomes PDF, DOCX or plain text."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from ehcp_desktop.domain.when import spoken_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Kind = Literal["paragraph", "heading", "numbered", "bulleted", "table"]

_HEADING, _CELL, _BAR = "## ", " | ", r"\|"
_PAIR = 2
_FOR_A_PEN = "\u00a0\n\u00a0"  # two lines high


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text, bold or not."""

    text: str
    bold: bool = False


Line = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading (one line), a list (a line for each point) or a table.

    A table has a line for each row and a stretch of words for each cell; its first row are the
    headings.
    """

    kind: Kind
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterDocument:
    """A whole letter: what every way of laying it out needs, and nothing about how.

    `on` is the date it bears. A sheet has a `byline` (whose it is, by whom and when, in lines)
    under its subject, and no addresses, greeting or close; one that is `wide` lies on its side.
    Text may hold line breaks where a person typed them, never markup.
    """

    title: str
    sender: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    on: date
    references: tuple[str, ...] = ()
    via: str = ""
    salutation: str = ""
    subject: str
    byline: tuple[str, ...] = ()
    blocks: tuple[Block, ...]
    close: str = ""
    signature: str = ""
    enclosures: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    wide: bool = False
    language: str = "en-GB"

    @property
    def is_sheet(self) -> bool:
        """Whether it is a page without addresses, greeting and close."""
        return bool(self.byline)

    @property
    def is_paired(self) -> bool:
        """Whether its tables are two broad columns beside each other, in letters of any size."""
        tables = [block.lines[0] for block in self.blocks if block.kind == "table"]
        return self.wide and bool(tables) and all(len(heads) == _PAIR for heads in tables)

    @property
    def day(self) -> str:
        """The date on the letter, in words."""
        return spoken_day(self.on)


def paragraph(text: str) -> Block:
    """Return a paragraph of plain words."""
    return Block("paragraph", ((Words(text),),))


def heading(text: str) -> Block:
    """Return a heading of plain words."""
    return Block("heading", ((Words(text),),))


def table(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> Block:
    """Return a table of plain words under its heads."""
    bold = tuple(Words(head, bold=True) for head in heads)
    return Block("table", (bold, *(tuple(map(Words, row)) for row in rows)))


def line_text(line: Line) -> str:
    """Return the words of one line without their weight."""
    return "".join(words.text for words in line)


def endings(document: LetterDocument) -> tuple[str, ...]:
    """Return the lines under the signature: what is enclosed and who else gets a copy."""
    named = (("Enclosed", document.enclosures), ("Copy to", document.copies))
    return tuple(f"{label}: {'; '.join(lines)}" for label, lines in named if lines)


def all_text(document: LetterDocument) -> str:
    """Return every word of the letter, in reading order, one part to a line."""
    body = [text for block in document.blocks for text in _texts(block)]
    if document.is_sheet:
        return "\n".join((document.subject, *document.byline, *body, *endings(document)))
    return "\n".join(
        (
            *document.sender,
            *document.recipient,
            document.day,
            *document.references,
            document.via,
            document.salutation,
            document.subject,
            *body,
            document.close,
            document.signature,
            *endings(document),
        )
    )


def body_text(document: LetterDocument) -> str:
    r"""Return the body as a person edits it: a blank line between paragraphs, "1." at points.

    A heading begins with "## "; the rows of a table are lines, " | " between their cells, and a
    bar in a cell is "\|".
    """
    return "\n\n".join(block_text(block) for block in document.blocks)


def block_text(block: Block) -> str:
    """Return a block as a person edits it; see body_text."""
    return "\n".join(_shown(block))


def with_body(document: LetterDocument, text: str) -> LetterDocument:
    """Return the letter with its body as a person edited it; see body_text for the form."""
    chunks = (chunk.strip("\n") for chunk in text.replace("\r\n", "\n").split("\n\n"))
    kept = {block_text(block): block for block in document.blocks}
    return replace(document, blocks=tuple(kept.get(c) or _read(c) for c in chunks if c.strip()))


def texts_of_row(row: Line) -> tuple[str, ...]:
    """Return the words of each cell of a row of a table."""
    return tuple(words.text for words in row)


def cells_of_row(row: Line) -> tuple[str, ...]:
    """Return the words of each cell of a row; a row left for a pen has room in each."""
    texts = texts_of_row(row)
    return texts if any(texts) else tuple(_FOR_A_PEN for _ in texts)


def told(table: Block) -> tuple[Block, ...]:
    """Return a table as paragraphs, one for each row: every cell on a line, behind its heading."""
    heads, *rows = table.lines
    return tuple(Block("paragraph", (line,)) for row in rows if (line := _told(heads, row)))


def _told(heads: Line, row: Line) -> Line:
    cells = [(head, cell) for head, cell in zip(heads, row, strict=False) if cell.text]
    last = len(cells) - 1
    return tuple(
        words
        for number, (head, cell) in enumerate(cells)
        for words in (
            Words(f"{head.text}: ", bold=True),
            Words(cell.text + ("" if number == last else "\n")),
        )
    )


def as_mapping(document: LetterDocument) -> dict[str, object]:
    """Return the letter as plain values, for keeping."""
    return {**asdict(document), "on": document.on.isoformat()}


def from_mapping(mapping: Mapping[str, object]) -> LetterDocument:
    """Return the letter that as_mapping made plain values of."""
    known = {field.name for field in fields(LetterDocument)}
    values = {key: _frozen(value) for key, value in mapping.items() if key in known}
    values["on"] = _on(mapping)
    values["blocks"] = tuple(_block(each) for each in _items(mapping.get("blocks")))
    return LetterDocument(**values)  # type: ignore[arg-type]  # the keys are the field names


def _on(mapping: Mapping[str, object]) -> date:
    from ehcp_desktop.domain.typed_date import read_when

    # The first builds kept the day in words alone.
    when = read_when(str(mapping.get("on") or mapping["day"]), date.min)
    assert when is not None  # noqa: S101  # written by as_mapping
    return when.first


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _block(each: object) -> Block:
    assert isinstance(each, dict)  # noqa: S101  # written by as_mapping
    lines = tuple(
        tuple(Words(words["text"], words["bold"]) for words in line) for line in each["lines"]
    )
    return Block(each["kind"], lines)


def _items(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _texts(block: Block) -> list[str]:
    """Return the words of a block: of each cell of a table, else of each line."""
    if block.kind == "table":
        return [words.text for line in block.lines for words in line]
    return [line_text(line) for line in block.lines]


def _shown(block: Block) -> list[str]:
    texts = _texts(block)
    match block.kind:
        case "numbered":
            return [f"{number}. {text}" for number, text in enumerate(texts, 1)]
        case "bulleted":
            return [f"- {text}" for text in texts]
        case "heading":
            return [f"{_HEADING}{text}" for text in texts]
        case "table":
            return [_CELL.join(map(_shown_cell, row)) for row in block.lines]
    return texts


def _shown_cell(words: Words) -> str:
    return " ".join(words.text.split()).replace("|", _BAR)


def _read(chunk: str) -> Block:
    lines = chunk.split("\n")
    points = [_after_number(line) for line in lines]
    if all(point is not None for point in points):
        return Block("numbered", tuple((Words(point or ""),) for point in points))
    if all(line.startswith("- ") for line in lines):
        return Block("bulleted", tuple((Words(line[2:]),) for line in lines))
    if len(lines) == 1 and chunk.startswith(_HEADING):
        return Block("heading", ((Words(chunk.removeprefix(_HEADING)),),))
    if len(lines) > 1 and all(_CELL in line for line in lines):
        return _table(lines)
    return paragraph(chunk)


def _table(lines: list[str]) -> Block:
    rows = [line.split(_CELL) for line in lines]
    width = max(map(len, rows))
    return Block(
        "table",
        tuple(
            tuple(
                Words(cell.replace(_BAR, "|"), bold=not number)
                for cell in (*cells, *[""] * (width - len(cells)))
            )
            for number, cells in enumerate(rows)
        ),
    )


def _after_number(line: str) -> str | None:
    number, dot, rest = line.partition(". ")
    return rest if dot and number.isascii() and number.isdigit() else None
