"""Where files are saved and looked for: the folder used last, else Documents, else home."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.ui.session import Session

_KEY = "folder"
_APART = "folder"  # of the application: the folder used last, while nothing may be written down
_LABEL, _NAMES, _TOLD = "label", "names", "told"  # likewise: of the family that is open
_BEFORE = r"(?:\s+(?:of|for|about)|\s*[,:])?\s*\b"  # what goes with a name that is left out
_AFTER = r"\b(?:['’]s\b)?"


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
    chosen, kind = QFileDialog.getSaveFileName(
        parent, title, str(start_folder() / suggested(name)), kinds
    )
    if not chosen:
        return None
    path = Path(chosen)
    ending = (kind or kinds.partition(";;")[0]).rpartition("*")[2].rstrip(")")
    endings = [one.rpartition("*")[2].rstrip(")") for one in kinds.split(";;")]
    if path.suffix.casefold() not in endings:
        path = Path(chosen + ending)
    _use(path.absolute().parent)
    return path


def suggested(name: str) -> str:
    """Return what a file is called at first; of a family of the list by its label, not by name.

    The window in which the next family's is saved would show it.
    """
    family = str(_program().property(_LABEL) or "")
    if not family:
        return name
    from ehcp_desktop.services.papers import safe_name

    ending = re.search(r"(?:\.\w{1,5})?$", name)
    stop = ending.start() if ending else len(name)
    return safe_name(" - ".join(filter(None, (family, unnamed(name[:stop])))) + name[stop:])


def unnamed(words: str) -> str:
    """Return what something is called without the children of a family of the list."""
    names = _program().property(_NAMES)
    for full in names() if names else ():
        for one in filter(None, (full, *sorted(full.split(), key=len, reverse=True))):
            words = re.sub(_BEFORE + re.escape(one) + _AFTER, "", words)
    return " ".join(words.split()).strip(" ,-–")


def ask_for_file(parent: QWidget, title: str, kinds: str = "") -> Path | None:
    """Ask for one file to take in."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(start_folder()), kinds)
    return Path(chosen) if chosen else None


def ask_for_files(parent: QWidget, title: str) -> list[Path]:
    """Ask for files to take in; none when nothing is chosen."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(start_folder()))
    return [Path(one) for one in chosen]


def keep_apart(label: str, names: Callable[[], Iterable[str]] = tuple) -> None:
    """Remember from now on no folder, which may bear a family's name, but while it is open.

    What is saved is named by the label; `names` gives the children, whom no file names.
    """
    told = {_APART: "", _LABEL: label, _NAMES: names, _TOLD: False}
    for key, value in told.items():
        _program().setProperty(key, value)


def forget() -> None:
    """Forget the folder used last, also the one that Qt's own dialogs keep for every program."""
    for key in (_APART, _LABEL, _NAMES, _TOLD):
        _program().setProperty(key, None)
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
    words = " ".join(filter(None, (words, more, _stays())))
    session.offered.emit(words, _tr("Open"), lambda: open_file(path))


def _stays() -> str:
    """Say once while a family of the list is open that what is saved is not forgotten with it."""
    if _program().property(_TOLD) is not False:
        return ""
    _program().setProperty(_TOLD, True)
    return _tr("A paper that you save stays on this computer until you delete it.")


def open_file(path: Path) -> None:
    """Open a file in the program that this computer has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _spoken(path: Path) -> str:
    folder = path.absolute().parent
    return _tr("your home folder") if folder == Path.home() else folder.name or str(folder)


def _tr(words: str) -> str:
    return QCoreApplication.translate("places", words)
