"""The fonts of letters and reports: which shows a character, how wide it is, where lines break.

Noto Sans comes first; what it lacks is sought in the fonts for Hebrew and Arabic, one character at
a time. A character that none of them has is drawn as an empty box; text taken from the PDF still
has it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from ehcp_desktop.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlab.pdfbase.ttfonts import TTFont

FOLDER = ROOT / "fonts"
BODY = "NotoSans-Regular"
FAMILIES = ("NotoSans", "NotoSansHebrew", "NotoSansArabic")
_RIGHT = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
_RIGHT_TO_LEFT = re.compile(f"[{_RIGHT}]")
_DIRECTIONS = re.compile(f"[{_RIGHT}]+|[^{_RIGHT}]+")
_LETTER = re.compile(r"[^\W\d_]")
# What shapes or parts other characters and is never seen itself.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_SHAPING = {"delete_harakat": False, "ARABIC LIGATURE ALLAH": False}
_SPACE = re.compile(r"[ \t]+|\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one font as it is drawn. `width` is in points at size 1."""

    font: str
    text: str
    width: float


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces. `width` is in points at size 1; `ends` is a line break."""

    text: str
    pieces: tuple[Piece, ...]
    width: float
    bold: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line in stretches, in the order of reading: how far from its left, and the pieces there.

    Places and `width` are in points at the size it was set for.
    """

    stretches: tuple[tuple[float, tuple[Piece, ...]], ...]
    width: float
    is_rtl: bool = False


def set_lines(
    stretches: Sequence[tuple[str, bool]], size: float, width: float
) -> tuple[SetLine, ...]:
    """Break stretches of text, each bold or not, into lines no wider than `width` points.

    A word that is wider than a line is broken between its characters.
    """
    text = "".join(stretch for stretch, _ in stretches)
    rtl = bool(_RIGHT_TO_LEFT.search(text))
    is_rtl = rtl and _starts_right(text)
    words = _words(stretches)
    rows = _broken(words, width / size)
    draw = _drawn_rtl if rtl else _drawn
    return tuple(draw(row, size, is_rtl) for row in rows)


def missing(text: str) -> tuple[str, ...]:
    """Return the characters that no shipped font has, each once, in order of use."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return tuple(dict.fromkeys(c for c in seen if not c.isspace() and _family(c) is None))


def register() -> None:
    """Make the fonts known to reportlab; each is read from its file once."""
    for family in FAMILIES:
        for weight in ("Regular", "Bold"):
            font(f"{family}-{weight}")


def _words(stretches: Sequence[tuple[str, bool]]) -> list[Word]:
    """Return the words; where a stretch ends without a space the next goes on in the same word."""
    words: list[Word] = []
    parts: tuple[tuple[str, bool], ...] = ()
    for stretch, bold in stretches:
        *whole, last = _SPACE.split(stretch)
        ends = [space[0] == "\n" for space in _SPACE.finditer(stretch)]
        for text, is_end in zip(whole, ends, strict=True):
            words.append(_word((*parts, (text, bold)), is_end))
            parts = ()
        parts = (*parts, (last, bold))
    words.append(_word(parts, ends=True))
    return words


@lru_cache(maxsize=8192)
def _word(parts: tuple[tuple[str, bool], ...], ends: bool) -> Word:
    pieces = tuple(piece for text, bold in parts if text for piece in _pieces(text, bold))
    text = "".join(part for part, _ in parts)
    bold = any(bold for part, bold in parts if part)
    return Word(text, pieces, sum(piece.width for piece in pieces), bold, ends)


@lru_cache(maxsize=4096)
def _pieces(text: str, bold: bool) -> tuple[Piece, ...]:
    """Return text as pieces, each in the first font that has its characters."""
    weight = "Bold" if bold else "Regular"
    seen = unicodedata.normalize("NFC", text) if not text.isascii() else text
    if seen.isascii() and not _UNSEEN.search(seen):
        return (_measured(f"NotoSans-{weight}", seen),)
    seen = _shaped(_UNSEEN.sub("", seen))
    runs: list[list[str]] = []
    for character in seen:
        name = f"{_family(character) or _boxed(character)}-{weight}"
        if runs and runs[-1][0] == name:
            runs[-1][1] += character
        else:
            runs.append([name, character])
    return tuple(_measured(name, drawn) for name, drawn in runs)


def _measured(name: str, text: str) -> Piece:
    return Piece(name, text, _width(name, text))


@lru_cache(maxsize=8192)
def _width(name: str, text: str) -> float:
    widths = font(name).face.charWidths
    default = font(name).face.defaultWidth
    return float(sum(widths.get(ord(c), default) for c in text)) / 1000


def _broken(words: Iterable[Word], width: float) -> list[list[Word]]:
    rows: list[list[Word]] = [[]]
    used = 0.0
    for word in words:
        space = _width(BODY, " ") if rows[-1] else 0.0
        if used + space + word.width > width and rows[-1]:
            rows.append([])
            used, space = 0.0, 0.0
        for part in _cut(word, width):
            if rows[-1] and part is not word and used:
                rows.append([])
                used = 0.0
            rows[-1].append(part)
            used += space + part.width
        if word.ends:
            rows.append([])
            used = 0.0
    return rows[:-1]


def _cut(word: Word, width: float) -> list[Word]:
    """Return a word in parts that each fit on a line: itself, unless it is too long."""
    if word.width <= width:
        return [word]
    parts, used = [""], 0.0
    name = "NotoSans-Bold" if word.bold else BODY
    for character in word.text:
        advance = _width(name, character)
        if used + advance > width and parts[-1]:
            parts.append("")
            used = 0.0
        parts[-1] += character
        used += advance
    return [_word(((part, word.bold),), ends=False) for part in parts]


def _drawn(row: list[Word], size: float, is_rtl: bool) -> SetLine:
    """Return a line of words from left to right, neighbours in one font joined."""
    joined: list[Piece] = []
    for number, word in enumerate(row):
        for place, piece in enumerate(word.pieces):
            gap = " " if number and not place else ""
            _join(joined, piece, gap)
    width = sum(piece.width for piece in joined) * size
    return SetLine(((0.0, tuple(joined)),), width, is_rtl)


def _join(joined: list[Piece], piece: Piece, gap: str) -> None:
    last = joined[-1] if joined else None
    if last and last.font == piece.font:
        gap_width = _width(piece.font, gap) if gap else 0.0
        joined[-1] = Piece(
            piece.font, last.text + gap + piece.text, last.width + gap_width + piece.width
        )
        return
    if gap:
        joined.append(_measured(BODY, gap))
    joined.append(piece)


def _drawn_rtl(row: list[Word], size: float, is_rtl: bool) -> SetLine:
    """Return a line that has right-to-left words, each where it is seen, in the order it is read.

    Words that read from right to left stand in reverse; so does the whole line when it does.
    """
    parts = [part for word in row for part in _parts(word)][:-1]  # no space at the end
    reads_right = [_reads_right(text) for text, _ in parts]
    settled = [_settled(reads_right, number, is_rtl=is_rtl) for number in range(len(parts))]
    drawn = [
        _turned(text, bold, is_right)
        for (text, bold), is_right in zip(parts, settled, strict=True)
    ]
    places: dict[int, float] = {}
    at = 0.0
    for number in _seen_order(settled, is_rtl=is_rtl):
        places[number] = at * size
        at += sum(piece.width for piece in drawn[number])
    stretches = tuple((places[number], pieces) for number, pieces in enumerate(drawn))
    return SetLine(stretches, at * size, is_rtl)


def _parts(word: Word) -> list[tuple[str, bool]]:
    """Return a word in parts of one direction each, with the space after it."""
    return [(text, word.bold) for text in (*_DIRECTIONS.findall(word.text), " ")]


def _turned(text: str, bold: bool, is_right: bool) -> tuple[Piece, ...]:
    """Return a part of a word as it is drawn from left to right."""
    from bidi import get_display

    said = _shaped(_UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    return _pieces(str(get_display(said, base_dir="R" if is_right else "L")), bold)


def _reads_right(text: str) -> bool | None:
    """Return True for a right-to-left script, None for what goes with its neighbours."""
    if _RIGHT_TO_LEFT.search(text):
        return True
    return False if _LETTER.search(text) else None


def _seen_order(settled: list[bool], *, is_rtl: bool) -> list[int]:
    """Return the numbers of the parts from left to right."""
    groups = [
        [number for number, _ in group]
        for _, group in groupby(enumerate(settled), key=lambda each: each[1])
    ]
    turned = [group[::-1] if settled[group[0]] else group for group in groups]
    return [number for group in (turned[::-1] if is_rtl else turned) for number in group]


def _settled(reads_right: list[bool | None], number: int, *, is_rtl: bool) -> bool:
    """Return the direction of a word; a number between two words that agree goes with them."""
    known = reads_right[number]
    if known is not None:
        return known
    before = next((each for each in reads_right[number::-1] if each is not None), is_rtl)
    after = next((each for each in reads_right[number:] if each is not None), is_rtl)
    return before if before == after else is_rtl


def _shaped(text: str) -> str:
    """Return Arabic letters in the forms that they take beside each other."""
    if not re.search("[\u0600-\u06ff\u0750-\u077f]", text):
        return text
    return str(_reshaper().reshape(text))


@cache
def _reshaper() -> ArabicReshaper:
    from arabic_reshaper import ArabicReshaper as Reshaper

    return Reshaper(configuration=_SHAPING)


def _starts_right(text: str) -> bool:
    """Return True when the text as a whole reads from right to left: it has no other letters."""
    others = _RIGHT_TO_LEFT.sub("", text)
    return not _LETTER.search(others)


@cache
def _family(character: str) -> str | None:
    return next((each for each in FAMILIES if ord(character) in _covered(each)), None)


@cache
def _boxed(character: str) -> str:
    """Give a character that no font has the box that stands for it, and return that font."""
    _covered(FAMILIES[0])  # before it seems to be covered
    for weight in ("Regular", "Bold"):
        font(f"{FAMILIES[0]}-{weight}").face.charToGlyph[ord(character)] = 0
    return FAMILIES[0]


@cache
def _covered(family: str) -> frozenset[int]:
    return frozenset(font(f"{family}-Regular").face.charToGlyph)


@cache
def font(name: str) -> TTFont:
    """Return a font by its name, such as "NotoSans-Bold", known to reportlab."""
    from reportlab.pdfbase import pdfmetrics

    from ehcp_desktop.services.documents.readable_font import ReadableFont

    made = ReadableFont(name, str(FOLDER / f"{name}.ttf"), asciiReadable=0)
    pdfmetrics.registerFont(made)
    return made


if TYPE_CHECKING:
    from arabic_reshaper import ArabicReshaper
