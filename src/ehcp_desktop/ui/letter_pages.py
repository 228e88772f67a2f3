"""The pages of a letter as they will be printed: its PDF, drawn on white paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.ui.theme import colour, em

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from PySide6.QtPdf import QPdfDocument

    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.letters.document import LetterDocument

    Wanted = tuple[LetterDocument, str, Edition, int]

_A4 = 297 / 210
_GAP = 12
_LOOK_MS = 15


class LetterPages(QWidget):
    """Draws the pages of a letter under each other.

    `laid_out` carries their number once they are ready. They are made off the screen's own
    thread, which touches neither the record nor the screen, and only for the newest words.
    """

    laid_out = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pdf: QPdfDocument | None = None
        self._wanted: Wanted | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._making: Future[bytes] | None = None
        self._is_stale = False
        # A thread of its own must not call the screen, which may have gone: the screen looks.
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._show_made)
        self._drawn: dict[int, QImage] = {}
        self.setAccessibleName(self.tr("Your letter, as it will be printed"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(em(16))

    @property
    def pages(self) -> int:
        """How many pages the letter has; 0 before it is laid out."""
        return self._pdf.pageCount() if self._pdf is not None else 0

    def show_letter(
        self, document: LetterDocument, edition: Edition = STANDARD, lower: int = 0
    ) -> None:
        """Show a letter as soon as its pages are made; `lower` as in render."""
        self._wanted = (document, ".pdf", edition, lower)
        if self._making is None:
            self._make()

    def clear(self) -> None:
        """Show no letter, also when one is still being made."""
        self._wanted = None
        self._is_stale = self._making is not None
        self._take(None)

    def _make(self) -> None:
        from concurrent.futures import ThreadPoolExecutor

        from ehcp_desktop.services.letters.render import render

        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        self._is_stale = False
        self._threads = self._threads or ThreadPoolExecutor(1)
        self._making = self._threads.submit(render, *wanted)
        self._look.start()

    def _show_made(self) -> None:
        if self._making is None or not self._making.done():
            return
        self._look.stop()
        made, self._making = self._making, None
        if self._wanted is not None:
            self._make()
        elif not self._is_stale:
            self._take(self._load(made.result()))
            self.laid_out.emit(self.pages)

    def _load(self, made: bytes) -> QPdfDocument:
        from PySide6.QtPdf import QPdfDocument

        loaded = QPdfDocument(self)
        kept = QBuffer(loaded)
        kept.setData(made)
        kept.open(QBuffer.OpenModeFlag.ReadOnly)
        loaded.load(kept)
        return loaded

    def _take(self, pdf: QPdfDocument | None) -> None:
        before, self._pdf = self._pdf, pdf
        if before is not None:
            before.deleteLater()
        self._drawn.clear()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Pages keep their shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all pages at a width."""
        pages = max(1, self.pages)
        return pages * round(width * self._shape()) + (pages - 1) * _GAP

    def _shape(self) -> float:
        """Return the height of a page to its width; a wide one lies on its side."""
        if not self.pages or self._pdf is None:
            return _A4
        size = self._pdf.pagePointSize(0)
        return size.height() / size.width()

    def sizeHint(self) -> QSize:
        """Ask for the width of a page that can be read."""
        width = em(30)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are in sight: white in every theme, since it is paper."""
        painter = QPainter(self)
        width, height = self.width(), round(self.width() * self._shape())
        for number in range(max(1, self.pages)):
            page = QRect(0, number * (height + _GAP), width, height)
            if page.intersects(event.rect()):
                painter.fillRect(page, QColor(Qt.GlobalColor.white))
                if self._pdf is not None and number < self.pages:
                    painter.drawImage(page, self._image(self._pdf, number, page.size()))
                painter.setPen(colour("hairline"))
                painter.drawRect(page.adjusted(0, 0, -1, -1))
        painter.end()

    def _image(self, pdf: QPdfDocument, number: int, size: QSize) -> QImage:
        sharp = size * self.devicePixelRatioF()
        found = self._drawn.get(number)
        if found is None or found.size() != sharp:
            found = self._drawn[number] = pdf.render(number, sharp)
        return found
