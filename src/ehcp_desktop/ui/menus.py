"""The menu bar, described as data, and the small windows it opens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from ehcp_desktop.ui.theme import SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

    from ehcp_desktop.ui.main_window import MainWindow
    from ehcp_desktop.ui.theme import Theme


class Choice(NamedTuple):
    """One line of a menu: words, what it runs, its keys.

    `needs` is "record", "child", "write" or "".
    """

    words: str
    run: Callable[[], object]
    keys: str | QKeySequence.StandardKey = ""
    needs: str = ""
    role: QAction.MenuRole = QAction.MenuRole.NoRole


class MenuBar(QObject):
    """The menus of the main window; `refresh` greys out what cannot be done now."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._needing: list[tuple[QAction, str]] = []
        self._sizes: dict[str, QAction] = {}
        self._undo, self._redo = QAction(self), QAction(self)
        titles = ("&File", "&Edit", "&View", "&Go", "&Help")
        bar = window.menuBar()
        self._menus = [bar.addMenu(self.tr(title)) for title in titles]

    def fill(self) -> None:
        """Put the lines into the menus; the window can be painted before that."""
        if self._needing:
            return
        file, edit, view, go, help_ = self._menus
        self._file(file)
        self._edit(edit)
        self._view(view)
        self._go(go)
        self._help(help_)
        self.refresh()

    def _file(self, menu: QMenu) -> None:
        files, tr = self._window.files, self.tr
        self._menu(
            menu,
            Choice(tr("&Start a new record…"), files.start_new, "Ctrl+Shift+N"),
            Choice(tr("&Open…"), files.choose, _Keys.Open),
            Choice(tr("Look round with a &made-up family"), files.open_example),
            Choice(tr("&Families that I help…"), files.show_families),
            None,
            Choice(
                tr("&Import a spreadsheet…"),
                partial(self._exchange, "import_events"),
                "Ctrl+I",
                "write",
            ),
            Choice(tr("Update the &law from a file…"), self._update_law, needs="write"),
            Choice(
                tr("&Print or save the chronology…"),
                partial(self._exchange, "offer_chronology"),
                _Keys.Print,
                "child",
            ),
            Choice(
                tr("Print or save the &year ahead…"),
                partial(self._exchange, "offer_year"),
                needs="child",
            ),
            Choice(
                tr("Save &dates for your calendar…"),
                partial(self._exchange, "save_calendar"),
                needs="record",
            ),
            None,
            Choice(
                tr("Au&thority and keeping…"), partial(self._window.go, "keeping"), needs="record"
            ),
            Choice(tr("&Give the family a copy…"), self._give_copy, needs="write"),
            None,
            Choice(tr("&Close this record"), files.close_record, "Ctrl+W", "record"),
            Choice(tr("Close and fo&rget"), files.close_and_forget, "Ctrl+Shift+W", "record"),
            Choice(tr("&Quit"), self._window.close, _Keys.Quit, role=QAction.MenuRole.QuitRole),
        )

    def _edit(self, menu: QMenu) -> None:
        window, tr = self._window, self.tr
        session = window.session
        made = self._menu(
            menu,
            Choice(tr("&Undo"), session.undo, _Keys.Undo, "undo"),
            Choice(tr("&Redo"), session.redo, "Ctrl+Shift+Z", "redo"),
            None,
            Choice(tr("&Add to the record…"), partial(window.go, "add"), "Ctrl+N", "child"),
            Choice(
                tr("Take notes at a &meeting…"),
                partial(window.go, "meeting"),
                "Ctrl+Shift+M",
                "write",
            ),
            Choice(tr("&Find…"), self._find, _Keys.Find, "record"),
        )
        self._undo, self._redo = made[0], made[1]
        self._redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])

    def _view(self, menu: QMenu) -> None:
        sizes = menu.addMenu(self.tr("Text &size"))
        self._sizes = self._radio(
            sizes, {str(size): f"{size}%" for size in SIZES}, str(self._theme.size), self._resize
        )
        for words, step, keys in (
            (self.tr("&Larger text"), 1, ["Ctrl++", "Ctrl+="]),
            (self.tr("S&maller text"), -1, ["Ctrl+-"]),
        ):
            action = menu.addAction(words, partial(self._step, step))
            action.setShortcuts([QKeySequence(one) for one in keys])
        menu.addAction(
            self.tr("&Normal text"), QKeySequence("Ctrl+0"), partial(self._resize, "100")
        )
        menu.addSeparator()
        looks = {
            "system": self.tr("As the computer is &set"),
            "light": self.tr("L&ight"),
            "dark": self.tr("&Dark"),
            "comfort": self.tr("&Comfort: cream, larger and further apart"),
        }
        self._radio(menu, looks, self._theme.look, self._recolour)
        menu.addSeparator()
        minutes = {"0": self.tr("&Never")} | {
            one: self.tr("After {count} minutes").format(count=one) for one in ("5", "10", "20")
        }
        closing = menu.addMenu(self.tr("Close &by itself when nothing is typed"))
        self._radio(closing, minutes, str(QSettings().value("lock") or "0"), self._close_after)
        notice = menu.addAction(self.tr("N&otice at the start when something is due"))
        notice.setCheckable(True)
        notice.toggled.connect(self._want_notice)
        menu.aboutToShow.connect(partial(self._show_notice, notice))

    def _go(self, menu: QMenu) -> None:
        window = self._window
        screens = (
            Choice(
                f"&{place} {entry.title}", partial(window.go, entry.id), f"Ctrl+{place}", "record"
            )
            for place, entry in enumerate(window.entries, 1)
        )
        back = Choice(self.tr("&Back"), window.go_back, "Alt+Left", "record")
        self._menu(menu, back, None, *screens)

    def _help(self, menu: QMenu) -> None:
        tr = self.tr
        self._menu(
            menu,
            Choice(tr("&Keys"), self._show_keys, _Keys.HelpContents),
            Choice(tr("&Where to get advice"), self.show_advice),
            Choice(tr("&About EHCP Desktop"), self._show_about),
        )

    def _menu(self, menu: QMenu, *choices: Choice | None) -> list[QAction]:
        made: list[QAction] = []
        for choice in choices:
            if choice is None:
                menu.addSeparator()
                continue
            action = menu.addAction(choice.words, choice.run)
            action.setShortcut(choice.keys)
            action.setMenuRole(choice.role)
            made.append(action)
            if choice.needs:
                self._needing.append((action, choice.needs))
        return made

    def _radio(
        self, menu: QMenu, choices: dict[str, str], chosen: str, run: Callable[[str], object]
    ) -> dict[str, QAction]:
        group = QActionGroup(menu)
        made = {}
        for value, words in choices.items():
            action = menu.addAction(words, partial(run, value))
            action.setCheckable(True)
            action.setChecked(value == chosen)
            group.addAction(action)
            made[value] = action
        return made

    def refresh(self) -> None:
        """Grey out what cannot be done, and name what would be undone and redone."""
        session = self._window.session
        store = session.family.store if session.is_open else None
        writes = store is not None and not store.read_only
        undo, redo = (store.can_undo, store.can_redo) if store and writes else (None, None)
        allowed = {
            "record": store is not None,
            "child": store is not None and bool(session.child_id),
            "write": writes and bool(session.child_id),
            "undo": bool(undo),
            "redo": bool(redo),
        }
        for action, needs in self._needing:
            action.setEnabled(allowed[needs])
        self._undo.setText(f"{self.tr('&Undo')} {undo or ''}".strip())
        self._redo.setText(f"{self.tr('&Redo')} {redo or ''}".strip())

    @property
    def _theme(self) -> Theme:
        return self._window.theme

    def _exchange(self, name: str) -> None:
        from ehcp_desktop.ui import exchange

        getattr(exchange, name)(self._window.session, self._window)

    def _give_copy(self) -> None:
        from ehcp_desktop.ui.give_copy_dialog import GiveCopyDialog

        GiveCopyDialog(self._window.session, self._window).exec()

    def _update_law(self) -> None:
        from ehcp_desktop.ui.pack_dialog import update_law

        update_law(self._window.session, self._window)

    def _find(self) -> None:
        self._window.search.setFocus()
        self._window.search.selectAll()

    def _step(self, step: int) -> None:
        nearest = min(SIZES, key=lambda size: abs(size - self._theme.size))
        place = SIZES.index(nearest) + step
        self._resize(str(SIZES[max(0, min(place, len(SIZES) - 1))]))

    def _resize(self, size: str) -> None:
        self._theme.set_size(int(size))
        QSettings().setValue("size", int(size))
        if size in self._sizes:
            self._sizes[size].setChecked(True)

    def _recolour(self, look: str) -> None:
        self._theme.set_look(look)
        QSettings().setValue("look", look)

    def _close_after(self, minutes: str) -> None:
        QSettings().setValue("lock", minutes)
        self._window.watch_idle()

    def _show_notice(self, notice: QAction) -> None:
        """Show whether notices are on, where there is a tray that shows them."""
        from ehcp_desktop.ui import tray_notice

        notice.setVisible(tray_notice.is_possible())
        notice.setChecked(tray_notice.is_wanted())

    def _want_notice(self, wanted: bool) -> None:
        from ehcp_desktop.ui import tray_notice

        tray_notice.want(wanted)

    def _show_keys(self) -> None:
        from ehcp_desktop.ui.help_windows import show_keys

        show_keys(self._window)

    def show_advice(self) -> None:
        """Show who can help, with phone and address; no internet is needed."""
        from ehcp_desktop.ui.help_windows import show_advice

        show_advice(self._window)

    def _show_about(self) -> None:
        from ehcp_desktop.ui.help_windows import show_about

        show_about(self._window)


_Keys = QKeySequence.StandardKey
