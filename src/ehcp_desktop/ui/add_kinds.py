"""The left of the Add dialog: everyday kinds with their letters; and the list of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ehcp_desktop.ui.parts.fields import Field, LineField
from ehcp_desktop.ui.parts.layouts import GROUP, column
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.parts.nav_list import NavList

if TYPE_CHECKING:
    from ehcp_desktop.services.vocabulary import Vocabulary

ANY = "any"
DEFAULT_ICON = "pen-line"


def everyday() -> tuple[tuple[str, str, str, str], ...]:
    """Return the everyday kinds: kind, icon, words, letter."""
    return (
        ("call", "phone", _tr("Call"), "C"),
        ("email", "mail", _tr("Email"), "E"),
        ("letter", "mail-plus", _tr("Letter"), "L"),
        ("meeting", "users", _tr("Meeting"), "M"),
        ("review_meeting_held", "clipboard-check", _tr("Review meeting"), "V"),
        ("review_decision_received", "landmark", _tr("Decision letter"), "D"),
        ("new_report_received", "paperclip", _tr("Report or paper"), "P"),
        ("incident", "school", _tr("Something at school"), "S"),
        ("promise_made", "hand", _tr("Promise made"), "R"),
        ("celebration", "star", _tr("Good news"), "G"),
        ("note", "pen-line", _tr("Note"), "N"),
        (ANY, "list", _tr("Something else…"), "O"),
    )


def everyday_list() -> NavList:
    """Return the list of the everyday kinds."""
    made = NavList(_tr("What happened"))
    for kind, icon, words, letter in everyday():
        made.add(kind, icon, words, letter)
    return made


class AnyKind(QWidget):
    """Every kind of event, by group, found by a few letters. Emits `picked` with the kind."""

    picked = Signal(str)

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self.filter = LineField(self.tr("Type a word: appeal, mediation, assessment…"))
        self.kinds = ItemList(self.tr("Every kind of event"))
        self.kinds.opened.connect(self.picked)
        self.kinds.clicked.connect(lambda: self.picked.emit(self.kinds.current()))
        self.filter.edited.connect(self._show)
        inside = column(self, spacing=GROUP)
        inside.addWidget(Field(self.tr("&Find what happened"), self.filter))
        inside.addWidget(self.kinds, 1)
        self.setFocusProxy(self.filter)
        self._show()

    def _show(self) -> None:
        words = self.filter.value().casefold().split()
        shown: list[Item] = []
        for group, title in self._vocabulary.groups.items():
            heading = title
            for kind in self._vocabulary.in_group(group):
                text = f"{title} {kind.title} {kind.id} {kind.hint}".casefold()
                if all(word in text for word in words):
                    shown.append(
                        Item(
                            id=kind.id,
                            title=kind.title,
                            detail=kind.hint,
                            icon=kind.icon or DEFAULT_ICON,
                            heading=heading,
                        )
                    )
                    heading = ""
        self.kinds.show_items(shown)
        if words and shown:
            self.kinds.choose(shown[0].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows and Enter work while the words are being typed."""
        keys = Qt.Key
        if event.key() in (keys.Key_Down, keys.Key_Up, keys.Key_Return, keys.Key_Enter):
            self.kinds.choose_first()
            self.kinds.keyPressEvent(event)
            return
        super().keyPressEvent(event)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AddKinds", text)
