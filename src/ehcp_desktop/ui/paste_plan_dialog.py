"""Paste the whole plan: its text is put in sections by the headings in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from ehcp_desktop.domain.plan_text import split_plan
from ehcp_desktop.ui import plan_words
from ehcp_desktop.ui.parts.buttons import allow, button, primary
from ehcp_desktop.ui.parts.dialogs import fit_to_screen
from ehcp_desktop.ui.parts.fields import Field, LongField
from ehcp_desktop.ui.parts.layouts import CARD, INNER, ButtonRow, column
from ehcp_desktop.ui.parts.text import Badge
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class PastePlanDialog(QDialog):
    """Takes the text, says which sections it found; `sections` holds them by name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sections: dict[str, str] = {}
        self.setWindowTitle(self.tr("Paste the whole plan"))
        inside = column(self, spacing=INNER, margins=(CARD,) * 4)
        self.text = LongField(lines=14)
        self.text.edited.connect(self._look)
        hint = self.tr(
            "Open the plan, select all of it, copy, and paste it here. "
            "It is divided where a line begins with “Section A”, “Section B” and so on."
        )
        inside.addWidget(Field(self.tr("&Text of the plan"), self.text, hint), 1)
        self.found = Badge("info", "")
        inside.addWidget(self.found)
        words = self.tr("&Fill the sections")
        self.fill = primary(words, self.accept, image="check")
        inside.addWidget(ButtonRow(self.fill, button(self.tr("Cancel"), self.reject)))
        fit_to_screen(self, em(44), em(34))
        self._look()

    def _look(self) -> None:
        pasted = split_plan(self.text.value())
        self.sections = pasted.sections
        self.found.tell(*self._said(bool(self.text.value()), len(pasted.before.split())))
        allow(self.fill, "" if self.sections else self.found.text())

    def _said(self, is_pasted: bool, left_over: int) -> tuple[str, str, str]:
        if self.sections:
            names = ", ".join(f"{one} {plan_words.section(one)[0]}" for one in self.sections)
            words = self.tr("Found: {names}.").format(names=names)
            if left_over:
                form = self.tr("What stands before the first section ({count} words) stays out.")
                words += " " + form.format(count=left_over)
            return "circle-check", words, "done"
        if is_pasted:
            words = self.tr("No section headings found. You can paste each section by itself.")
            return "circle-question-mark", words, "gold"
        return (
            "info",
            self.tr(
                "Paste the plan above first. Sections that are filled already are replaced; "
                "Undo brings them back."
            ),
            "second",
        )
