"""One correction of the minutes as a row: as they have it, beside what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from ehcp_desktop.ui.parts.layouts import CARD, GROUP, INNER, SideBySide, line
from ehcp_desktop.ui.parts.rows import menu_button
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from functools import partial

    from ehcp_desktop.domain.correction import Correction


class CorrectionRow(QFrame):
    """A line as the minutes have it beside what was said, and who said so under them."""

    def __init__(
        self,
        number: int,
        correction: Correction,
        changes: tuple[tuple[str, partial[None]], ...],
    ) -> None:
        super().__init__()
        written = correction.written or self.tr("The minutes leave this out.")
        spoken = correction.said or self.tr("Not written down yet")
        foot = self._foot(correction)
        parts = (self.tr("The minutes: {words}"), self.tr("As it was said: {words}"))
        told = [
            one.format(words=words) for one, words in zip(parts, (written, spoken), strict=True)
        ]
        sentences = ". ".join(one.rstrip(".") for one in (*told, foot))
        self.setAccessibleName(f"{number}. {sentences}.")
        inside = line(self, spacing=GROUP, margins=(CARD, INNER, INNER, INNER))
        both = SideBySide(narrow=26, shares=(1, 1))
        both.main.addWidget(label(self.tr("As the minutes have it"), "detail"))
        both.main.addWidget(label(_quoted(correction.written) or written))
        both.side.addWidget(label(self.tr("As it was said"), "detail"))
        both.side.addWidget(label(_quoted(correction.said) or spoken))
        both.side.addWidget(label(foot, "detail"))
        inside.addWidget(both, 1)
        if changes:
            inside.addWidget(menu_button(changes, written), 0, Qt.AlignmentFlag.AlignTop)

    def _foot(self, correction: Correction) -> str:
        who = self.tr("Said by {who}").format(who=correction.who) if correction.who else ""
        known = (who, correction.source, correction.place)
        return "  ·  ".join(filter(None, known)) or self.tr(
            "Who said it, and how we know, is not written down yet."
        )


def _quoted(words: str) -> str:
    return f"“{words}”" if words and not words.startswith("“") else words
