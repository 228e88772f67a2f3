"""Our own simple drawings, of black lines, as they are put on a sheet.

They lie in resources/pictures as SVG of the plainest kind: a title, which says what is seen,
circles, and paths of M, L, C and Z whose numbers stand apart.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

FOLDER = ROOT / "pictures"
_SVG = "{http://www.w3.org/2000/svg}"
_ROUND = 0.5523  # how far the handles of a quarter circle reach, in radii
_NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}
_PDF = {"M": "m", "L": "l", "C": "c", "Z": "h"}  # ISO 32000-1, 8.5.2


class Picture(NamedTuple):
    """What is seen, how it is drawn in the operators of PDF, and the side of its square."""

    title: str
    code: str
    side: float


@cache
def picture(name: str) -> Picture:
    """Return a shipped drawing, read once."""
    from xml.etree.ElementTree import parse

    root = parse(FOLDER / f"{name}.svg").getroot()  # noqa: S314  # a file of our own
    title = root.findtext(f"{_SVG}title", "")
    drawn = "\n".join(line for shape in root for line in _shape(shape))
    width = root.get("stroke-width", "1")
    side = float(root.get("viewBox", "0 0 100 100").split()[-1])
    return Picture(title, f"0 G 0 g {width} w 1 J 1 j\n{drawn}", side)


def _shape(shape: Element) -> Iterator[str]:
    ends = "f" if shape.get("fill") == "black" else "S"
    if shape.tag == f"{_SVG}circle":
        x, y, r = (float(shape.get(name, "0")) for name in ("cx", "cy", "r"))
        yield f"{_circle(x, y, r)} {ends}"
    elif shape.tag == f"{_SVG}path":
        yield f"{' '.join(_path(shape.get('d', '').split()))} {ends}"


def _path(words: list[str]) -> Iterator[str]:
    """Turn each letter and its numbers round: in PDF the letter comes last."""
    at = 0
    while at < len(words):
        letter = words[at]
        after = at + 1 + _NUMBERS[letter]
        yield " ".join((*words[at + 1 : after], _PDF[letter]))
        at = after


def _circle(x: float, y: float, r: float) -> str:
    k = r * _ROUND
    quarters = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    curves = " ".join(" ".join(f"{one:.2f}" for one in each) + " c" for each in quarters)
    return f"{x + r:.2f} {y:.2f} m {curves} h"
