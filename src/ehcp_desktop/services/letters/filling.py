"""Fill the text of a letter with facts, so that facts can never become structure.

The author's blank lines, points, tables and bold marks are found before any fact is put in. Facts
are plain text: nothing in them is read as markup, as a template or as a new paragraph. Of the
template language an author has names, if and a few filters: nothing that can call, compute or
repeat, so that anybody's letter can be filled in without trust.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadResource
from ehcp_desktop.services.letters.document import Block, Kind, Line, Words, block_text, line_text
from ehcp_desktop.services.letters.facts import Table, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Template as Compiled
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from ehcp_desktop.services.letters.facts import Fact
    from ehcp_desktop.services.letters.shelf import Template

# Control characters cannot be typed into a letter (see clean), so they are safe as marks.
_BOLD, _PLAIN, _NEXT, _CELL = "\x02", "\x03", "\x04", "\x05"
_HEADING, _TABLE = "## ", "| "
_WAYS = {
    "tone": frozenset(("friendly", "firm", "formal")),
    "length": frozenset(("short", "standard", "full")),
}
_SAID_IN = re.compile(r"\[([a-z, ]+)\]\s+")
_POINTS = re.compile(r"^(\d+\.|-)\s+", re.MULTILINE)
_MARKS = re.compile(f"[{_BOLD}{_PLAIN}]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 200_000  # characters of a letter
_LONGEST_PART = 8_000  # characters of a paragraph or point as its author wrote it
_CANNOT = (
    ValueError, TypeError, NameError, OverflowError, SyntaxError, RecursionError, MemoryError
)  # fmt: skip


class _Marked(str):
    """Text that holds marks between points or cells: made by the filters here, never by facts."""

    __slots__ = ()


def clean(text: str) -> str:
    """Return text without the characters that no paper can show; line breaks and tabs stay."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fill_line(source: str, facts: Mapping[str, object]) -> str:
    """Return one line of an author's text with its facts."""
    return _plain(_rendered(source, facts))


def fill_body(
    body: str, facts: Mapping[str, object], tone: str, length: str = "standard"
) -> tuple[Block, ...]:
    """Return the blocks of a letter in one tone and length; what comes out empty is left out.

    Raises BadResource when the text of the letter itself is wrong.
    """
    blocks, written = [], 0
    for _, source in _sources(body):
        said = _said_in(source, {"tone": tone, "length": length})
        block = _block(said, facts) if said else None
        if block is not None and block.lines:
            blocks.append(block)
            written += sum(len(line_text(line)) for line in block.lines)
            _refuse_endless(written)
    return tuple(blocks)


def left_out(body: str, tone: str = "firm", length: str = "standard") -> tuple[str, ...]:
    """Return the blocks of an author's text that are for other tones or lengths than these."""
    now = {"tone": tone, "length": length}
    return tuple(source for _, source in _sources(body) if not _said_in(source, now))


def resolved_body(body: str, facts: Mapping[str, object], tone: str, length: str) -> str:
    """Return an author's text as it is said now: without ifs, tones, lengths or bold.

    A fact that is known stays as its name, so that it is filled in each time anew.
    """
    texts = (_said_in(source, {"tone": tone, "length": length}) for _, source in _sources(body))
    return "\n\n".join(filter(None, (_resolved_block(text, facts) for text in texts if text)))


def resolved_line(source: str, facts: Mapping[str, object]) -> str:
    """Return one line of an author's text as it is said now; see resolved_body."""
    from jinja2 import nodes

    tree = _environment().parse(_marked(source))
    for output in list(tree.find_all(nodes.Output)):
        output.nodes = [_kept_as_named(each, facts) for each in output.nodes]
    with _refusing():
        return _MARKS.sub("", _environment().from_string(tree).render(facts)).strip()


def check(template: Template) -> None:
    """Refuse a letter of anybody's whose subject or text cannot be filled in with its facts.

    Raises BadResource naming the file, and the line or key.
    """
    known, name = facts_of(template), f"{template.id}.md"
    try:
        check_line(template.subject, known)
    except BadResource as wrong:
        raise BadResource(f"{name}: subject: {wrong}") from wrong
    check_body(name, template.body, template.line, known)


def check_body(name: str, body: str, first_line: int, known: Mapping[str, Fact]) -> None:
    """Refuse a text that cannot be filled in, or that names what is no fact of its letter.

    Raises BadResource naming the file and the line on which the paragraph begins.
    """
    for line, source in _sources(body):
        try:
            _said_in(source, {})
            for each in _blocks_sources(_SAID_IN.sub("", source, count=1))[1]:
                check_line(each, known)
        except BadResource as wrong:
            raise BadResource(f"{name}, line {first_line + line}: {wrong}") from wrong


def check_line(source: str, known: Mapping[str, Fact]) -> None:
    """Refuse an author's line that cannot be filled in, or that asks what no fact can say."""
    from ehcp_desktop.services.letters.usage import names_in, refuse_misuse

    with _refusing():
        _compiled(_marked(source))
        tree = _environment().parse(_marked(source))
        if strange := {one.name for one in names_in(tree)} - set(known):
            raise BadResource(f"“{min(strange)}” is not a fact of this letter.")
        refuse_misuse(tree, known)


def line_that_fails(template: Template, facts: Mapping[str, object]) -> int | None:
    """Return the line of a letter's file whose paragraph these facts cannot fill, if one does."""
    for line, source in _sources(template.body):
        try:
            fill_body(source, facts, str(facts["tone"]), str(facts["length"]))
        except BadResource:
            return template.line + line
    return None


def used_in(template: Template) -> tuple[frozenset[str], frozenset[str]]:
    """Return the facts that a checked letter's text cannot do without, and the others it names.

    The first leave a hole in a sentence where they are not known.
    """
    from ehcp_desktop.services.letters.usage import names_in, said_always

    needed: set[str] = set()
    named: set[str] = set()
    texts = [
        each
        for _, source in _sources(template.body)
        for each in _blocks_sources(_SAID_IN.sub("", source, count=1))[1]
    ]
    for source in (template.subject, *texts):
        tree = _environment().parse(_marked(source))
        needed |= said_always(tree)
        named |= {one.name for one in names_in(tree)}
    return frozenset(needed), frozenset(named - needed)


def _sources(body: str) -> Iterator[tuple[int, str]]:
    """Yield the text of each block, and how many lines of the body stand before it."""
    line = 0
    for source in body.split("\n\n"):
        text = source.strip("\n")
        if text:
            yield line + source.index(text[0]), text
        line += source.count("\n") + 2


def _said_in(source: str, now: Mapping[str, str]) -> str:
    """Return the text of a block, or nothing when it is for other tones or lengths."""
    marks = _SAID_IN.match(source)
    if not marks:
        return source
    named = set(re.split(r"[, ]+", marks[1].strip()))
    if strange := named.difference(*_WAYS.values()):
        raise BadResource(f"[{min(strange)}] is neither a tone nor a length.")
    for key, said in now.items():
        if named & _WAYS[key] and said not in named:
            return ""
    return source[marks.end() :]


def _block(source: str, facts: Mapping[str, object]) -> Block:
    kind, sources = _blocks_sources(source)
    texts = [_rendered(each, facts) for each in sources]
    if kind == "table":
        return Block(kind, _rows(texts[0]))
    if kind in ("numbered", "bulleted"):
        texts = [text for each in texts for text in each.split(_NEXT)]
    return Block(kind, tuple(line for text in texts if (line := _line(text))))


def _resolved_block(source: str, facts: Mapping[str, object]) -> str:
    kind, sources = _blocks_sources(source)
    texts = [text for each in sources for text in resolved_line(each, facts).split(_NEXT)]
    lines = tuple((Words(text.strip()),) for text in texts if text.strip())
    if kind == "table":  # an author's bars are code, unlike those of a cell
        return f"{_TABLE}{line_text(lines[0])}" if lines else ""
    return block_text(Block(kind, lines))


def _kept_as_named(node: nodes.Expr, facts: Mapping[str, object]) -> nodes.Expr:
    """Return what prints the name of a fact, if it is known, in place of what it says."""
    from jinja2 import nodes

    if isinstance(node, nodes.CondExpr):
        node.expr1 = _kept_as_named(node.expr1, facts)
        node.expr2 = node.expr2 and _kept_as_named(node.expr2, facts)
        return node
    said = _name_of(node)
    is_known = bool(facts.get(re.split(r"[.|]", said)[0]))
    return nodes.Const(f"{{{{ {said} }}}}") if is_known else node


def _name_of(node: nodes.Node | None) -> str:
    """Return a fact as an author writes it, with its field or filter; "" for all else."""
    from jinja2 import nodes

    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr() if inner := _name_of(node.node):
            return f"{inner}.{node.attr}"
        case nodes.Filter() if inner := _name_of(node.node):
            return f"{inner}|{node.name}"
    return ""


def _blocks_sources(source: str) -> tuple[Kind, list[str]]:
    """Return what kind of block the author wrote, and the text of it or of each of its points."""
    if source.startswith(_HEADING):
        return "heading", [source.removeprefix(_HEADING)]
    if source.startswith(_TABLE):
        return "table", [source.removeprefix(_TABLE)]
    starts = list(_POINTS.finditer(source))
    if not starts or starts[0].start() != 0:
        return "paragraph", [source]
    ends = [found.start() for found in starts[1:]] + [len(source)]
    kind: Kind = "bulleted" if starts[0][1] == "-" else "numbered"
    return kind, [source[found.end() : end] for found, end in zip(starts, ends, strict=True)]


def _marked(source: str) -> str:
    """Return the author's text with bold as marks, "¶" as a break between points, on one line."""
    if len(source) > _LONGEST_PART:
        raise BadResource(f"A paragraph of a letter is no longer than {_LONGEST_PART} characters.")
    parts = " ".join(clean(source).split()).replace("¶", _NEXT).split("**")
    if len(parts) % 2 == 0:
        raise BadResource(f"A bold mark is not closed in: {source.strip()}")
    ends = (_BOLD, _PLAIN)
    return parts[0] + "".join(ends[n % 2] + part for n, part in enumerate(parts[1:]))


def _rows(text: str) -> tuple[Line, ...]:
    """Return the rows of a table, a stretch of words for each cell; the first has the headings."""
    rows = (row.split(_CELL) for row in text.split(_NEXT) if row.strip())
    return tuple(
        tuple(Words(_plain(cell), bold=not number) for cell in cells)
        for number, cells in enumerate(rows)
    )


def _line(text: str) -> Line:
    """Return the words between the bold marks; nothing when there are none."""
    if not _plain(text):
        return ()
    parts = _MARKS.split(_tidy(text))
    return tuple(Words(part, bool(n % 2)) for n, part in enumerate(parts) if part)


def _plain(text: str) -> str:
    """Return text without marks. Raises BadResource where points or rows have no place."""
    if _NEXT in text or _CELL in text:
        raise BadResource("|points stands at a point (“- ”) alone, and |rows in a table (“| ”).")
    return _MARKS.sub("", _tidy(text))


def _tidy(text: str) -> str:
    # Only the ends: what a person typed inside keeps its spaces and line breaks.
    return text.strip(" \n\t")


def _rendered(source: str, facts: Mapping[str, object]) -> str:
    parts, written = [], 0
    with _refusing():
        for part in _compiled(_marked(source)).generate(facts):
            parts.append(part)
            written += len(part)
            _refuse_endless(written)
    return "".join(parts)


@contextmanager
def _refusing() -> Iterator[None]:
    """Say of whatever the template language refuses that the letter is wrong."""
    from jinja2 import TemplateError

    try:
        yield
    except (TemplateError, *_CANNOT) as wrong:
        said = str(wrong).rstrip(".")
        raise BadResource(f"The text of a letter cannot be filled in: {said}.") from wrong


def _refuse_endless(characters: int) -> None:
    if characters > _LONGEST:
        raise BadResource("The letter would be more than a hundred pages long.")


@lru_cache(maxsize=4096)
def _compiled(source: str) -> Compiled:
    from ehcp_desktop.services.letters.usage import refuse_more_than_filling_in

    refuse_more_than_filling_in(_environment().parse(source))
    return _environment().from_string(source)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        finalize=_finalize,
    )
    made.globals.clear()
    made.tests.clear()
    made.filters = {"lower": _lower, "points": _points, "rows": _table, "length": len}
    return made


def _lower(value: object) -> str:
    return str(value).lower()


def _points(value: object) -> _Marked:
    """Return one point for each line of a fact."""
    lines = value if isinstance(value, tuple) else str(value).splitlines()
    return _Marked(_NEXT.join(clean(str(line)) for line in lines if str(line).strip()))


def _table(value: object) -> _Marked:
    """Return the rows of a table under its headings; nothing when there are none."""
    if not isinstance(value, Table):
        raise BadResource("|rows stands behind a fact of the kind table alone.")
    rows = (value.columns, *value) if value else ()
    return _Marked(_NEXT.join(_CELL.join(map(clean, row)) for row in rows))


def _finalize(value: object) -> object:
    """Return what is printed of a fact: clean words, with the lines of a list in one."""
    from jinja2 import Undefined

    match value:
        case _Marked() | Undefined():
            return value
        case bool() | None:
            return ""
        case str() | int():
            return clean(str(value))
        case tuple():
            return clean("; ".join(str(each) for each in value))
    raise BadResource("A letter can state nothing but facts.")
