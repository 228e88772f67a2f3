"""Adding people to a review: those the family knows, one by one, or a list that is pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence

from ehcp_desktop.services import people_typed, review_people
from ehcp_desktop.ui.parts.buttons import allow, button, link
from ehcp_desktop.ui.parts.fields import Field, LineField, LongField
from ehcp_desktop.ui.parts.layouts import ButtonRow, Card

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QKeyEvent

    from ehcp_desktop.domain.invitee import Invitee
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.ui.session import Session

_ENTER = (0x01000004, 0x01000005)  # Key_Return and Key_Enter
_NAMED = 3  # names that the message at the foot says


class NameField(LineField):
    """A line for a name; several lines that are pasted are told apart. Enter gives it off."""

    entered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give off the name on Enter, or a list as it is pasted."""
        pasted = QGuiApplication.clipboard().text().strip()
        if event.matches(QKeySequence.StandardKey.Paste) and "\n" in pasted:
            self.entered.emit(pasted)
        elif event.key() in _ENTER:
            self.entered.emit(self.value())
        else:
            super().keyPressEvent(event)


class InviteeAdding(Card):
    """Fields that add people to a review. `added` says that some were."""

    added = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._review: Review | None = None
        self._names: tuple[str, ...] = ()
        self._left = ""  # what was typed before, and has no name
        self.name = NameField()
        self.name.entered.connect(self._add_typed)
        self.add_one = button(
            self.tr("Add"), lambda: self._add_typed(self.name.value()), name=self.tr("Add them")
        )
        words = self.tr("&Begin with who we know")
        self.begin = button(words, self._begin, image="users")
        self.ask_list = link(self.tr("Add a l&ist…"), self._ask_list, image="list")
        hint = self.tr("A name, and the role after a comma: Mrs Bell, SENCO. Enter adds them.")
        self.body.addWidget(Field(self.tr("&Who to add"), self.name, hint))
        self.body.addWidget(ButtonRow(self.add_one, self.begin, self.ask_list))
        self._lay_list()
        session.leaving.connect(self.flush)

    def _lay_list(self) -> None:
        self.several = LongField(lines=5)
        hint = self.tr("One person on each line, each with the role after a comma")
        self._list_field = Field(self.tr("The list"), self.several, hint)
        self.add_all = button(self.tr("Add all of them"), self._add_list)
        for part in (self._list_field, self.add_all):
            self.body.addWidget(part)
            part.hide()

    def show_review(self, review: Review) -> None:
        """Add to this review from now on; what was typed for another is kept with that."""
        if self._review is None or self._review.id != review.id:
            self.flush()
            self._review = review
            self._show_left()
        names = review_people.names(self._session.family)
        if names != self._names:
            self._names = names
            self.name.suggest(names)
        for part in (self.name, self.add_one, self.begin, self.ask_list):
            allow(part, self._session.why_read_only)

    def flush(self) -> None:
        """Add those who were typed; what has no name is kept, and shown again."""
        review, typed = self._review, self._typed()
        if review is None or not self._session.is_open or typed == self._left:
            return
        family = self._session.family
        self._fill("")  # the page shows itself again before this is over
        if self._session.done(lambda: people_typed.keep(family, review, typed)):
            self._show_left()
        else:
            self._fill(typed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being typed when another tab is shown."""
        super().hideEvent(event)
        self.flush()

    def _typed(self) -> str:
        both = (self.name.value(), self.several.value())
        return "\n".join(one.strip() for one in both if one.strip())

    def _show_left(self) -> None:
        if self._review is not None:
            self._fill(people_typed.left(self._session.family, self._review))

    def _fill(self, typed: str) -> None:
        self._left = typed
        self.name.set_value("" if "\n" in typed else typed)
        self._close_list()
        if "\n" in typed:
            self.several.set_value(typed)
            self._show_list()

    def _begin(self) -> None:
        self._do(lambda review: review_people.begin(self._session.family, review))

    def _add_typed(self, typed: str) -> None:
        if self._add(typed):
            self.name.clear()
            self.name.setFocus()

    def _add_list(self) -> None:
        if self._add(self.several.value()):
            self._close_list()
            self.ask_list.setFocus()

    def _add(self, typed: str) -> bool:
        family = self._session.family
        return self._do(lambda review: review_people.add(family, review.id, typed))

    def _do(self, work: Callable[[Review], list[Invitee]]) -> bool:
        """Add people and say how many; False when that was refused."""
        review = self._review
        if review is None:
            return False
        found = self._session.attempt(lambda: work(review))
        if found is None:
            return False
        if found:
            names = ", ".join(one.name for one in found[:_NAMED])
            more = self.tr(" and more") if len(found) > _NAMED else ""
            said = self.tr("Added: {names}{more}.").format(names=names, more=more)
            self._session.say(said, undo=True)
            self.added.emit()
        else:
            self._session.say(self.tr("Everyone there is in the grid already."))
        return True

    def _ask_list(self) -> None:
        self._show_list()
        self.several.setFocus()

    def _show_list(self) -> None:
        for part in (self._list_field, self.add_all):
            part.show()

    def _close_list(self) -> None:
        self.several.clear()
        for part in (self._list_field, self.add_all):
            part.hide()
