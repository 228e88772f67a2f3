"""Lines that are prepared for a review: typed in place, or taken from what the record offers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from ehcp_desktop.domain.preparation import Preparation
from ehcp_desktop.services import getting_ready
from ehcp_desktop.ui.parts.buttons import allow, button, link
from ehcp_desktop.ui.parts.fields import Field, LineField
from ehcp_desktop.ui.parts.fold import Fold
from ehcp_desktop.ui.parts.forms import FormField, as_text, as_value, editor_for
from ehcp_desktop.ui.parts.layouts import CARD, GROUP, BoxedList, Wrapping, column, line
from ehcp_desktop.ui.parts.rows import menu_button
from ehcp_desktop.ui.parts.text import Counted, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent

    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.ready_offers import Offer
    from ehcp_desktop.ui.parts.fields import Editor
    from ehcp_desktop.ui.parts.rows import Choices
    from ehcp_desktop.ui.session import Session


class PartWords(NamedTuple):
    """What a part is called, and why it is there."""

    heading: str
    hint: str = ""


def short_row(title: str, detail: str, beside: QWidget | None = None) -> QFrame:
    """Return a row of two lines of text with something at its right."""
    row = QFrame()
    row.setAccessibleName(". ".join(filter(None, (title, detail))).replace("\u00a0", " "))
    inside = line(row, spacing=CARD, margins=(CARD, GROUP, GROUP, GROUP))
    words = column(spacing=2)
    words.addWidget(label(title))
    if detail:
        words.addWidget(label(detail, "detail"))
    inside.addLayout(words, 1)
    if beside is not None:
        inside.addWidget(beside, 0, Qt.AlignmentFlag.AlignVCenter)
    return row


class ReadyLines(QWidget):
    """One part of the preparation as a list; one line at a time is typed or changed under it.

    `fields` are those of a Preparation; Return in the last of them keeps the line.
    """

    def __init__(
        self, session: Session, part: str, words: PartWords, fields: tuple[FormField, ...]
    ) -> None:
        super().__init__()
        self._session = session
        self._part = part
        self._review: Review | None = None
        self._family: Family | None = None
        self._changing: Preparation | None = None
        self._is_keeping = False
        self._shown: object = None
        self._found: Sequence[Offer] = ()
        self._laid: Sequence[Offer] = ()
        self._fields = fields
        self.heading = Counted(words.heading)
        self.rows = BoxedList(words.heading)
        self.editors = {field.name: editor_for(field, session.today) for field in fields}
        self.add = button(
            self.tr("Add"), self._keep_typed, name=f"{self.tr('Add')}: {words.heading}"
        )
        self.leave = link(self.tr("Leave it as it was"), self._begin_anew)
        self.offers = Fold(self.tr("Take from the record"))
        self.offers.turn.clicked.connect(self._show_offered)
        self._offered = BoxedList(self.tr("From the record: {part}").format(part=words.heading))
        self._lay(words)
        last = list(self.editors.values())[-1]
        if isinstance(last, LineField):
            last.returnPressed.connect(self._keep_typed)
        session.leaving.connect(self.flush)

    def _lay(self, words: PartWords) -> None:
        self.inside = column(self, spacing=GROUP)
        self.inside.addWidget(self.heading)
        if words.hint:
            self.inside.addWidget(label(words.hint, "second"))
        self.inside.addWidget(self.rows)
        typed = line(spacing=GROUP)
        named = [Field(one.label, self.editors[one.name], one.hint) for one in self._fields]
        typed.addWidget(Wrapping(*named), 1)
        typed.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        typed.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignBottom)
        self.leave.hide()
        self.inside.addLayout(typed)
        self.offers.body.addWidget(self._offered)
        self.offers.hide()
        self.inside.addWidget(self.offers)

    def show_review(self, review: Review) -> None:
        """Show what is prepared for a review; what was typed for the one before is kept first."""
        if self._review is not None and self._review.id != review.id:
            self.flush()
            self._begin_anew()
        self._review, self._family = review, self._session.family
        kept, is_kept = self.lines_of(review)
        self._follow(kept)
        self._show_lines(kept, is_kept)
        for one in (self.add, *self.editors.values()):
            allow(one, self._session.why_read_only)

    def _follow(self, kept: Sequence[Preparation]) -> None:
        """Go on with the line that is being changed where it now stands, by what it says.

        Lines that are moved change places; without it what is typed becomes a line of its own.
        """
        was = self._changing
        if was is None or self._is_keeping:
            return
        found = next((one for one in kept if replace(one, id=was.id) == was), None)
        if found is None and self._typed() == was:
            self._begin_anew()
        self._changing = found

    def lines_of(self, review: Review) -> tuple[Sequence[Preparation], bool]:
        """Return the lines of a review, and whether they are kept and can be changed."""
        return getting_ready.lines(self._session.family, review.id, self._part), True

    def _show_lines(self, lines: Sequence[Preparation], is_kept: bool) -> None:
        told = [(self.title_of(one), self.detail_of(one), is_kept and one.id) for one in lines]
        shown = (told, self._session.read_only)
        if shown == self._shown:
            return
        self._shown = shown
        self.rows.clear()
        for number, one in enumerate(lines):
            title, detail, _ = told[number]
            more = menu_button(self._choices(one, number), title) if is_kept else None
            beside = None if self._session.read_only else more
            self.rows.add(short_row(title, detail, beside))
        self.rows.setVisible(bool(lines))
        self.heading.count(len(lines) or None)

    def title_of(self, one: Preparation) -> str:
        """Return the first line of a row."""
        return one.text

    def detail_of(self, one: Preparation) -> str:
        """Return the second line of a row."""
        return one.topic

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show what the record offers; each is taken with one press."""
        self._found = offers
        self._show_offered()
        self.offers.setVisible(bool(offers) and not self._session.read_only)
        words = self.tr("Take from the record ({count})").format(count=len(offers))
        self.offers.turn.setText(words)

    def _show_offered(self) -> None:
        """Lay the offers out where they are to be seen, and have changed."""
        if not self.offers.is_open or self._found == self._laid:
            return
        self._laid = self._found
        self._offered.clear()
        for one in self._found:
            name = self.tr("Take: {words}").format(words=one.text)
            take = link(self.tr("Take"), partial(self._take, one), name=name)
            self._offered.add(short_row(one.text, one.source, take))

    def keep(self, one: Preparation) -> Preparation:
        """Keep a line in the record."""
        return getting_ready.keep(self._session.family, one)

    def flush(self) -> None:
        """Keep the line that is being typed."""
        if self.is_typed():
            self._keep_typed()

    def is_typed(self) -> bool:
        """Tell whether there are words of a line that is not kept yet."""
        return bool(self._value("text")) and self._typed() != self._changing

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being typed when another tab is shown."""
        super().hideEvent(event)
        if self._session.is_open and self._session.family is self._family:
            self.flush()

    def _value(self, name: str) -> str:
        return cast("Editor", self.editors[name]).value()

    def _typed(self) -> Preparation | None:
        """Return the line as it is typed now."""
        if self._review is None:
            return None
        begun = self._changing or Preparation(review=self._review.id, part=self._part)
        values = {one.name: as_value(one, self._value(one.name)) for one in self._fields}
        return replace(begun, **values)  # type: ignore[arg-type]  # each as its field takes it

    def _keep_typed(self) -> None:
        typed = self._typed()
        if typed is None or self._is_keeping:
            return
        self._is_keeping = True  # the page shows itself again before this is over
        kept = self._session.attempt(lambda: self.keep(typed))
        self._is_keeping = False
        if kept is None:
            return
        self._begin_anew()
        if self.isVisible():
            QTimer.singleShot(0, self, next(iter(self.editors.values())).setFocus)

    def _begin_anew(self) -> None:
        self._changing = None
        for editor in self.editors.values():
            cast("Editor", editor).set_value("")
        self.add.setText(self.tr("Add"))
        self.leave.hide()

    def _choices(self, one: Preparation, number: int) -> Choices:
        up = (self.tr("Move up"), partial(self._move_up, one))
        return (
            (self.tr("Change…"), partial(self._change, one)),
            *((up,) if number else ()),
            (self.tr("Remove"), partial(self._remove, one)),
        )

    def _change(self, one: Preparation) -> None:
        self.flush()
        self._changing = one
        for name, editor in self.editors.items():
            cast("Editor", editor).set_value(as_text(getattr(one, name)))
        self.add.setText(self.tr("Keep"))
        self.leave.show()
        next(iter(self.editors.values())).setFocus()

    def _settle(self) -> bool:
        """Keep what is being typed and begin anew; False when that was refused."""
        self.flush()
        is_settled = not self.is_typed()
        if is_settled:
            self._begin_anew()
        return is_settled

    def _move_up(self, one: Preparation) -> None:
        if not self._settle():
            return
        self._session.done(lambda: getting_ready.move_up(self._session.family, one))
        self.add.setFocus()

    def _remove(self, one: Preparation) -> None:
        if not self._settle():
            return
        if self._session.done(lambda: getting_ready.remove(self._session.family, one.id)):
            self._session.say(self.tr("Removed."), undo=True)
            self.add.setFocus()

    def _take(self, offer: Offer) -> None:
        from ehcp_desktop.services.ready_offers import take

        review = self._review
        if review is not None:
            family = self._session.family
            self._session.done(lambda: take(family, review, self._part, offer))
            self.offers.turn.setFocus()
