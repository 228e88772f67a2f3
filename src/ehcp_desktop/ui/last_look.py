"""When a record was last looked at on this computer; to look at it does not change its file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSettings

if TYPE_CHECKING:
    from ehcp_desktop.ui.session import Session

_RECORDS = 200  # whose last day is kept


def last_look(session: Session) -> date | None:
    """Return the day before today on which the record was last looked at, and keep today.

    None for the first look ever, and for each further one on the same day. Of one of several
    families that somebody helps, no day is kept on this computer.
    """
    today = session.today()
    settings = QSettings()
    settings.beginGroup("seen")
    key = session.family.store.identity
    if _is_apart():
        settings.remove(key)
        return None
    kept = str(settings.value(key) or "")
    if kept == today.isoformat():
        return None
    settings.setValue(key, today.isoformat())
    _forget_oldest(settings)
    last = date.fromisoformat(kept) if kept else None
    return last if last is not None and last < today else None


def _is_apart() -> bool:
    """Tell what ui.places keeps, which is not read here: Today is shown at the start."""
    program = QCoreApplication.instance()
    return program is not None and program.property("folder") is not None


def _forget_oldest(settings: QSettings) -> None:
    keys = settings.childKeys()
    if len(keys) > _RECORDS:
        for old in sorted(keys, key=lambda one: str(settings.value(one)))[:-_RECORDS]:
            settings.remove(old)
