"""A letter as its parts, before it becomes PDF, DOCX or plain text."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from ehcp_desktop.domain.when import spoken_day

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["paragraph", "numbered", "bulleted"]


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text, bold or not."""

    text: str
    bold: bool = False


Line = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one line) or a list (one line for each point)."""

    kind: Kind
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterDocument:
    """A whole letter: what every way of laying it out needs, and nothing about how.

    `on` is the date it bears. Text may hold line breaks where a person typed them, never markup.
    """

    title: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    on: date
    references: tuple[str, ...] = ()
    via: str = ""
    salutation: str
    subject: str
    blocks: tuple[Block, ...]
    close: str
    signature: str
    enclosures: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    language: str = "en-GB"

    @property
    def day(self) -> str:
        """The date on the letter, in words."""
        return spoken_day(self.on)


def paragraph(text: str) -> Block:
    """Return a paragraph of plain words."""
    return Block("paragraph", ((Words(text),),))


def line_text(line: Line) -> str:
    """Return the words of one line without their weight."""
    return "".join(words.text for words in line)


def endings(document: LetterDocument) -> tuple[str, ...]:
    """Return the lines under the signature: what is enclosed and who else gets a copy."""
    named = (("Enclosed", document.enclosures), ("Copy to", document.copies))
    return tuple(f"{label}: {'; '.join(lines)}" for label, lines in named if lines)


def all_text(document: LetterDocument) -> str:
    """Return every word of the letter, in reading order, one part to a line."""
    body = [line_text(line) for block in document.blocks for line in block.lines]
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
    """Return the body as a person edits it: a blank line between paragraphs, "1." at points."""
    return "\n\n".join("\n".join(_shown(block)) for block in document.blocks)


def with_body(document: LetterDocument, text: str) -> LetterDocument:
    """Return the letter with its body as a person edited it; see body_text for the form."""
    chunks = (chunk.strip("\n") for chunk in text.replace("\r\n", "\n").split("\n\n"))
    kept = {"\n".join(_shown(block)): block for block in document.blocks}
    return replace(document, blocks=tuple(kept.get(c) or _read(c) for c in chunks if c.strip()))


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


def _shown(block: Block) -> list[str]:
    if block.kind == "paragraph":
        return [line_text(line) for line in block.lines]
    numbered = block.kind == "numbered"
    return [
        f"{number}. {line_text(line)}" if numbered else f"- {line_text(line)}"
        for number, line in enumerate(block.lines, 1)
    ]


def _read(chunk: str) -> Block:
    lines = chunk.split("\n")
    points = [_after_number(line) for line in lines]
    if all(point is not None for point in points):
        return Block("numbered", tuple((Words(point or ""),) for point in points))
    if all(line.startswith("- ") for line in lines):
        return Block("bulleted", tuple((Words(line[2:]),) for line in lines))
    return paragraph(chunk)


def _after_number(line: str) -> str | None:
    number, dot, rest = line.partition(". ")
    return rest if dot and number.isascii() and number.isdigit() else None
