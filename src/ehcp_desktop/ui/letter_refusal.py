"""Why a letter would not be true now, and the one to write instead."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ehcp_desktop.services.letters import names, shelf
from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.layouts import Card
from ehcp_desktop.ui.parts.text import Paragraph


class Refusal(Card):
    """The sentence, with a way to the letter that it names. `write` carries that letter's id."""

    write = Signal(str)

    def __init__(self) -> None:
        super().__init__("note")
        self._instead = ""
        self._words = Paragraph("")
        self._go = button(self.tr("Write that letter"), lambda: self.write.emit(self._instead))
        self.body.addWidget(self._words)
        self.body.addWidget(self._go)
        self.hide()

    def say(self, words: str) -> None:
        """Show a sentence; a letter that it names by its id is named in plain words."""
        self._instead = next((one for one in names.template_ids() if one in words), "")
        if self._instead:
            words = words.replace(self._instead, f"“{shelf.template(self._instead).situation}”")
        self._words.say(words)
        self._go.setVisible(bool(self._instead))
