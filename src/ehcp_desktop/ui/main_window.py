"""The window: sidebar, toolbar, the screen that is shown, and going from one to another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from ehcp_desktop.ui import menus
from ehcp_desktop.ui.errors import show_refusal
from ehcp_desktop.ui.icons import program_icon
from ehcp_desktop.ui.pages import PAGES
from ehcp_desktop.ui.parts.buttons import allow, button, link
from ehcp_desktop.ui.parts.layouts import GROUP, SIDE, column, line
from ehcp_desktop.ui.search_box import SearchBox
from ehcp_desktop.ui.sidebar import Sidebar
from ehcp_desktop.ui.status_line import StatusLine
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QPushButton

    from ehcp_desktop.ui.beside import Beside
    from ehcp_desktop.ui.files import Files
    from ehcp_desktop.ui.locking import Locking
    from ehcp_desktop.ui.meeting_window import MeetingWindow
    from ehcp_desktop.ui.pages import PageEntry
    from ehcp_desktop.ui.parts.popups import Toast
    from ehcp_desktop.ui.session import Session
    from ehcp_desktop.ui.theme import Theme

BESIDE = ("add", "meeting", "school_dates", "keeping")  # what is no screen
_SEEN = 20  # milliseconds; what is painted reaches the screen when there is nothing to do


class MainWindow(QMainWindow):
    """Shows one screen at a time; each is built on its first visit."""

    ready = Signal()

    def __init__(self, session: Session, theme: Theme, files: Files) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.files = files
        self.entries = PAGES
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._trail: list[str] = []
        self._current = ""
        self._toast: Toast | None = None
        self._beside: Beside | None = None
        self._locking: Locking | None = None
        self._forget: QPushButton | None = None
        self._outside: QWidget | None = None  # what is shown while no record is open
        self._lay()
        self.menus = menus.MenuBar(self)
        self._held = False
        self._listen()
        room = self.screen().availableSize()  # an old laptop has fewer pixels than we would like
        self.resize(QSize(em(78), em(52)).boundedTo(room))
        self.setMinimumSize(640, 480)

    def _lay(self) -> None:
        self.sidebar = Sidebar(self.entries)
        self.search = SearchBox(self.session)
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self.setStatusBar(self.status)
        right = column(spacing=0)
        right.addWidget(self._toolbar())
        right.addWidget(self.stack, 1)
        self._record = QWidget()
        self._record.setProperty("ground", "page")
        both = line(self._record, spacing=0)
        both.addWidget(self.sidebar)
        both.addLayout(right, 1)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self._record)
        self.setCentralWidget(self._rooms)

    def _toolbar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("frame", "toolbar")
        inside: QHBoxLayout = line(bar, spacing=GROUP, margins=(SIDE - 6, GROUP, SIDE, GROUP))
        self.back = link(self.tr("Back"), self.go_back, image="arrow-left")
        self.add = button(
            self.tr("Add"), lambda: self.go("add"), kind="accent", image="plus",
            name=self.tr("Add to the record"),
        )  # fmt: skip
        self._allow_back()
        self.search.setMaximumWidth(em(30))
        inside.addWidget(self.back)
        inside.addWidget(self.search, 3)
        inside.addStretch(1)
        inside.addWidget(self.add)
        self._bar = inside
        return bar

    def _offer_forgetting(self) -> None:
        """Have a way at hand to close one of several families and leave nothing to be seen."""
        if self._forget is None and self.files.listed is not None:
            words = self.tr("Close and forget")
            self._forget = link(
                self.tr("Close"), self.files.close_and_forget, image="lock", name=words
            )
            self._forget.setToolTip(words)
            self._bar.insertWidget(self._bar.count() - 1, self._forget)
        if self._forget is not None:
            self._forget.setVisible(self.files.listed is not None)

    def _listen(self) -> None:
        self.sidebar.chosen.connect(self.go)
        self.sidebar.child_chosen.connect(self.session.look_at)
        self.sidebar.add_child.connect(self.files.add_child)
        self.sidebar.child_facts.connect(lambda: self.go("people", child=self.session.child_id))
        self.sidebar.school_dates.connect(lambda: self.go("school_dates"))
        self.search.found.connect(lambda page, kind, found: self.go(page, **{kind: found}))
        self.session.changed.connect(self._changed)
        self.session.child_changed.connect(self._changed)
        self.session.saved.connect(self.status.say_saved)
        self.session.refused.connect(self._refuse)
        self.session.said.connect(self._say)
        self.session.offered.connect(self._offer)
        self.session.turned.connect(self._say_turned)
        self.session.saved.connect(self._end_message)
        self.session.closing.connect(self._close_popups)
        self.status.advice_wanted.connect(self.menus.show_advice)

    def paint_first(self) -> None:
        """Let the window be seen, with whose record it is, before the law is read.

        The first screen is filled as soon as that is painted, then what nobody sees yet: the
        lines of the menus. `ready` follows.
        """
        self._held = True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Go on as soon as the window has been painted once."""
        super().paintEvent(event)
        if self._held:
            self._held = False
            QTimer.singleShot(0, self._fill)

    def _fill(self) -> None:
        QApplication.sync()  # what is painted is on the screen now, not when there is time
        if self.session.is_open:
            self._changed()
        QTimer.singleShot(_SEEN, self._finish)

    def _finish(self) -> None:
        self._held = False
        self.setWindowIcon(program_icon())
        self.menus.fill()
        self.menus.refresh()
        self.theme.follow_system()
        self._order_tabs()
        if self.session.is_open and self.session.family.store.told:
            self.session.say(self.session.family.store.told)
        self.watch_idle()
        self.ready.emit()

    def show_record(self) -> None:
        """Show the family that the session now holds, from its first screen."""
        self._rooms.setCurrentWidget(self._record)
        self._forget_pages()
        allow(self.add, self.session.why_read_only)
        store = self.session.family.store
        self.status.say_opened(store.held_by if store.read_only else "", store.read_only)
        self.setWindowTitle(self.tr("{record} – EHCP Desktop").format(record=self.record_name))
        self._offer_forgetting()
        self._name_family()
        self.go(self.entries[0].id)
        self.sidebar.setFocus()
        if not self._held:
            self._finish()

    def show_first(self) -> None:
        """Show where to begin: the list of families where one is kept, else the three choices."""
        if self.files.has_families:
            self.show_families()
        else:
            self.show_welcome()

    def show_welcome(self) -> None:
        """Show the choices of the first window; no record is open."""
        from ehcp_desktop.ui.first_run import FirstRun

        welcome = FirstRun(self.session.today, self.files)
        self._show_outside(welcome)
        welcome.greet()

    def show_families(self) -> None:
        """Show the list of families that somebody helps; no record is open."""
        from ehcp_desktop.ui import places
        from ehcp_desktop.ui.families_page import FamiliesPage

        places.forget()  # also what a program that was killed had no time to
        page = FamiliesPage(self.session, self.files)
        self._show_outside(page)
        page.greet()

    def show_locked(self, path: Path) -> None:
        """Show that the record closed by itself, with a way back; it names nobody."""
        from ehcp_desktop.ui.locked_page import LockedPage

        page = LockedPage(path, self.files)
        self._show_outside(page)
        page.greet()

    def watch_idle(self) -> None:
        """Close the record when nothing is typed for as long as was chosen, if that was."""
        minutes = self.files.lock_minutes
        if self._locking is None and minutes:
            from ehcp_desktop.ui.locking import Locking

            self._locking = Locking(self)
        if self._locking is not None:
            self._locking.idle.watch(minutes)

    def _close_popups(self) -> None:
        from ehcp_desktop.ui.cover import close_popups

        close_popups()

    @property
    def meeting(self) -> MeetingWindow | None:
        """The window in which the notes of a meeting are taken now."""
        return self._beside.meeting if self._beside is not None else None

    def _show_outside(self, page: QWidget) -> None:
        self._forget_pages()
        self.setWindowTitle("EHCP Desktop")
        self._outside = page
        self._rooms.addWidget(page)
        self._rooms.setCurrentWidget(page)
        self.status.say_closed()
        if not self._held:
            self._finish()

    @property
    def record_name(self) -> str:
        """What the open record is called: the name of its file."""
        return self.files.name_of(self.session.family)

    def go(self, page_id: str, **target: object) -> None:
        """Go to a screen and show something there; "add" and others open a dialog instead."""
        self.session.leaving.emit()
        if page_id == "add_child":
            self.files.add_child()
        elif page_id in BESIDE:
            self._open_beside(page_id, target)
        else:
            self._go_to(page_id, target)

    def _open_beside(self, place: str, target: dict[str, object]) -> None:
        from ehcp_desktop.ui.beside import Beside

        self._beside = self._beside or Beside(self)
        self._beside.open(place, target)

    def _go_to(self, page_id: str, target: dict[str, object]) -> None:
        page = self._page(page_id)
        if page is None:
            return
        if self._current and self._current != page_id:
            self._trail.append(self._current)
        self._show(page_id, page)
        if target:
            page.show_target(**target)  # type: ignore[attr-defined]  # every Screen has it

    def go_back(self) -> None:
        """Return to the screen before."""
        if self._trail:
            page_id = self._trail.pop()
            page = self._page(page_id)
            if page is not None:
                self.session.leaving.emit()
                self._show(page_id, page)

    def _show(self, page_id: str, page: QWidget) -> None:
        self._current = page_id
        if page_id in self._stale and not self._held:
            self._stale.discard(page_id)
            page.refresh()  # type: ignore[attr-defined]  # every Screen has it
        self.stack.setCurrentWidget(page)
        self.sidebar.select(page_id)
        self._allow_back()
        self.menus.refresh()

    def _allow_back(self) -> None:
        allow(self.back, "" if self._trail else self.tr("There is no screen before this one."))

    def _page(self, page_id: str) -> QWidget | None:
        entry: PageEntry | None = next((one for one in self.entries if one.id == page_id), None)
        if entry is None or not self.session.is_open:
            return None
        if page_id not in self._pages:
            page = entry.build(self.session, self.go)
            self._pages[page_id] = page
            self._stale.add(page_id)
            self.stack.addWidget(page)
        return self._pages[page_id]

    def _forget_pages(self) -> None:
        """Keep nothing of the record before: its screens, what was searched for, what was said."""
        if self._outside is not None:
            self._rooms.removeWidget(self._outside)
            self._outside.deleteLater()
            self._outside = None
        self._forget_dialogs()
        if not self._current:
            return
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages, self._stale, self._trail, self._current = {}, set(), [], ""
        self.sidebar.show_child("", None, ())
        self.sidebar.note("today", "")
        self.search.forget()
        if self._toast is not None:
            self._toast.deleteLater()
            self._toast = None

    def _forget_dialogs(self) -> None:
        for one in self.findChildren(QDialog):
            if not one.isVisible():
                one.deleteLater()

    def _changed(self) -> None:
        if not self.session.is_open:
            return
        self._name_family()
        self._stale = set(self._pages)
        current = self._pages.get(self._current)
        if current is not None:
            from ehcp_desktop.ui.parts.focus import keeping

            keeping(current, lambda: self._show(self._current, current))

    def _order_tabs(self) -> None:
        """Let Tab go through the screen as it reads, once it has been painted."""
        from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out

        current = self._pages.get(self._current)
        if current is not None:
            tab_as_laid_out(current)

    def _name_family(self) -> None:
        children = self.session.family.store.children.all(order="name")
        child = next((one for one in children if one.id == self.session.child_id), None)
        self.sidebar.show_child(self.record_name, child, children)
        late = 0 if self._held else self.session.agenda().red_count
        self.sidebar.note("today", self.tr("{count} late").format(count=late) if late else "")

    def _refuse(self, sentence: str) -> None:
        if self._locking is None or not self._locking.holds_refusal(sentence):
            show_refusal(self, sentence)

    def _say(self, words: str, undo: bool) -> None:
        self._offer(words, "", self.session.undo if undo else None)

    def _offer(self, words: str, word: str, run: Callable[[], object] | None) -> None:
        """Show a message, unless nobody may see it now."""
        again = partial(self._offer, words, word, run)
        if self._locking is not None and self._locking.holds(again):
            return
        from ehcp_desktop.ui.parts.popups import Toast

        self._toast = self._toast or Toast(self)
        self._toast.say(words, run, word)

    def _say_turned(self, name: str, back: bool) -> None:
        """Say what was taken back, with a button to do it again; or the other way round."""
        words = self.tr("Undone: {name}.") if back else self.tr("Done again: {name}.")
        run = self.session.redo if back else self.session.undo
        self._offer(words.format(name=name), self.tr("Redo") if back else "", run)

    def _end_message(self) -> None:
        """Take a message away once it is no longer about the last thing done."""
        if self._toast is not None:
            self._toast.hide()

    def restore_place(self) -> None:
        """Put the window where it was."""
        geometry = QSettings().value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed; never ask."""
        QSettings().setValue("geometry", self.saveGeometry())
        self.files.leave()
        super().closeEvent(event)
