"""Where the notes of a meeting are taken: what to ask, what was said, and the one field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTime, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from ehcp_desktop.domain.meeting import BESIDE, MeetingLine, read_line
from ehcp_desktop.domain.meeting_answer import day_in, is_answer
from ehcp_desktop.domain.typed_date import read_when
from ehcp_desktop.errors import EhcpError
from ehcp_desktop.services import meeting, meeting_day, meeting_end
from ehcp_desktop.services.meeting import Left
from ehcp_desktop.services.meeting_parts import parts_to_ask
from ehcp_desktop.ui import meeting_style, meeting_words
from ehcp_desktop.ui.meeting_agenda import MeetingParts, MeetingPrompts
from ehcp_desktop.ui.meeting_beside import MeetingBeside, MeetingBesidePopup
from ehcp_desktop.ui.meeting_chips import KindChips
from ehcp_desktop.ui.meeting_field import MeetingField
from ehcp_desktop.ui.meeting_notes_list import MeetingList
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.layouts import GROUP, INNER, column, line
from ehcp_desktop.ui.parts.text import Counted, label
from ehcp_desktop.ui.theme import follow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.ui.session import Session

_SOON = 400  # milliseconds, after which the line that is being typed is kept
_PARTS, _SIDE, _ALL = 12, 15, 60  # em: the parts, what is open, and what both of them need
_HIGH = 22  # em, below which only the notes and the field stay
_PROMPTS = 0.36  # the most of the height that what to ask takes


class MeetingDesk(QWidget):
    """Keeps each line as it is entered, and asks who, by when, or how the family sees it."""

    def __init__(self, session: Session, review: Review) -> None:
        super().__init__()
        self._session = session
        self.review = review
        self.lines: list[MeetingLine] = []
        self._changing: MeetingLine | None = None  # the line that is corrected
        self._asked: tuple[MeetingLine, str] | None = None  # "owner", "by" or "ours"
        self._offer = ""  # the day that was put into the field, to be taken or typed over
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.keep_left)
        self._lay()
        self._connect()
        follow(self._fit)
        self.refresh()
        self._begin()
        QTimer.singleShot(0, self, self._look_ahead)  # once the window is there

    def _lay(self) -> None:
        inside = line(self, spacing=0)
        self.sections = MeetingParts(parts_to_ask(self._session.family, self.review))
        beside = QFrame()
        beside.setProperty("frame", "sidebar")
        left = column(beside, margins=(GROUP, INNER, GROUP, INNER))
        left.addWidget(self.sections, 1)
        self.what = link(self.tr("&What to ask"), self._show_what, image="circle-help")
        left.addWidget(self.what)
        self._keys = label(meeting_words.keys(), "detail")
        left.addWidget(self._keys)
        middle = column(spacing=GROUP, margins=(INNER, INNER, INNER, INNER))
        self._prompts = MeetingPrompts()
        self._title = Counted(self.tr("Notes so far"), 0)
        self.list = MeetingList()
        self.list.parts = {part.id: part.words for part in self.sections.parts}
        self.field, self.chips = MeetingField(), KindChips()
        self._ask = label("", "second")
        self._ask.setBuddy(self.field)
        for above in (self._prompts, self._title):
            middle.addWidget(above)
        middle.addWidget(self.list, 1)
        for under in (self._ask, self.field, self.chips):
            middle.addWidget(under)
        self.open_things = MeetingBeside()
        inside.addWidget(beside)
        inside.addLayout(middle, 1)
        inside.addWidget(self.open_things)

    def _show_what(self) -> None:
        """Show what to ask and what is open, where there is no room for them."""
        shown = MeetingBesidePopup(self.what, self.sections.part, self.lines)
        shown.closed.connect(self.field.setFocus)
        shown.open_beside()

    def _connect(self) -> None:
        self.sections.currentRowChanged.connect(lambda _: self._show_part())
        self.field.returnPressed.connect(self.enter)
        self.field.textChanged.connect(self._typed)  # without a key too: dictation
        self.field.recalled.connect(self._recall)
        self.field.left.connect(self._leave)
        self.field.typed_over.connect(self._keep_cut_off)
        self.list.opened.connect(self._change)
        self.chips.pressed.connect(self._turn_kind)
        self._shortcut("Ctrl+Up", lambda: self.sections.move_on(-1))
        self._shortcut("Ctrl+Down", lambda: self.sections.move_on(1))

    def _shortcut(self, keys: str, run: Callable[[], None]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(run)

    def refresh(self) -> None:
        """Show the lines as they now are in the record."""
        family = self._session.family
        kept = meeting.lines(family, self.review.id)
        if kept == self.lines and kept:
            return
        self.lines = kept
        self.list.show_lines(kept)
        self._count()

    @property
    def on(self) -> date:
        """The day of the meeting, as far as its notes tell."""
        return meeting_day.began(self._session.family, self.review, self.lines).on

    def _look_ahead(self) -> None:
        """Show what the meeting will start."""
        if self._session.is_open:
            will_start = meeting_end.will_start(self._session.family, self.review, self.on)
            self.open_things.show_limits(will_start)

    def _begin(self) -> None:
        """Go on where the notes were left, in the middle of a line too."""
        left = meeting.left(self._session.family, self.review)
        last = left.section or (self.lines[-1].section if self.lines else "")
        self.sections.go_to(last)
        self._wait()
        self._take_up(left)
        self.field.setFocus()

    def _take_up(self, left: Left) -> None:
        """Ask again what was asked, and put back what was being typed."""
        line = next((one for one in self.lines if one.id == left.line), None)
        if line is not None and left.asks:
            self._ask_about(line, left.asks)
        elif line is not None:
            self._change(line.id)
        self.chips.choose(left.kind, exact=left.exact)
        if left.typed:
            self.field.restore(left.typed)
        if left.typed and line is None:
            self._say(meeting_words.restored())

    def _keep_cut_off(self, was: str) -> None:
        """Keep a line that was half typed as it was, since another is typed in its place."""
        if self._asked is None and self._changing is None:
            who, words, quoted = read_line(was, self.field.names)
            exact = quoted or self.chips.exact.isChecked()
            cut_off = self.tr("{words} (cut off)").format(words=words)
            made = replace(self._blank(), who=who, text=cut_off, kind=self.chips.kind())
            if words and self._keep(replace(made, exact=exact)):
                self.chips.choose("said")

    def enter(self) -> None:
        """Take what was typed: a line for good, or the answer to what was asked."""
        typed = self.field.text().strip()
        if self._asked is not None and is_answer(self._asked[1], typed, self._session.today()):
            self._answer(*self._asked, typed)
            return
        self._asked = None
        who, words, quoted = read_line(typed, self.field.names)
        if words:
            self._enter_line(who, words, exact=quoted or self.chips.exact.isChecked())
        elif self._changing is not None:
            self._remove(self._changing)

    def _blank(self) -> MeetingLine:
        return MeetingLine(
            review=self.review.id,
            on=self._session.today(),
            at=QTime.currentTime().toString("HH:mm"),
            section=self.sections.part.id,
            text="",
        )

    def _enter_line(self, who: str, words: str, *, exact: bool) -> None:
        made = replace(
            self._changing or self._blank(),
            who=who,
            text=words,
            kind=self.chips.kind(),
            exact=exact,
        )
        asks = meeting_words.asked_after(made)
        if self._keep(made, asks):
            self._wait()
            if asks:
                self._ask_about(made, asks)

    def _keep(self, made: MeetingLine, asks: str = "") -> bool:
        """Keep a line, and what is asked about it next.

        Where that is refused it stays in the field, and why is said.
        """
        family = self._session.family
        after = Left(section=self.sections.part.id, line=made.id if asks else "", asks=asks)
        if not self._done(lambda: meeting.keep_line(family, self.review, made, after)):
            return False
        places = [place for place, one in enumerate(self.lines) if one.id == made.id]
        if places:
            self.lines[places[0]] = made
            self.list.change_line(places[0], made)
        else:
            self.lines.append(made)
            self.list.add_line(made)
        self._count()
        return True

    def _remove(self, gone: MeetingLine) -> None:
        if self._done(lambda: meeting.remove_line(self._session.family, gone.id)):
            self._wait()
            self.keep_left()
            self.refresh()

    def _done(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except EhcpError as problem:
            self._ask.setText(self.tr("Not kept yet: {why}").format(why=problem))
            return False
        return True

    def _ask_about(self, made: MeetingLine, what: str) -> None:
        self._asked = (made, what)
        day = day_in(made.text, self._session.today()) if what == "by" and not made.by else ""
        self._say(meeting_words.question(made, what, day))
        self._offer = day
        if day:
            self.field.setText(day)
            self.field.selectAll()

    def _answer(self, made: MeetingLine, what: str, typed: str) -> None:
        """Keep who does it, then by when, or how we see it; each may be skipped."""
        if what == "owner":
            self._answer_owner(made, meeting_owner(typed, self.field.names))
        elif what == "ours":
            both = f"{made.text}{BESIDE}{typed}" if typed else made.text
            self._answered(replace(made, text=both))
        else:
            self._answer_by(made, typed)

    def _answer_owner(self, made: MeetingLine, owner: str) -> None:
        if not owner or self._keep(replace(made, owner=owner), "by"):
            self.field.clear()
            self._ask_about(replace(made, owner=owner), "by")
            self.keep_left()

    def _answer_by(self, made: MeetingLine, typed: str) -> None:
        try:
            by = read_when(typed, self._session.today(), ahead=True) if typed else None
        except EhcpError as problem:
            hint = self.tr("{problem} Esc leaves it in the field, for a line of its own.")
            self._ask.setText(hint.format(problem=problem))
            return
        self._answered(replace(made, owner=made.owner or made.who, by=by or made.by))

    def _answered(self, made: MeetingLine) -> None:
        if self._keep(made):
            self._wait()

    def _ask_no_more(self) -> None:
        """Leave what is asked; what is typed stays in the field, for a line of its own."""
        typed = "" if self.field.text() == self._offer else self.field.text()
        kind, exact = self.chips.kind(), self.chips.exact.isChecked()
        self._wait()
        self.chips.choose(kind, exact=exact)
        self.field.setText(typed)
        self.keep_left()

    def _turn_kind(self) -> None:
        """Go on with a line of the kind that was pressed."""
        if self._asked is not None:
            self._ask_no_more()
        self.field.setFocus()
        self._keep_soon()

    def _wait(self) -> None:
        """Be ready for the next line."""
        self._asked = self._changing = None
        self._say(meeting_words.write())
        self.learn_names()
        self.field.clear()
        self.chips.choose("said")

    def _say(self, words: str) -> None:
        self._ask.setText(words)
        self.field.setAccessibleName(words)

    def _typed(self) -> None:
        """Offer a name that is begun, in place of what is asked."""
        name = self.field.offered()
        offer = self.tr("Tab writes {name}").format(name=name) if name else ""
        if self.field.accessibleName() == meeting_words.restored():
            self._say(meeting_words.write())
        self._ask.setText(offer or self.field.accessibleName())
        self._keep_soon()

    def learn_names(self) -> None:
        """Complete the names of all who are now known to be at the meeting."""
        self.field.names = meeting.names(self._session.family, self.review, self.lines)

    def _keep_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def keep_left(self) -> None:
        """Keep where the writer is: the line that is being typed, as it is now."""
        self._soon.stop()
        if self._session.is_open:
            family, left = self._session.family, self._left()
            self._done(lambda: meeting.keep_left(family, self.review, left))

    def _left(self) -> Left:
        line, asks = self._asked or (self._changing, "")
        return Left(
            typed=self.field.text(),
            section=self.sections.part.id,
            kind=self.chips.kind(),
            exact=self.chips.exact.isChecked(),
            line=line.id if line else "",
            asks=asks,
        )

    def _recall(self) -> None:
        if self.lines and self._asked is None:
            self._change(self.lines[-1].id)

    def _change(self, line_id: str) -> None:
        """Bring a line back into the field, to be corrected."""
        line = next(one for one in self.lines if one.id == line_id)
        self.field.setText(meeting_end.spoken(line))
        self._changing, self._asked = line, None
        self._say(self.tr("Correct this line. Empty it to take it away; Esc leaves it as it is."))
        self.chips.choose(self._changing.kind, exact=self._changing.exact)
        self.field.setFocus()
        self._keep_soon()

    def _leave(self) -> None:
        if self._asked is not None:
            self._ask_no_more()
        elif self._changing is not None:
            self._wait()
            self.keep_left()

    def _show_part(self) -> None:
        self._prompts.show_part(self.sections.part)
        self._fit_prompts()
        self._mark_parts()
        self._keep_soon()

    def _mark_parts(self) -> None:
        self.sections.mark({line.section for line in self.lines})

    def _count(self) -> None:
        self._title.count(len(self.lines))
        self.open_things.show_lines(self.lines)
        self._mark_parts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is beside the notes where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = meeting_style.wide
        self.sections.setFixedWidth(wide(self, _PARTS))
        self.open_things.setFixedWidth(wide(self, _SIDE))
        self.open_things.setVisible(self.width() >= wide(self, _ALL))
        is_high = self.height() >= wide(self, _HIGH)
        for part in (self._prompts, self._title, self._keys):
            part.setVisible(is_high)
        self.what.setText(self.tr("&What is open") if is_high else self.tr("&What to ask"))
        self.what.setVisible(not (is_high and self.width() >= wide(self, _ALL)))
        self._fit_prompts()
        self.sections.measure()
        self.list.measure()

    def _fit_prompts(self) -> None:
        """Be as high as what there is to ask, so far as that leaves room for the notes."""
        wide = meeting_style.wide
        beside = _PARTS + _SIDE * (self.width() >= wide(self, _ALL))
        room = self.width() - wide(self, beside) - 2 * (INNER + GROUP)
        self._prompts.fit(room, round(self.height() * _PROMPTS))


def meeting_owner(typed: str, names: tuple[str, ...]) -> str:
    """Return who was named, in full where one name is meant."""
    from ehcp_desktop.domain.meeting import completed

    return completed(typed, names) or typed
