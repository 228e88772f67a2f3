"""A new passphrase, typed twice; and the recovery code of the record that it protects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QWidget,
)

from ehcp_desktop.ui.parts.buttons import link, primary
from ehcp_desktop.ui.parts.dialogs import bring_into_view, fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import Field, LongField
from ehcp_desktop.ui.parts.layouts import GROUP, ButtonRow, column
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from pathlib import Path


class NewPassphrase(QWidget):
    """A box to tick, and then a passphrase typed twice; `warning` is what is said under it."""

    def __init__(self, warning: str = "") -> None:
        super().__init__()
        self.wanted = QCheckBox(self.tr("P&rotect with a passphrase"))
        self.first, self.second = QLineEdit(), QLineEdit()
        self._more = QWidget()
        inside = column(self, spacing=GROUP)
        inside.addWidget(self.wanted)
        more = column(self._more, spacing=GROUP)
        for words, editor in (
            (self.tr("Passphrase"), self.first),
            (self.tr("The same again"), self.second),
        ):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
            more.addWidget(Field(words, editor))
        self.show_typed = QCheckBox(self.tr("Show &what I type"))
        self.show_typed.toggled.connect(self._show_typed)
        more.addWidget(self.show_typed)
        warning = warning or self.tr(
            "Write it down. Without it, or the recovery code that you get next, nobody can open "
            "the record, not even us."
        )
        more.addWidget(label(warning, "detail"))
        inside.addWidget(self._more)
        self._more.hide()
        self.wanted.toggled.connect(self._more.setVisible)
        self.wanted.clicked.connect(lambda _: bring_into_view(self._more))

    def _show_typed(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        for editor in (self.first, self.second):
            editor.setEchoMode(modes.Normal if shown else modes.Password)

    def problem(self) -> str:
        """Go where it is wrong and say what is; "" when nothing is."""
        if not self.wanted.isChecked():
            return ""
        if not self.first.text():
            self.first.setFocus()
            return self.tr("Please type a passphrase, or take the tick away.")
        if self.first.text() != self.second.text():
            self.second.clear()
            self.second.setFocus()
            return self.tr("The two passphrases are not the same; type the second one again.")
        return ""

    def chosen(self) -> str | None:
        """Return the passphrase, or None for none."""
        return self.first.text() if self.wanted.isChecked() else None

    def empty(self) -> None:
        """Forget what was typed."""
        self.wanted.setChecked(False)
        self.show_typed.setChecked(False)
        self.first.clear()
        self.second.clear()


class RecoveryCode(QDialog):
    """Shows the recovery code of a new record, once, to be copied or saved.

    `record` is the name of its file, and `family` the label that it has on the list, if it has.
    """

    def __init__(self, code: str, record: str, family: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code, self._record, self._family = code, record, family
        self.setWindowTitle(self.tr("Recovery code"))
        foot = ButtonRow(
            primary(self.tr("I have kept it"), self.accept),
            link(self.tr("&Copy"), self.copy, image="copy"),
            link(self.tr("&Save as text file…"), self._choose, image="download"),
        )
        body = scrolling_body(self, self.tr("Recovery code"), foot)
        words = self.tr(
            "If the passphrase is forgotten, this code opens the record. It is shown only now. "
            "Keep it apart from the computer, with other papers that nobody else should read."
        )
        body.addWidget(label(self.tr("Keep this recovery code"), "lead"))
        body.addWidget(label(words))
        self.shown = LongField(lines=3)
        self.shown.set_value(code)
        self.shown.setReadOnly(True)
        body.addWidget(Field(self.tr("&Recovery code"), self.shown))
        self.said = label("", "detail")
        body.addWidget(self.said)
        body.addStretch(1)
        fit_to_screen(self, em(40))

    def copy(self) -> None:
        """Put the code on the clipboard."""
        QApplication.clipboard().setText(self._code)
        self.said.setText(self.tr("Copied."))

    def _choose(self) -> None:
        from ehcp_desktop.ui import places

        name = self.tr("Recovery code, {record}.txt").format(record=self._record)
        chosen = places.ask_where(self, self.tr("Save the code"), name, self.tr("Text (*.txt)"))
        if chosen is not None:
            self.save(chosen)

    def save(self, path: Path) -> None:
        """Write the code into a text file; say here when that is not possible."""
        from ehcp_desktop.services.whole_file import write_whole

        words = self.tr("Recovery code of the EHCP Desktop record {record}: {code}")
        whose = ", ".join(filter(None, (self._family, self._record)))
        told = words.format(record=whose, code=self._code)
        try:
            write_whole(path, f"{told}\n".encode())
        except OSError as problem:
            words = self.tr("It could not be saved there: {why}. Choose another folder.")
            self.said.setText(words.format(why=problem.strerror))
            return
        self.said.setText(self.tr("Saved as {name}.").format(name=path.name))
