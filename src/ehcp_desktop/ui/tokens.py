"""The colours of the window, and nothing else: the only module with colour numbers in it."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """One colour for each use, as #rrggbb.

    `edge` rims inputs, `outline` rims buttons, `mark` rims what is selected, `second` is for
    detail lines and hints.
    """

    name: str
    window: str
    sidebar: str
    base: str
    quiet: str
    text: str
    second: str
    hairline: str
    edge: str
    outline: str
    accent: str
    on_accent: str
    selected: str
    on_selected: str
    mark: str
    late: str
    done: str
    gold: str
    shade: str


LIGHT = Tokens(
    name="light",
    window="#F6F5F3",
    sidebar="#ECEAE6",
    base="#FFFFFF",
    quiet="#F0EEEA",
    text="#1C1D1F",
    second="#54585E",
    hairline="#DAD8D3",
    edge="#85837E",
    outline="#BDBAB4",
    accent="#17596A",
    on_accent="#FFFFFF",
    selected="#DCE9EC",
    on_selected="#1C1D1F",
    mark="#DCE9EC",
    late="#B3261E",
    done="#2A6547",
    gold="#7A5200",
    shade="#FBF2DC",
)
DARK = Tokens(
    name="dark",
    window="#1D1F21",
    sidebar="#17181A",
    base="#26292B",
    quiet="#2C2F32",
    text="#ECEDEE",
    second="#B3B8BE",
    hairline="#3B3F43",
    edge="#868C92",
    outline="#4D5257",
    accent="#84C6D3",
    on_accent="#0C2026",
    selected="#2B444B",
    on_selected="#ECEDEE",
    mark="#2B444B",
    late="#FFA299",
    done="#93D0AE",
    gold="#EBC573",
    shade="#38301F",
)
CREAM = Tokens(
    name="comfort",
    window="#F8F0DC",
    sidebar="#F0E6CC",
    base="#FFF9EA",
    quiet="#F4EACF",
    text="#26241E",
    second="#544F42",
    hairline="#DCCFAF",
    edge="#857A5F",
    outline="#BBAE8C",
    accent="#155466",
    on_accent="#FFFFFF",
    selected="#DFE7DE",
    on_selected="#26241E",
    mark="#DFE7DE",
    late="#9E2A1C",
    done="#2C5B41",
    gold="#6B4A00",
    shade="#F7E7BE",
)


def high_contrast(base: str, text: str, highlight: str, link: str) -> Tokens:
    """Return tokens made only of the system's own colours; every hairline is the text colour.

    What is selected is rimmed, not filled: words in other colours stand on it too.
    """
    same = {field.name: text for field in fields(Tokens)}
    grounds = {"window": base, "sidebar": base, "base": base, "quiet": base, "shade": base}
    pair = {"selected": base, "mark": highlight, "on_accent": base, "accent": link}
    return Tokens(**(same | grounds | pair | {"name": "high contrast"}))


_DARK_END = 0.04045  # where sRGB stops being straight


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_light(colour: str) -> bool:
    """Return whether a colour is nearer to white than to black."""
    return contrast(colour, "#000000") > contrast(colour, "#ffffff")


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _DARK_END else float(((part + 0.055) / 1.055) ** 2.4)
