"""The search box: results as you type, in groups, under the box; Enter opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from ehcp_desktop.ui.icons import icon
from ehcp_desktop.ui.parts.layouts import GROUP, column
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent

    from ehcp_desktop.services.search import Hit
    from ehcp_desktop.ui.parts.lists import Item, ItemList
    from ehcp_desktop.ui.session import Session

PAUSE_MS = 80
_MOST = 30
_SCREENS = {
    "event": "story",
    "letter": "letters",
    "dispatch": "letters",
    "paper": "papers",
    "section": "plan",
    "plan": "plan",
    "contact": "people",
    "role": "people",
    "review": "reviews",
    "minutes": "reviews",
    "action_item": "reviews",
    "meeting_line": "reviews",
    "invitee": "reviews",
    "correction": "reviews",
    "preparation": "reviews",
    "child": "people",
}
_GROUPS = {
    "story": "Story",
    "letters": "Letters",
    "papers": "Papers",
    "plan": "Plan",
    "people": "People",
    "reviews": "Reviews",
}


class SearchBox(QLineEdit):
    """Emits `found` with the screen, the kind and the id of what was chosen."""

    found = Signal(str, str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._results: _Results | None = None
        self._hint()
        self.setAccessibleName(self.tr("Search everything"))
        self.setClearButtonEnabled(False)
        self.addAction(icon("search", "second"), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.look)
        self.textChanged.connect(lambda _: self._timer.start())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say it shorter where there is little room."""
        super().resizeEvent(event)
        self._hint()

    def _hint(self) -> None:
        full, short = self.tr("Search everything   Ctrl+F"), self.tr("Search")
        self.setPlaceholderText(full if self.width() > em(18) else short)

    def forget(self) -> None:
        """Keep nothing of what was searched for and found, for Undo neither."""
        self.setText("")
        if self._results is not None:
            self._results.deleteLater()
            self._results = None

    def look(self) -> None:
        """Search now and show what is found."""
        words = self.text().strip()
        if not words or not self._session.is_open:
            self._hide()
            return
        from ehcp_desktop.services.search import find

        hits = find(self._session.family, words, _MOST)
        self._shown().show_hits(hits, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the results while typing goes on; Esc puts them away."""
        from PySide6.QtCore import Qt  # here, see theme.py

        results = self._results
        if results is not None and results.isVisible() and results.takes(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._hide()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.look()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the results away when the focus leaves both."""
        super().focusOutEvent(event)
        QTimer.singleShot(0, self._hide_if_left)

    def _hide_if_left(self) -> None:
        results = self._results
        if results is not None and not self.hasFocus() and not results.items.hasFocus():
            results.hide()

    def _hide(self) -> None:
        if self._results is not None:
            self._results.hide()

    def _shown(self) -> _Results:
        if self._results is None:
            self._results = _Results(self.window())
            items = self._results.items
            items.opened.connect(self._open)
            items.clicked.connect(lambda _: self._open(items.current()))
        return self._results

    def _open(self, item_id: str) -> None:
        kind, _, record_id = item_id.partition(":")
        self._hide()
        self.clear()
        self.found.emit(_SCREENS.get(kind, "story"), kind, record_id)


class _Results(QFrame):
    """The list of what was found, over the page."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        from ehcp_desktop.ui.parts.lists import ItemList

        self.setProperty("frame", "popup")
        self._window = window
        self.items: ItemList = ItemList(self.tr("Found"))
        self.items.setProperty("frame", "nav")
        words = self.tr(
            "Nothing has these words. Try fewer letters. "
            "The words inside papers are not searched yet."
        )
        self._none = label(words, "second")
        inside = column(self, margins=(GROUP,) * 4)
        inside.addWidget(self._none)
        inside.addWidget(self.items)
        window.installEventFilter(self)

    def show_hits(self, hits: list[Hit], box: QWidget) -> None:
        """Show them under the box."""
        found = _grouped(hits)
        self.items.show_items(found)
        if found:
            self.items.choose(found[0].id)
        self._none.setVisible(not found)
        self.items.setVisible(bool(found))
        corner = box.mapTo(self._window, QPoint(0, box.height() + 4))
        self.move(corner)
        room = self._window.height() - corner.y() - em(2)
        wide = min(max(box.width(), em(34)), self._window.width() - corner.x() - em(1))
        self.resize(wide, min(em(30), room) if found else em(5))
        self.show()
        self.raise_()

    def takes(self, event: QKeyEvent) -> bool:
        """Let the arrows choose and Enter open; anything else is still typing."""
        from PySide6.QtCore import Qt

        keys = Qt.Key
        if event.key() in (keys.Key_Down, keys.Key_Up, keys.Key_PageDown, keys.Key_PageUp):
            self.items.keyPressEvent(event)
            return True
        if event.key() in (keys.Key_Return, keys.Key_Enter) and self.items.current():
            self.items.opened.emit(self.items.current())
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go away when the window changes under it."""
        if event.type() == QEvent.Type.Resize:
            self.hide()
        return super().eventFilter(watched, event)


def _grouped(hits: list[Hit]) -> list[Item]:
    """Return the hits screen by screen, the newest first in each."""
    from ehcp_desktop.ui.parts.lists import Item

    made: list[Item] = []
    for screen, title in _GROUPS.items():
        heading = title
        for hit in hits:
            if _SCREENS.get(hit.kind, "story") == screen:
                made.append(
                    Item(
                        id=f"{hit.kind}:{hit.id}",
                        title=hit.title,
                        detail=" · ".join(
                            filter(None, (hit.on.spoken() if hit.on else "", hit.snippet))
                        ),
                        heading=heading,
                    )
                )
                heading = ""
    return made
