"""The editions in which anything can be printed: standard, comfort and large print.

Clear print is of 12 to 14 points and large print of 18 or more, in a font without serifs, flush
left, words never broken, nothing in italics or underlined (UKAAF guidance G003; BDA style guide).
"""

from __future__ import annotations

from dataclasses import dataclass

from ehcp_desktop.errors import BadInput


@dataclass(frozen=True, slots=True)
class Edition:
    """How large and how airy a paper is.

    `size`, in points, is that of the text and the least on the paper, page numbers included;
    `leading` from line to line and `gap` between paragraphs are in sizes.
    """

    id: str
    title: str
    size: float
    leading: float
    gap: float

    @property
    def line(self) -> float:
        """Points from line to line."""
        return self.size * self.leading

    @property
    def is_larger(self) -> bool:
        """Whether it is for who cannot read narrow columns: things stand under each other."""
        return self.size > STANDARD.size


STANDARD = Edition("standard", "Standard", 12, 1.3, 0.6)
COMFORT = Edition("comfort", "Comfort: 14 point, lines further apart", 14, 1.5, 1)
LARGE = Edition("large", "Large print: 18 point", 18, 1.4, 1)
EDITIONS = (STANDARD, COMFORT, LARGE)


def edition(name: str) -> Edition:
    """Return the edition of a name, such as "large". Raises BadInput for any other."""
    found = next((one for one in EDITIONS if one.id == name), None)
    if found is None:
        names = ", ".join(one.id for one in EDITIONS)
        raise BadInput(f"The editions are {names}; there is none called “{name}”.")
    return found
