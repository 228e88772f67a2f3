"""What a letter asked for and what came of each point, and which letter something answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ehcp_desktop.ui.event_fields import called
from ehcp_desktop.ui.parts.fields import Choice, Field
from ehcp_desktop.ui.parts.layouts import GROUP, column
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.answered import Point


class Points(QWidget):
    """The points of a letter, each with what the family says came of it: `said` (number, word)."""

    said = Signal(int, str)

    def __init__(self, points: Sequence[Point], *, is_open: bool) -> None:
        super().__init__()
        self.choices: dict[int, Choice] = {}
        inside = column(self, spacing=GROUP)
        inside.addWidget(label(self.tr("What you asked for"), "heading"))
        for point in points:
            choice = Choice(self._words())
            choice.set_value(point.said)
            choice.setEnabled(is_open)
            choice.edited.connect(partial(self._say, point.number))
            self.choices[point.number] = choice
            inside.addWidget(Field(f"{point.number}. {point.text}".replace("&", "&&"), choice))

    def _words(self) -> list[tuple[str, str]]:
        return [
            ("", self.tr("Nothing said about it yet")),
            ("answered", self.tr("Answered")),
            ("partly", self.tr("Answered in part")),
            ("no", self.tr("Not answered")),
        ]

    def _say(self, number: int) -> None:
        self.said.emit(number, self.choices[number].value())


def answered_by(family: Family, event: Event) -> list[tuple[str, str]]:
    """Return what something that came can answer, with its words: the likely ones first.

    What it is linked to stands among them, whatever it is.
    """
    from ehcp_desktop.services.letters.answered import answerable

    found = [(one, likely and not event.replies_to) for one, likely in answerable(family, event)]
    known = {one.id for one, _ in found}
    linked = family.store.events.many([event.replies_to or ""])
    found += [(one, False) for one in linked if one.id not in known]
    if not found:
        return []
    nothing = ("", _tr("Nothing, or not known"))
    perhaps = _tr("Perhaps: {what}")
    return [
        nothing,
        *(
            (one.id, perhaps.format(what=called(family, one)) if likely else called(family, one))
            for one, likely in found
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Points", text)
