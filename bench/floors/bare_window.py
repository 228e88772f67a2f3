"""The least a PySide6 program can do: one window with one label. The floor of start.py."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

app = QApplication(sys.argv)
window = QMainWindow()
window.resize(900, 600)
window.setCentralWidget(QLabel("hello"))
window.statusBar().showMessage("ready")
window.menuBar().addMenu("File")
window.show()
sys.exit(app.exec())
