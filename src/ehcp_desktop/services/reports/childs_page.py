"""A page that a child fills in by hand: pictures, few words, faces to ring, boxes to draw in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services import getting_ready
from ehcp_desktop.services.documents.picture import picture
from ehcp_desktop.services.documents.sheet import HEIGHT, MM, WIDTH, Sheets
from ehcp_desktop.services.documents.typeface import set_lines
from ehcp_desktop.services.letters.filling import clean
from ehcp_desktop.services.reports.meeting_pack import meeting_about

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.documents.tagging import Part
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.getting_ready import Pictured, Prompts
    from ehcp_desktop.services.reports.meeting_pack import Meeting

_MARGIN = 18 * MM
_BREADTH = WIDTH - 2 * _MARGIN
_FOOT = HEIGHT - 16 * MM
_TITLE, _WORDS, _SMALL = 26.0, 18.0, 14.0  # points; large print begins at 18
_LEADING = 1.3
_ROW, _FACE, _STEP = 70.0, 46.0, 84.0
_PICTURE, _TICK = 44.0, 16.0
_GAP, _INSIDE = 14.0, 9.0
_ACROSS = 2  # boxes beside each other
_LONGEST_NAME = 40  # characters of a first name
_EMPTY = "an empty box to draw or write in"


class _Place(NamedTuple):
    """Where something lies on its sheet, in points from the top left."""

    left: float
    top: float
    width: float
    height: float


def pdf(family: Family, review: Review) -> bytes:
    """Return the two pages as a tagged PDF, in black and white and in large letters.

    What an adult has typed for the child stands in its box; what has no room there follows on
    pages of its own.
    """
    about = meeting_about(family, review)
    child = replace(about.child, name=about.first_name[:_LONGEST_NAME])
    asked = getting_ready.prompts(family, child)
    said = getting_ready.views(family, review.id, "childs_view")
    drawn = _Drawn(Sheets(asked.page["title"], "en-GB", family.today()))
    _draw_faces(drawn, asked, _when(asked, about))
    _draw_boxes(drawn, asked, {one.topic: clean(one.text).strip() for one in said})
    return drawn.sheets.finish()


def _when(asked: Prompts, about: Meeting) -> str:
    on = about.held.on.spoken_in_full() if about.held and about.held.on else ""
    return f"{asked.page['meeting']}: {on}" if on else asked.page["meeting"]


class _Drawn:
    """Sheets that are being filled from the top; `at` is how far down."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self.at = _MARGIN

    def turn(self) -> None:
        """Begin a new sheet."""
        self.sheets.new_page()
        self.at = _MARGIN

    def write(self, role: str, words: str, size: float, *, bold: bool = False) -> None:
        """Write words across the sheet, on as many lines as they need."""
        part = self.sheets.document.add(role)
        if role.startswith("H"):
            self.sheets.bookmark(words, self.at)
        for line in set_lines([(words, bold)], size, _BREADTH):
            if self.at + size * _LEADING > _FOOT:
                self.turn()
            self.at += size * _LEADING
            with self.sheets.reading(part):
                self.sheets.line(_MARGIN, self.at - 0.3 * size, line, size)

    def say(self, part: Part, words: str, size: float, place: _Place) -> None:
        """Write words in the middle of the height of a place, as many lines as it holds."""
        lines = set_lines([(words, True)], size, place.width)
        held = lines[: max(1, int(place.height // (size * _LEADING)))]
        top = place.top + (place.height - len(held) * size * _LEADING) / 2
        with self.sheets.reading(part):
            for number, line in enumerate(held, 1):
                down = top + number * size * _LEADING - 0.3 * size
                self.sheets.line(place.left, down, line, size)

    def show(self, above: Part, name: str, left: float, top: float, side: float) -> None:
        """Draw a picture, which says what it is."""
        drawn = picture(name)
        with self.sheets.reading(above.add("Figure", alt=drawn.title)):
            self.sheets.picture(left, top, side, drawn)

    def frame(self, above: Part, place: _Place) -> None:
        """Draw an empty box."""
        with self.sheets.reading(above.add("Figure", alt=_EMPTY)):
            self.sheets.box(*place)


def _draw_faces(drawn: _Drawn, asked: Prompts, when: str) -> None:
    """Draw the first sheet: how each thing is, and room for a picture of oneself."""
    drawn.write("H1", asked.page["title"], _TITLE, bold=True)
    drawn.write("P", when, _WORDS)
    drawn.at += _GAP
    drawn.write("H2", asked.page["ring"], _WORDS, bold=True)
    drawn.at += _INSIDE
    table = drawn.sheets.document.add("Table")
    for row in asked.rows:
        _draw_row(drawn, table, row, asked.faces)
    drawn.at += _GAP
    drawn.write("H2", asked.page["me"], _WORDS, bold=True)
    top = drawn.at + _INSIDE
    drawn.frame(drawn.sheets.document, _Place(_MARGIN, top, _BREADTH, _FOOT - top))


def _draw_row(drawn: _Drawn, table: Part, row: Pictured, faces: Sequence[Pictured]) -> None:
    """Draw one thing at the left, and the faces with their words at the right."""
    cells = table.add("TR")
    first = WIDTH - _MARGIN - len(faces) * _STEP
    left = _MARGIN + _PICTURE + _GAP
    head = cells.add("TH", scope="Row")
    drawn.show(head, row.picture, _MARGIN, drawn.at + (_ROW - _PICTURE) / 2, _PICTURE)
    drawn.say(head, row.words, _WORDS, _Place(left, drawn.at, first - left - _GAP, _ROW))
    for number, face in enumerate(faces):
        cell = cells.add("TD")
        middle = first + (number + 0.5) * _STEP
        drawn.show(cell, face.picture, middle - _FACE / 2, drawn.at + 4, _FACE)
        _write_middle(drawn, cell, face.words, middle)
    drawn.at += _ROW
    with drawn.sheets.furniture():
        drawn.sheets.rule(_MARGIN, drawn.at, _BREADTH)


def _write_middle(drawn: _Drawn, part: Part, words: str, middle: float) -> None:
    (line, *_) = set_lines([(words, False)], _SMALL, _STEP)
    with drawn.sheets.reading(part):
        drawn.sheets.line(middle - line.width / 2, drawn.at + _ROW - 6, line, _SMALL)


def _draw_boxes(drawn: _Drawn, asked: Prompts, said: dict[str, str]) -> None:
    """Draw the second sheet, and as many more as words need that no box can hold."""
    drawn.turn()
    drawn.write("H2", asked.page["draw"], _WORDS, bold=True)
    drawn.at += _INSIDE
    under = (len(asked.ticks) + 1) * _WORDS * _LEADING + 2 * _GAP
    down = -(-len(asked.boxes) // _ACROSS)
    width = (_BREADTH - (_ACROSS - 1) * _GAP) / _ACROSS
    height = (_FOOT - under - drawn.at) / down
    top = drawn.at
    left_over = {topic: words for topic, words in said.items() if topic not in _words(asked)}
    for number, box in enumerate(asked.boxes):
        row, column = divmod(number, _ACROSS)
        place = _Place(_MARGIN + column * (width + _GAP), top + row * height, width, height - _GAP)
        if not _draw_box(drawn, box, place, said.get(box.words, "")):
            left_over[box.words] = said[box.words]
    drawn.at = _FOOT - under + _GAP
    _draw_ticks(drawn, asked)
    _write_more(drawn, asked.page["more"], left_over)


def _words(asked: Prompts) -> set[str]:
    return {box.words for box in asked.boxes}


def _draw_box(drawn: _Drawn, box: Pictured, place: _Place, said: str) -> bool:
    """Draw a box under its picture and words; False when it cannot hold what was said."""
    part = drawn.sheets.document.add("Sect")
    drawn.show(part, box.picture, place.left, place.top, _PICTURE)
    beside = place.left + _PICTURE + _INSIDE
    room = _Place(beside, place.top, place.width - _PICTURE - _INSIDE, _PICTURE)
    drawn.say(part.add("P"), box.words, _WORDS, room)
    under = _PICTURE + _INSIDE
    frame = _Place(place.left, place.top + under, place.width, place.height - under)
    if not said:
        drawn.frame(part, frame)
        return True
    with drawn.sheets.furniture():
        drawn.sheets.box(*frame)
    return _write_in(drawn, part.add("P"), frame, said)


def _write_in(drawn: _Drawn, part: Part, frame: _Place, said: str) -> bool:
    lines = set_lines([(said, False)], _SMALL, frame.width - 2 * _INSIDE)
    held = int((frame.height - 2 * _INSIDE) // (_SMALL * _LEADING))
    fits = len(lines) <= held
    shown = lines if fits else set_lines([(_OVERLEAF, False)], _SMALL, frame.width - 2 * _INSIDE)
    with drawn.sheets.reading(part):
        for number, line in enumerate(shown, 1):
            down = frame.top + _INSIDE + number * _SMALL * _LEADING - 0.3 * _SMALL
            drawn.sheets.line(frame.left + _INSIDE, down, line, _SMALL)
    return fits


def _draw_ticks(drawn: _Drawn, asked: Prompts) -> None:
    drawn.write("P", asked.page["tick"], _WORDS, bold=True)
    listed = drawn.sheets.document.add("L")
    for words in asked.ticks:
        with drawn.sheets.furniture():
            drawn.sheets.box(_MARGIN, drawn.at + 5, _TICK, _TICK)
        place = _Place(_MARGIN + _TICK + _INSIDE, drawn.at, _BREADTH, _WORDS * _LEADING)
        drawn.say(listed.add("LI").add("LBody"), words, _WORDS, place)
        drawn.at += _WORDS * _LEADING


def _write_more(drawn: _Drawn, title: str, left_over: dict[str, str]) -> None:
    if not left_over:
        return
    drawn.turn()
    drawn.write("H2", title, _WORDS, bold=True)
    for topic, words in left_over.items():
        drawn.at += _GAP
        drawn.write("P", topic, _SMALL, bold=True)
        drawn.write("P", words, _SMALL)


_OVERLEAF = "It is on the next page."
