"""What is shown in place of the family's own record, once it has closed by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.ui.parts.buttons import link, primary
from ehcp_desktop.ui.parts.layouts import ButtonRow, Page
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.ui.files import Files


class LockedPage(Page):
    """Nobody's name, and one step back into the record."""

    def __init__(self, path: Path, files: Files) -> None:
        super().__init__(self.tr("Closed"), self.tr("Nothing was typed for a while."))
        told = self.tr("The record was closed, so that nobody else sees it. All is saved.")
        self.body.addWidget(label(told))
        self.again = primary(self.tr("&Open it again"), lambda: files.open_path(path))
        other = link(self.tr("To the first &window"), files.closed.emit)
        self.body.addWidget(ButtonRow(self.again, other))

    def greet(self) -> None:
        """Begin at the way back."""
        self.again.setFocus()
