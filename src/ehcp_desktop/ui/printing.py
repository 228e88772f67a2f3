"""Print a PDF through the system's own print dialog."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ehcp_desktop.ui.places import unnamed

_DOTS = 300  # an inch; at the 1,200 that some printers ask for a page fills half a gigabyte


def print_pdf(parent: QWidget, title: str, made: bytes) -> bool:
    """Ask for a printer and print every page; False when nothing was printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(unnamed(title))  # the list of what is printed shows it
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    kept = QBuffer()
    kept.setData(made)
    kept.open(QBuffer.OpenModeFlag.ReadOnly)
    pages = QPdfDocument()
    pages.load(kept)
    printer.setFullPage(True)
    sharpness = min(1.0, _DOTS / printer.resolution())
    painter = QPainter(printer)
    for number in range(pages.pageCount()):
        if number:
            printer.newPage()
        paper = printer.paperRect(QPrinter.Unit.DevicePixel)
        image = pages.render(number, (paper.size() * sharpness).toSize())
        painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), image)
    return painter.end()
