"""The letters that are not sent yet: go on with one, or write it again by newer law."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from ehcp_desktop.domain.when import When
from ehcp_desktop.ui.parts.layouts import BoxedList, column
from ehcp_desktop.ui.parts.rows import Row, RowText
from ehcp_desktop.ui.parts.text import Counted

if TYPE_CHECKING:
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.parts.rows import Choices
    from ehcp_desktop.ui.session import Session


class Drafts(QWidget):
    """The drafts of the child, the newest first; nothing is seen when there are none."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self._title = Counted(self.tr("Not sent yet"), 0)
        self.list = BoxedList(self.tr("Letters that are not sent yet"))
        # Never wider than the page: its rows are as wide as they were in a wider window.
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inside = column(self)
        inside.addWidget(self._title)
        inside.addWidget(self.list)

    def refresh(self) -> None:
        """Show the record as it now is."""
        store = self._session.family.store
        drafts = store.letters.all(
            order="written desc", child=self._session.child_id, state="draft"
        )
        self.list.clear()
        for letter in drafts:
            self.list.add(self._row(letter))
        self._title.count(len(drafts))
        self.setVisible(bool(drafts))

    def _row(self, letter: Letter) -> Row:
        from ehcp_desktop.services.letters.relying import is_of_older_law

        is_older = is_of_older_law(self._session.family, letter)
        state = ("pen-line", self.tr("draft"), "second")
        if is_older:
            state = ("landmark", self.tr("draft, by the law before an update"), "gold")
        text = RowText(
            title=letter.title,
            detail=letter.recipient,
            date=When.day(letter.written).spoken_in_full(),
            state=state,
        )
        go_on = (self.tr("Go on"), lambda: self._go("letters", letter=letter.id))
        return Row(text, action=go_on, more=self._more(letter, is_older))

    def _more(self, letter: Letter, is_older: bool) -> Choices:
        if self._session.read_only:
            return ()
        again = (self.tr("Write it again by the law of today"), partial(self._again, letter))
        bin_it = (self.tr("Put in the bin"), partial(self._bin, letter))
        return (again, bin_it) if is_older else (bin_it,)

    def _again(self, letter: Letter) -> None:
        from ehcp_desktop.services.letters.renewal import write_again

        if self._session.done(lambda: write_again(self._session.family, letter)):
            self._session.say(self.tr("Written again by the law of today."), undo=True)

    def _bin(self, letter: Letter) -> None:
        if self._session.done(lambda: self._session.family.store.letters.trash(letter.id)):
            self._session.say(self.tr("The draft is in the bin."), undo=True)
