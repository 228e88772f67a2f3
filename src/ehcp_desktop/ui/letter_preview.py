"""The letter beside its form: as a page, as words that can be read aloud, or as words to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.ui.letter_pages import LetterPages
from ehcp_desktop.ui.parts.buttons import button, link
from ehcp_desktop.ui.parts.dialogs import bring_to_top
from ehcp_desktop.ui.parts.fields import Field, LongField
from ehcp_desktop.ui.parts.layouts import GROUP, ButtonRow, Card, column, line
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.letters.document import LetterDocument

_LINES = 28


class LetterPreview(QWidget):
    """Shows a letter as it is being written. `above` has room under the heading.

    `edited` follows every change of its words, `renewed` the wish for those of the record again,
    `settled` that a person keeps theirs, `size_wanted` the wish for another size of the letters.
    """

    edited = Signal()
    renewed = Signal()
    settled = Signal()
    size_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self.pages = LetterPages()
        self.pages.laid_out.connect(self._say_pages)
        self.words = LongField(lines=_LINES)
        self.words.setReadOnly(True)
        self.words.setAccessibleName(self.tr("The words of your letter"))
        self.body = LongField(lines=_LINES)
        self.body.edited.connect(self.edited)
        hint = self.tr(
            "A blank line begins a paragraph; “1.” or “-” begins a point. The addresses and the "
            "day stay as they are."
        )
        self._editing = Field(self.tr("The words of your letter, to change"), self.body, hint)
        self.bars = label(
            self.tr(
                "A table stands there a row to a line, with “|” between its cells: leave those "
                "signs where they are, and it stays a table."
            ),
            "detail",
        )
        self._has_table = False
        self._count = label("", "second")
        self.size_of = link("", self.size_wanted.emit)
        self.size_of.hide()
        self.turn = link(self.tr("Read as &text"), self._read, "file-text")
        self.edit = link(self.tr("Edit the words"), self._edit, "pen-line")
        self._lay()
        self._show(self.pages)

    def _lay(self) -> None:
        inside = column(self, spacing=GROUP)
        top = line()
        top.addWidget(label(self.tr("Your letter"), "heading"))
        top.addWidget(self._count)
        top.addWidget(self.size_of)
        top.addStretch(1)
        self.above = column(spacing=0)
        inside.addLayout(top)
        inside.addLayout(self.above)
        inside.addWidget(self._changed())
        inside.addWidget(ButtonRow(self.edit, self.turn))
        for part in (self.pages, self.words, self._editing, self.bars):
            inside.addWidget(part)
        inside.addStretch(1)

    def _changed(self) -> Card:
        """Return the note that the words are a person's own, with the ways on from there."""
        self._own = Card("note", padding=GROUP)
        self._own_words = label("")
        self.renew = button(self.tr("Use the new facts"), self.renewed.emit)
        self.settle = link(self.tr("Keep my words"), self.settled.emit)
        self._own.body.addWidget(self._own_words)
        self._own.body.addWidget(ButtonRow(self.renew, self.settle))
        self._own.hide()
        return self._own

    def show_letter(
        self, document: LetterDocument, edition: Edition = STANDARD, lower: int = 0
    ) -> None:
        """Show a letter; its page follows as soon as it is made."""
        from ehcp_desktop.services.letters.plain import text

        said = text(document)
        if said != self._said:  # else the reader would be sent back to the top
            self._said = said
            self.words.set_value(said)
        self._has_table = any(block.kind == "table" for block in document.blocks)
        self._say_bars()
        self._say_size(edition)
        self.pages.show_letter(document, edition, lower)

    def show_body(self, body: str) -> None:
        """Show the words to change; those that stand there already keep the cursor."""
        if self.body_text() != body.rstrip():
            self.body.set_value(body)

    def body_text(self) -> str:
        """Return the words to change as they stand, with the spaces that hold a date together."""
        raw = self.body.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n").rstrip()

    def say_own(self, *, is_own: bool, is_behind: bool) -> None:
        """Say that the words are a person's own, and whether the facts have changed since."""
        own = self.tr("You have edited the words. They are kept as you wrote them.")
        behind = self.tr(
            "You have edited the words. What has changed since, on the form or in the record, "
            "is not in them."
        )
        self._own_words.setText(behind if is_behind else own)
        self.renew.setText(
            self.tr("Use the new facts") if is_behind else self.tr("Undo my changes to the words")
        )
        self.settle.setVisible(is_behind)
        self._own.setVisible(is_own)

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

    def _say_size(self, edition: Edition) -> None:
        """Say that the letters are large, since the size is kept for the next letter."""
        name, _, _ = edition.title.partition(":")
        self.size_of.setText(name.lower())
        self.size_of.setAccessibleDescription(self.tr("Change the size of the letters"))
        self.size_of.setVisible(edition.is_larger)

    def _say_bars(self) -> None:
        self.bars.setVisible(self._has_table and not self._editing.isHidden())

    def _read(self) -> None:
        self._show(self.words if self.words.isHidden() else self.pages)
        if not self.words.isHidden():
            self.words.setFocus()

    def _edit(self) -> None:
        self._show(self._editing if self._editing.isHidden() else self.pages)
        if not self._editing.isHidden():
            self.body.setFocus()
            bring_to_top(self.edit)

    def _show(self, wanted: QWidget) -> None:
        for part in (self.pages, self.words, self._editing):
            part.setVisible(part is wanted)
        self._say_bars()
        page = self.tr("See the &page")
        self.turn.setText(page if wanted is self.words else self.tr("Read as &text"))
        self.edit.setText(page if wanted is self._editing else self.tr("Edit the words"))
