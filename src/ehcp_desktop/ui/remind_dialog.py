"""Ask for the day on which to be reminded again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.ui.parts.buttons import button, primary
from ehcp_desktop.ui.parts.dialogs import fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import DateField, Field
from ehcp_desktop.ui.parts.layouts import ButtonRow
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


class RemindDialog(QDialog):
    """Takes a day and hands it on; it stays open when there is none, or it was refused.

    `last` is the last day on which a reminder would be in time.
    """

    def __init__(
        self,
        today: Callable[[], date],
        last: date | None,
        wait: Callable[[date], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wait = wait
        self.setWindowTitle(self.tr("Remind me on a day"))
        self.day = DateField(today, ahead=True, unsure=False, hint=self.tr("Friday, or 2/12/26"))
        self.field = Field(self.tr("&Show it again on"), self.day)
        put = primary(self.tr("Put it aside"), self.put_aside)
        put.setDefault(True)
        foot = ButtonRow(put, button(self.tr("Cancel"), self.reject))
        inside = scrolling_body(self, self.tr("When to remind you"), foot)
        inside.addWidget(self.field)
        if last is not None:
            told = self.tr("You must do this by {day}.").format(day=spoken_weekday(last))
            inside.addWidget(label(told, "detail"))
        inside.addStretch(1)
        self.day.setFocus()
        fit_to_screen(self, em(28), em(16))  # room for what it says about the day

    def put_aside(self) -> None:
        """Hand the day on and close; say what is missing instead when there is no day."""
        found = None if self.day.problem() else self.day.when()
        if found is None:
            missing = self.tr("Write a day, like Friday or 2 December.")
            self.field.complain(self.day.problem() or missing)
        elif self._wait(found.first):
            self.accept()
