"""One notice a day in the tray when something is pressing; it names nobody, and it is no watcher.

It is given after the start, and nothing stays behind when the window is closed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from ehcp_desktop.ui.icons import program_icon

if TYPE_CHECKING:
    from ehcp_desktop.ui.main_window import MainWindow
    from ehcp_desktop.ui.session import Session

SECONDS = 12  # that it is shown
_WANTED, _GIVEN = "notice", "noticed"
_LOOK_BACK = timedelta(days=8)  # then what is due today counts as due within a week


def is_possible() -> bool:
    """Tell whether this desktop has a tray that shows notices."""
    return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()


def is_wanted() -> bool:
    """Tell whether notices are on, as they are unless somebody turned them off."""
    return str(QSettings().value(_WANTED, "yes")) == "yes"


def want(wanted: bool) -> None:
    """Turn notices on or off on this computer."""
    QSettings().setValue(_WANTED, "yes" if wanted else "no")


def tell_pressing(window: MainWindow) -> QSystemTrayIcon | None:
    """Give the notice of the day, if there is one to give; a click on it shows Today.

    There is none for one of several families: it would keep here which record was opened when.
    """
    session = window.session
    is_own = session.is_open and window.files.listed is None
    if not (is_own and is_wanted() and is_possible() and _is_first_today(session)):
        return None
    words = pressing(session)
    return _shown(window, words) if words else None


def pressing(session: Session) -> str:
    """Return how much is due within a week, or has just passed, for all children; "" if none."""
    from ehcp_desktop.services.away import news_since
    from ehcp_desktop.services.today import agenda

    family, last = session.family, session.today() - _LOOK_BACK
    every = [
        news_since(family, child.id, agenda(family, child.id), last) for child in family.children
    ]
    due, late = sum(len(one.due) for one in every), sum(len(one.late) for one in every)
    told = ((_tr("{count} due within a week"), due), (_tr("{count} just past the day"), late))
    return ", ".join(words.format(count=count) for words, count in told if count)


def _is_first_today(session: Session) -> bool:
    """Tell whether this record has had no notice today, and keep that it has now."""
    today, record = session.today().isoformat(), session.family.store.identity
    day, *records = str(QSettings().value(_GIVEN) or today).split()
    given = records if day == today else []
    QSettings().setValue(_GIVEN, " ".join((today, *given, record)))
    return record not in given


def _shown(window: MainWindow, words: str) -> QSystemTrayIcon:
    tray = QSystemTrayIcon(program_icon(), window)
    tray.setToolTip("EHCP Desktop")

    def look() -> None:
        window.go("today")
        window.showNormal() if window.isMinimized() else window.raise_()
        window.activateWindow()

    tray.messageClicked.connect(look)
    tray.activated.connect(look)
    tray.show()
    tray.showMessage(_tr("EHCP Desktop: a look at Today"), words, program_icon(), SECONDS * 1000)
    QTimer.singleShot(2 * SECONDS * 1000, tray, tray.deleteLater)
    return tray


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrayNotice", text)
