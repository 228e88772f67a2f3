"""What a letter asked for and what came of each point, and which letter something answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ehcp_desktop.ui.event_fields import called
from ehcp_desktop.ui.parts.buttons import link
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


class Answered(QWidget):
    """Which of the family's letters something that came answers: `chosen` (the id of its event).

    Where it is likely one of them, that one is offered by name until a link is made.
    """

    chosen = Signal(str)

    def __init__(self, family: Family, event: Event) -> None:
        from ehcp_desktop.services.letters.answered import answerable

        super().__init__()
        sent = answerable(family, event)
        found = {one.id: one for one, _ in sent}
        found |= {one.id: one for one in family.store.events.many([event.replies_to or ""])}
        nothing = ("", self.tr("Nothing, or not known"))
        self.choice = Choice(
            [nothing, *((key, called(family, one)) for key, one in found.items())]
        )
        self.choice.set_value(event.replies_to or "")
        self.choice.edited.connect(lambda: self.chosen.emit(self.choice.value()))
        inside = column(self, spacing=GROUP)
        if not found:
            self.hide()
        for one, is_likely in sent[:1]:
            if is_likely and not event.replies_to:
                words = self.tr("Perhaps it answers: {what}.").format(what=called(family, one))
                inside.addWidget(label(words, "second"))
                link_it = link(self.tr("Yes, lin&k them"), partial(self.chosen.emit, one.id))
                inside.addWidget(link_it)
        inside.addWidget(Field(self.tr("Which of yours it answers"), self.choice))
