"""The letter as it will be printed: the pages of its PDF, drawn as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QObject, QRect, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ehcp_desktop.ui.theme import colour, em

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

    from ehcp_desktop.services.letters.document import LetterDocument

_A4 = 297 / 210
_GAP = 12


class LetterPreview(QWidget):
    """Draws the pages of a letter under each other; a screen reader is told all its words.

    `laid_out` carries the number of pages once they are ready. The PDF is made off the screen's
    own thread, and only for the newest words.
    """

    laid_out = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pdf: QPdfDocument | None = None
        self._bytes: QBuffer | None = None
        self._wanted: LetterDocument | None = None
        self._busy = False
        self._drawn: dict[int, QImage] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Your letter"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(em(16))

    @property
    def pages(self) -> int:
        """How many pages the letter has; 0 before it is laid out."""
        return self._pdf.pageCount() if self._pdf is not None else 0

    def show_letter(self, document: LetterDocument) -> None:
        """Show a letter as soon as its pages are made."""
        from ehcp_desktop.services.letters.plain import text

        self.setAccessibleDescription(text(document))
        self._wanted = document
        if not self._busy:
            self._make()

    def clear(self) -> None:
        """Show no letter."""
        self._pdf, self._wanted = None, None
        self._drawn.clear()
        self.setAccessibleDescription("")
        self.update()

    def _make(self) -> None:
        document, self._wanted = self._wanted, None
        if document is None:
            return
        self._busy = True
        work = _Layout(document)
        work.ready.made.connect(self._show)
        QThreadPool.globalInstance().start(work)

    def _show(self, made: bytes) -> None:
        from PySide6.QtPdf import QPdfDocument

        self._busy = False
        if self._wanted is not None or not made:
            self._make()
            return
        self._bytes = QBuffer(self)
        self._bytes.setData(made)
        self._bytes.open(QBuffer.OpenModeFlag.ReadOnly)
        self._pdf = QPdfDocument(self)
        self._pdf.load(self._bytes)
        self._drawn.clear()
        self.updateGeometry()
        self.update()
        self.laid_out.emit(self.pages)

    def hasHeightForWidth(self) -> bool:
        """Pages keep their shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all pages at a width."""
        pages = max(1, self.pages)
        return pages * round(width * _A4) + (pages - 1) * _GAP

    def sizeHint(self) -> QSize:
        """Ask for the width of a page that can be read."""
        width = em(30)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are in sight: white paper in every theme, since it is paper."""
        painter = QPainter(self)
        width, height = self.width(), round(self.width() * _A4)
        for number in range(max(1, self.pages)):
            page = QRect(0, number * (height + _GAP), width, height)
            if page.intersects(event.rect()):
                painter.fillRect(page, QColor(Qt.GlobalColor.white))
                if self._pdf is not None and number < self.pages:
                    painter.drawImage(page, self._image(number, page.size()))
                painter.setPen(colour("accent" if self.hasFocus() else "hairline"))
                painter.drawRect(page.adjusted(0, 0, -1, -1))
        painter.end()

    def _image(self, number: int, size: QSize) -> QImage:
        sharp = size * self.devicePixelRatioF()
        found = self._drawn.get(number)
        if found is None or found.size() != sharp:
            assert self._pdf is not None  # noqa: S101  # asked for only while there are pages
            found = self._drawn[number] = self._pdf.render(number, sharp)
        return found


class _Ready(QObject):
    made = Signal(bytes)


class _Layout(QRunnable):
    """Lays one letter out; touches neither the record nor the screen."""

    def __init__(self, document: LetterDocument) -> None:
        super().__init__()
        self._document = document
        self.ready = _Ready()

    def run(self) -> None:
        """Make the PDF and hand it over; nothing when it could not be made."""
        from ehcp_desktop.services.letters.render import render

        made = b""
        try:
            made = render(self._document, ".pdf")
        finally:
            self.ready.made.emit(made)
