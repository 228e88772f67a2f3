"""The letter beside its form: as a page, or as words that can be read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ehcp_desktop.ui.letter_pages import LetterPages
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.fields import LongField
from ehcp_desktop.ui.parts.layouts import GROUP, column, line
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from ehcp_desktop.services.letters.document import LetterDocument

_LINES = 28


class LetterPreview(QWidget):
    """Shows a letter as it is being written. `above` has room under the heading."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self.pages = LetterPages()
        self.pages.laid_out.connect(self._say_pages)
        self.words = LongField(lines=_LINES)
        self.words.setReadOnly(True)
        self.words.setAccessibleName(self.tr("The words of your letter"))
        self.words.hide()
        self._count = label("", "second")
        self.turn = link(self.tr("Read as &text"), self._turn_over, "file-text")
        inside = column(self, spacing=GROUP)
        top = line()
        top.addWidget(label(self.tr("Your letter"), "heading"))
        top.addWidget(self._count, 1)
        top.addWidget(self.turn)
        self.above = column(spacing=0)
        inside.addLayout(top)
        inside.addLayout(self.above)
        inside.addWidget(self.pages)
        inside.addWidget(self.words)
        inside.addStretch(1)

    def show_letter(self, document: LetterDocument) -> None:
        """Show a letter; its page follows as soon as it is made."""
        from ehcp_desktop.services.letters.plain import text

        said = text(document)
        if said != self._said:  # else the reader would be sent back to the top
            self._said = said
            self.words.set_value(said)
        self.pages.show_letter(document)

    def clear(self) -> None:
        """Show no letter."""
        self._said = ""
        self.words.set_value("")
        self.pages.clear()
        self._count.clear()

    def _say_pages(self, pages: int) -> None:
        words = self.tr("one page, A4") if pages == 1 else self.tr("{pages} pages, A4")
        self._count.setText(words.format(pages=pages))
        self.pages.setAccessibleDescription(self._count.text())

    def _turn_over(self) -> None:
        as_text = self.words.isHidden()
        self.words.setVisible(as_text)
        self.pages.setVisible(not as_text)
        self.turn.setText(self.tr("See the &page") if as_text else self.tr("Read as &text"))
        if as_text:
            self.words.setFocus()
