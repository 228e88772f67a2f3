"""The fonts of letters and reports: which font shows a character, how wide it is, where lines break.

Noto Sans comes first; what it lacks is sought in the fonts for Hebrew and Arabic, one character at
a time. A character that none of them has is drawn as an empty box and keeps its meaning for search
and screen readers (ActualText, ISO 32000-1 14.9.4).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ehcp_desktop.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlab.pdfbase.ttfonts import TTFont

FOLDER = ROOT / "fonts"
BODY = "NotoSans-Regular"
FAMILIES = ("NotoSans", "NotoSansHebrew", "NotoSansArabic")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\u200f]")
_LETTER = re.compile(r"[^\W\d_]")
# What shapes or parts other characters and is never seen itself.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_SPACE = re.compile(r"[ \t]+|\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one font as it is drawn; `actual` is what it says when that is not the same."""

    font: str
    text: str
    width: float
    actual: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces. `width` is in points at size 1; `ends` marks a line break."""

    text: str
    pieces: tuple[Piece, ...]
    width: float
    bold: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line as it is drawn. `width` is in points at the size it was set for.

    `actual` is the line as it is read, when it is drawn in another order.
    """

    pieces: tuple[Piece, ...]
    width: float
    is_rtl: bool = False
    actual: str = ""


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
            _font(f"{family}-{weight}")


def _words(stretches: Sequence[tuple[str, bool]]) -> list[Word]:
    """Return the words; where a stretch ends without a space the next goes on in the same word."""
    words: list[Word] = []
    parts: list[tuple[str, bool]] = []
    for stretch, bold in stretches:
        at = 0
        for space in _SPACE.finditer(stretch):
            parts.append((stretch[at : space.start()], bold))
            words.append(_word(parts, ends=space[0] == "\n"))
            parts, at = [], space.end()
        parts.append((stretch[at:], bold))
    words.append(_word(parts, ends=True))
    return words


def _word(parts: list[tuple[str, bool]], *, ends: bool) -> Word:
    pieces = tuple(piece for text, bold in parts if text for piece in _pieces(text, bold))
    text = "".join(part for part, _ in parts)
    bold = any(bold for part, bold in parts if part)
    return Word(text, pieces, sum(piece.width for piece in pieces), bold, ends)


@lru_cache(maxsize=4096)
def _pieces(text: str, bold: bool) -> tuple[Piece, ...]:  # noqa: FBT001  # a cache key
    """Return text as pieces, each in the first font that has its characters."""
    weight = "Bold" if bold else "Regular"
    seen = unicodedata.normalize("NFC", text) if not text.isascii() else text
    if seen.isascii() and not _UNSEEN.search(seen):
        return (_measured(f"NotoSans-{weight}", seen),)
    seen = _shaped(_UNSEEN.sub("", seen))
    runs: list[list[str]] = []
    for character in seen:
        family = _family(character)
        name = f"{family or 'NotoSans'}-{weight}"
        actual = "" if family and ord(character) < 0x10000 else "x"
        if runs and runs[-1][0] == name and runs[-1][2] == actual:
            runs[-1][1] += character
        else:
            runs.append([name, character, actual])
    return tuple(
        _measured(name, drawn, drawn if actual else "") for name, drawn, actual in runs
    )


def _measured(name: str, text: str, actual: str = "") -> Piece:
    return Piece(name, text, _width(name, text), actual)


@lru_cache(maxsize=8192)
def _width(name: str, text: str) -> float:
    widths = _font(name).face.charWidths
    default = _font(name).face.defaultWidth
    return sum(widths.get(ord(c), default) for c in text) / 1000


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
    return [_word([(part, word.bold)], ends=False) for part in parts]


def _drawn(row: list[Word], size: float, is_rtl: bool) -> SetLine:  # noqa: FBT001  # same shape
    """Return a line of words from left to right, neighbours in one font joined."""
    joined: list[Piece] = []
    for number, word in enumerate(row):
        for place, piece in enumerate(word.pieces):
            gap = " " if number and not place else ""
            _join(joined, piece, gap)
    width = sum(piece.width for piece in joined) * size
    return SetLine(tuple(joined), width, is_rtl)


def _join(joined: list[Piece], piece: Piece, gap: str) -> None:
    last = joined[-1] if joined else None
    if last and last.font == piece.font and not last.actual and not piece.actual:
        gap_width = _width(piece.font, gap) if gap else 0.0
        joined[-1] = Piece(
            piece.font, last.text + gap + piece.text, last.width + gap_width + piece.width
        )
        return
    if gap:
        joined.append(_measured(BODY, gap))
    joined.append(piece)


def _drawn_rtl(row: list[Word], size: float, is_rtl: bool) -> SetLine:  # noqa: FBT001  # as above
    """Return a line that has right-to-left words, in the order in which it is drawn."""
    from bidi.algorithm import get_display

    said = " ".join(word.text for word in row)
    shaped = _shaped(_UNSEEN.sub("", unicodedata.normalize("NFC", said)))
    shown = str(get_display(shaped, base_dir="R" if is_rtl else "L"))
    bold = all(word.bold for word in row if word.text)
    pieces = tuple(
        piece for text in re.split(r"( +)", shown) if text for piece in _pieces(text, bold)
    )
    return SetLine(pieces, sum(piece.width for piece in pieces) * size, is_rtl, said)


def _shaped(text: str) -> str:
    """Return Arabic letters in the forms that they take beside each other."""
    if not re.search("[\u0600-\u06ff\u0750-\u077f]", text):
        return text
    return str(_reshaper().reshape(text))


@cache
def _reshaper() -> ArabicReshaper:
    from arabic_reshaper import ArabicReshaper as Reshaper

    return Reshaper(configuration={"delete_harakat": False, "support_ligatures": True})


def _starts_right(text: str) -> bool:
    """True when the text as a whole reads from right to left: it has no other letters."""
    others = _RIGHT_TO_LEFT.sub("", text)
    return not _LETTER.search(others)


@cache
def _family(character: str) -> str | None:
    code = ord(character)
    for family in FAMILIES:
        if code in _font(f"{family}-Regular").face.charToGlyph:
            return family
    return None


@cache
def _font(name: str) -> TTFont:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(name, str(FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


if TYPE_CHECKING:
    from arabic_reshaper import ArabicReshaper
