"""One correction of the minutes as a row: as they have it, beside what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from ehcp_desktop.ui.parts.layouts import CARD, GROUP, INNER, SideBySide, line
from ehcp_desktop.ui.parts.rows import menu_button, name_menu
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from functools import partial

    from ehcp_desktop.domain.correction import Correction


class CorrectionRow(QFrame):
    """A line as the minutes have it beside what was said, and who said so under them."""

    def __init__(self, changes: tuple[tuple[str, partial[None]], ...]) -> None:
        super().__init__()
        self._written, self._said, self._foot = label(""), label(""), label("", "detail")
        self._more = menu_button(changes, "")
        inside = line(self, spacing=GROUP, margins=(CARD, INNER, INNER, INNER))
        both = SideBySide(narrow=26, shares=(1, 1))
        both.main.addWidget(label(self.tr("As the minutes have it"), "detail"))
        both.main.addWidget(self._written)
        both.side.addWidget(label(self.tr("As it was said"), "detail"))
        both.side.addWidget(self._said)
        both.side.addWidget(self._foot)
        inside.addWidget(both, 1)
        inside.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)

    def tell(self, number: int, correction: Correction, *, can_change: bool) -> None:
        """Show a correction as it now is; a press on the menu that is under way still counts."""
        written = correction.written or self.tr("The minutes leave this out.")
        said = correction.said or self.tr("Not written down yet")
        foot = self._known(correction)
        parts = (self.tr("The minutes: {words}"), self.tr("As it was said: {words}"))
        told = [one.format(words=words) for one, words in zip(parts, (written, said), strict=True)]
        sentences = ". ".join(one.rstrip(".") for one in (*told, foot))
        self.setAccessibleName(f"{number}. {sentences}.")
        self._written.setText(_quoted(correction.written) or written)
        self._said.setText(said)  # only the family knows whether these are the exact words
        self._foot.setText(foot)
        name_menu(self._more, written)
        self._more.setVisible(can_change)

    def _known(self, correction: Correction) -> str:
        who = self.tr("Said by {who}").format(who=correction.who) if correction.who else ""
        known = (who, correction.source, correction.place)
        return "  ·  ".join(filter(None, known)) or self.tr(
            "Who said it, and how we know, is not written down yet."
        )


def _quoted(words: str) -> str:
    return f"“{words}”" if words and not words.startswith("“") else words
