"""Making, opening and closing family files, for the File menu and the first window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from ehcp_desktop.errors import EhcpError, PassphraseNeeded, WrongPassphrase
from ehcp_desktop.services.family import Family

if TYPE_CHECKING:
    import tempfile

    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.ui.first_run import StartFacts
    from ehcp_desktop.ui.session import Session

SUFFIX = ".ehcp"


class Files(QObject):
    """Opens records into the session. `opened` and `closed` follow; `refused` says why not."""

    opened = Signal()
    closed = Signal()
    start_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self.window: QWidget | None = None

    def name_of(self, family: Family) -> str:
        """Return what a record is called on the screen."""
        if self._copy is not None and family.path.is_relative_to(self._copy.name):
            return self.tr("Made-up family")
        return family.path.stem

    def open_path(self, path: Path, *, passphrase: str | None = None) -> bool:
        """Open a record, asking for its passphrase if it has one; False when it was not opened."""
        try:
            family = Family.open(path, passphrase, self._session.today)
        except (PassphraseNeeded, WrongPassphrase) as problem:
            return self._ask_and_open(path, str(problem))
        except EhcpError as problem:
            self._session.refused.emit(str(problem))
            return False
        self._take(family)
        return True

    def _ask_and_open(self, path: Path, words: str) -> bool:
        from PySide6.QtWidgets import QInputDialog, QLabel, QLineEdit

        from ehcp_desktop.ui.parts.dialogs import fit_to_screen
        from ehcp_desktop.ui.theme import em

        asked = QInputDialog(self.window)
        asked.setWindowTitle(self.tr("Passphrase"))
        asked.setLabelText(words)
        asked.setTextEchoMode(QLineEdit.EchoMode.Password)
        for said in asked.findChildren(QLabel):
            said.setWordWrap(True)  # the sentence may be longer than the screen is wide
        fit_to_screen(asked, em(30))
        given = asked.exec() == QInputDialog.DialogCode.Accepted
        return given and self.open_path(path, passphrase=asked.textValue())

    def start_new(self) -> None:
        """Show the first window, where a new record is started; the open one is closed."""
        self.close_record()
        self.start_wanted.emit()

    def add_child(self) -> None:
        """Ask for another child of this family."""
        from ehcp_desktop.ui.first_run import ask_for_child

        ask_for_child(self._session, self.window)

    def choose(self) -> None:
        """Ask for a record and open it."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(
            self.window,
            self.tr("Open a record"),
            str(self._folder()),
            self.tr("Family records (*.ehcp);;All files (*)"),
        )
        if chosen:
            self.open_path(Path(chosen))

    def open_example(self) -> None:
        """Open the made-up family: a copy that is thrown away afterwards."""
        import tempfile

        from ehcp_desktop.services.example_copy import example_copy

        folder = tempfile.TemporaryDirectory(prefix="ehcp-", ignore_cleanup_errors=True)
        path = example_copy(Path(folder.name), self._session.today())
        family = Family.open(path, None, self._session.today)
        self._take(family, folder)

    def start(self, path: Path, passphrase: str | None, facts: StartFacts) -> bool:
        """Make a record with the four facts and open it; False when it was refused."""
        from ehcp_desktop.services.children import start_record

        try:
            family = Family.create(path, passphrase, self._session.today)
        except EhcpError as problem:
            self._session.refused.emit(str(problem))
            return False
        try:
            start_record(family, facts.child, facts.newest_plan, facts.is_first)
        except EhcpError as problem:
            family.close()
            path.unlink()
            self._session.refused.emit(str(problem))
            return False
        self._take(family)
        if passphrase:
            self._show_recovery_code(family.store.recovery_code)
        return True

    def _show_recovery_code(self, code: str) -> None:
        from ehcp_desktop.ui.passphrase import RecoveryCode

        RecoveryCode(code, self.window).exec()

    def close_record(self) -> None:
        """Close the record and show the first window."""
        self._session.close()
        QSettings().remove("last")
        self._throw_copy_away()
        self.closed.emit()

    def suggested_path(self, name: str) -> Path:
        """Return where a new record of this name would be kept; never one that is there."""
        from ehcp_desktop.paths import records_folder

        stem = "".join(sign for sign in name if sign.isalnum() or sign in " -'’").strip()
        folder = records_folder()
        tries = [f"{stem or 'Our record'}{number}" for number in ("", *range(2, 100))]
        free = (folder / f"{one}{SUFFIX}" for one in tries)
        return next(path for path in free if not path.exists())

    def choose_place(self, suggested: Path) -> Path:
        """Ask where to keep a new record; the suggestion when nothing is chosen."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getSaveFileName(
            self.window,
            self.tr("Where to keep the record"),
            str(suggested),
            self.tr("Family records (*.ehcp)"),
        )
        if not chosen:
            return suggested
        return Path(chosen) if chosen.endswith(SUFFIX) else Path(chosen + SUFFIX)

    def last(self) -> Path | None:
        """Return the record that was open last, if it is still there."""
        stored = QSettings().value("last")
        path = Path(str(stored)) if stored else None
        return path if path is not None and path.is_file() else None

    def _take(self, family: Family, copy: tempfile.TemporaryDirectory[str] | None = None) -> None:
        self._session.close()
        self._throw_copy_away()
        self._copy = copy
        if copy is None:
            QSettings().setValue("last", str(family.path.absolute()))
        self._session.open(family)
        self.opened.emit()

    def _throw_copy_away(self) -> None:
        folder, self._copy = self._copy, None
        if folder is not None:
            folder.cleanup()

    def _folder(self) -> Path:
        from ehcp_desktop.paths import records_folder

        last = self.last()
        return last.parent if last else records_folder()
