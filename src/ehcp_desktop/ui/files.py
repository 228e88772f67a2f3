"""Making, opening and closing family files, for the File menu and the first window."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from ehcp_desktop.errors import EhcpError, PassphraseNeeded, WrongPassphrase
from ehcp_desktop.services.family import Family

if TYPE_CHECKING:
    import tempfile
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.services.families import Families, Listed
    from ehcp_desktop.ui.first_run import StartFacts
    from ehcp_desktop.ui.session import Session

SUFFIX = ".ehcp"


class Files(QObject):
    """Opens records into the session. `opened` and `closed` follow; `refused` says why not.

    `listed` is the open family when it is one of several that somebody helps: of those nothing
    stays on the screen or on this computer once they are closed, and none opens by itself.
    """

    opened = Signal()
    closed = Signal()
    families_wanted = Signal()
    locked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self.window: QWidget | None = None
        self.listed: Listed | None = None
        session.closing.connect(self._note_days)

    def name_of(self, family: Family) -> str:
        """Return what a record is called on the screen."""
        if self.listed is not None:
            return self.listed.name
        if self._copy is not None and family.path.is_relative_to(self._copy.name):
            return self.tr("Made-up family")
        return family.path.stem

    def open_path(self, path: Path, *, passphrase: str | None = None) -> bool:
        """Open a record, asking for its passphrase if it has one; False when it was not opened."""
        try:
            listed = self._listed(path)
        except EhcpError as problem:
            self._session.refused.emit(str(problem))
            return False
        return self._open(path, listed, passphrase)

    def open_listed(self, listed: Listed) -> bool:
        """Open a family of the list; no sentence on the way names its file."""
        return self._open(listed.path, listed)

    def _open(self, path: Path, listed: Listed | None, passphrase: str | None = None) -> bool:
        try:
            family = Family.open(path, passphrase, self._session.today)
            listed = listed and self._noted(listed, family)
        except (PassphraseNeeded, WrongPassphrase) as problem:
            return self._ask_and_open(path, listed, str(problem))
        except EhcpError as problem:
            self._session.refused.emit(_without_place(listed, str(problem)))
            return False
        self._take(family, listed=listed)
        return True

    def _noted(self, listed: Listed, family: Family) -> Listed:
        """Note on the list that a family was opened; a file with another family's stays shut."""
        try:
            return self.families.note(listed, family)
        except EhcpError:
            family.close()
            raise

    def _note_days(self) -> None:
        """Let the list have the days that the record names as it is closed."""
        if self.listed is not None:
            with suppress(EhcpError):  # it has those of the day it was opened
                self.families.note(self.listed, self._session.family)

    def _ask_and_open(self, path: Path, listed: Listed | None, words: str) -> bool:
        from PySide6.QtWidgets import QInputDialog, QLabel, QLineEdit

        from ehcp_desktop.ui.parts.dialogs import fit_to_screen
        from ehcp_desktop.ui.theme import em

        asked = QInputDialog(self.window)
        asked.setWindowTitle(self.tr("Passphrase"))
        asked.setLabelText(_without_place(listed, words))
        asked.setTextEchoMode(QLineEdit.EchoMode.Password)
        for said in asked.findChildren(QLabel):
            said.setWordWrap(True)  # the sentence may be longer than the screen is wide
        fit_to_screen(asked, em(30))
        given = asked.exec() == QInputDialog.DialogCode.Accepted
        passphrase = asked.textValue()
        asked.setTextValue("")  # so that it does not stay in the window
        asked.deleteLater()
        return given and self._open(path, listed, passphrase)

    @property
    def families(self) -> Families:
        """The list of the families that somebody helps."""
        from ehcp_desktop.services.families import families

        return families()

    @property
    def has_families(self) -> bool:
        """True once a family was put on the list; the list itself is not read for it."""
        from ehcp_desktop.paths import families_file

        return families_file().is_file()

    def attempt(self, work: Callable[[], object]) -> bool:
        """Do something to the list, which needs no open record; False when it was refused."""
        try:
            work()
        except EhcpError as problem:
            self._session.refused.emit(str(problem))
            return False
        return True

    def put_on_list(self, path: Path) -> None:
        """Put a record on the list of families; from now on it does not open by itself."""
        self.families.add(path)
        _forget_last(path)

    def move_on_list(self, listed: Listed) -> None:
        """Keep where the record of a family of the list lies now; nor does that open by itself."""
        self.families.move(listed)
        _forget_last(listed.path)

    def _listed(self, path: Path) -> Listed | None:
        """Return the family of the list that a record is; the family's own is never looked up."""
        is_own = _is_last(path) or not self.has_families
        return None if is_own else self.families.holding(path)

    def show_families(self) -> None:
        """Show the list of families; the open record is closed, and nothing of it stays."""
        if self._session.is_open:
            self._let_go()
        self.families_wanted.emit()

    def start_new(self) -> None:
        """Show the first window, where a new record is started; the open one is closed."""
        self._let_go()
        self.closed.emit()

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

    def start(
        self, path: Path, passphrase: str | None, facts: StartFacts, label: str | None = None
    ) -> bool:
        """Make a record with the four facts and open it; False when it was refused.

        With a `label`, which may be "", it goes on the list of families.
        """
        from ehcp_desktop.services.children import start_record

        try:
            family = Family.create(path, passphrase, self._session.today)
        except EhcpError as problem:
            self._session.refused.emit(str(problem))
            return False
        try:
            start_record(family, facts.child, facts.newest_plan, facts.is_first)
            listed = None if label is None else self._put_new_on_list(family, label)
        except EhcpError as problem:
            family.close()
            path.unlink()
            self._session.refused.emit(str(problem))
            return False
        self._take(family, listed=listed)
        if passphrase:
            self._show_recovery_code(family.store.recovery_code)
        return True

    def _put_new_on_list(self, family: Family, label: str) -> Listed:
        return self.families.note(self.families.add(family.path, label), family)

    def _show_recovery_code(self, code: str) -> None:
        from ehcp_desktop.ui.passphrase import RecoveryCode

        label = self.listed.name if self.listed else ""
        RecoveryCode(code, self._session.family.path.stem, label, self.window).exec()

    def close_record(self) -> None:
        """Close the record and show the first window, or the list that it is one of."""
        is_one_of_several = self.listed is not None
        self._let_go()
        (self.families_wanted if is_one_of_several else self.closed).emit()

    def close_and_forget(self) -> None:
        """Close the record, and take away all that would show on this computer what it was."""
        from ehcp_desktop.ui.forgetting import forget

        self._let_go()
        forget()
        (self.families_wanted if self.has_families else self.closed).emit()
        self._session.say(self.tr("Closed. Nothing of it is on the screen."))

    @property
    def lock_minutes(self) -> int:
        """After how many minutes without a key the open record closes by itself; 0 for never."""
        if self._copy is not None or not self._session.is_open:
            return 0
        if self.listed is not None:
            return self.families.lock_minutes
        return int(str(QSettings().value("lock") or 0))

    def lock(self) -> None:
        """Close the record, as nobody is there: to the list, or to where it is opened again."""
        path, is_one_of_several = self._session.family.path, self.listed is not None
        if is_one_of_several:
            self.close_record()
            self._session.say(self.tr("Closed, since nothing was typed. All of it is saved."))
        else:
            self._session.close()
            self.locked.emit(path)

    def leave(self) -> None:
        """Close the record as the program ends; it opens by itself next time, if it is our own."""
        if not self._session.is_open:
            self._session.leaving.emit()  # a label that is being typed on the list
        if self.listed is not None:
            self._let_go()
        else:
            self._session.close()

    def _let_go(self) -> None:
        self._session.close()
        was_listed, self.listed = self.listed is not None, None
        self._throw_copy_away()
        if was_listed:
            from ehcp_desktop.ui.forgetting import forget

            forget()
        else:
            QSettings().remove("last")

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

    def _take(
        self,
        family: Family,
        copy: tempfile.TemporaryDirectory[str] | None = None,
        listed: Listed | None = None,
    ) -> None:
        if self.listed is not None or (listed is not None and self._session.is_open):
            self._let_go()
        self._session.close()
        self._throw_copy_away()
        self._copy, self.listed = copy, listed
        if listed is not None:
            from ehcp_desktop.ui.places import keep_apart

            keep_apart(listed.name, self._children)
            _forget_last(family.path)
        elif copy is None:
            QSettings().setValue("last", str(family.path.absolute()))
        self._session.open(family)
        self.opened.emit()

    def _children(self) -> list[str]:
        return [one.name for one in self._session.family.store.children.all()]

    def _throw_copy_away(self) -> None:
        folder, self._copy = self._copy, None
        if folder is not None:
            folder.cleanup()

    def _folder(self) -> Path:
        from ehcp_desktop.paths import records_folder

        last = self.last()
        return last.parent if last else records_folder()


def _is_last(path: Path) -> bool:
    last = QSettings().value("last")
    return bool(last) and Path(str(last)).resolve() == path.resolve()


def _forget_last(path: Path) -> None:
    """Let a record of the list not open by itself, though it was the family's own until now."""
    if _is_last(path):
        QSettings().remove("last")


def _without_place(listed: Listed | None, sentence: str) -> str:
    return listed.without_place(sentence) if listed else sentence
