"""Where files are saved and looked for: the folder used last, else Documents, else home."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.ui.session import Session

_KEY = "folder"
_APART = "folder"  # of the application: the folder used last, while nothing may be written down


def start_folder() -> Path:
    """Return the folder in which a file is saved or looked for first."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    apart = _program().property(_APART)
    used = QSettings().value(_KEY) if apart is None else apart
    for place in (str(used or ""), documents):
        if place and Path(place).is_dir():
            return Path(place)
    return Path.home()


def ask_where(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask where to save a file of this name, and keep the folder for the next time.

    A name that is typed without its ending gets the one of the kind that was chosen.
    """
    chosen, kind = QFileDialog.getSaveFileName(parent, title, str(start_folder() / name), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    ending = (kind or kinds.partition(";;")[0]).rpartition("*")[2].rstrip(")")
    endings = [one.rpartition("*")[2].rstrip(")") for one in kinds.split(";;")]
    if path.suffix.casefold() not in endings:
        path = Path(chosen + ending)
    _use(path.absolute().parent)
    return path


def ask_for_file(parent: QWidget, title: str, kinds: str = "") -> Path | None:
    """Ask for one file to take in."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(start_folder()), kinds)
    return Path(chosen) if chosen else None


def ask_for_files(parent: QWidget, title: str) -> list[Path]:
    """Ask for files to take in; none when nothing is chosen."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(start_folder()))
    return [Path(one) for one in chosen]


def keep_apart() -> None:
    """Remember from now on no folder, which may bear a family's name, but while it is open."""
    _program().setProperty(_APART, "")


def forget() -> None:
    """Forget the folder used last, also the one that Qt's own dialogs keep for every program."""
    _program().setProperty(_APART, None)
    QSettings().remove(_KEY)
    of_dialogs = QSettings(QSettings.Scope.UserScope, "QtProject")
    for key in ("lastVisited", "history"):
        of_dialogs.remove(f"FileDialog/{key}")


def _use(folder: Path) -> None:
    if _program().property(_APART) is None:
        QSettings().setValue(_KEY, str(folder))
    else:
        _program().setProperty(_APART, str(folder))


def _program() -> QCoreApplication:
    return cast("QCoreApplication", QCoreApplication.instance())


def tell_saved(session: Session, path: Path, more: str = "") -> None:
    """Say in which folder a file now is, with a button that opens it; `more` says what for."""
    words = _tr("Saved in {folder} as {name}.").format(folder=_spoken(path), name=path.name)
    session.offered.emit(f"{words} {more}".rstrip(), _tr("Open"), lambda: open_file(path))


def open_file(path: Path) -> None:
    """Open a file in the program that this computer has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _spoken(path: Path) -> str:
    folder = path.absolute().parent
    return _tr("your home folder") if folder == Path.home() else folder.name or str(folder)


def _tr(words: str) -> str:
    return QCoreApplication.translate("places", words)
