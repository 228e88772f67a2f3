"""The child's clock on the screen: school year, the moves ahead, and what age changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ehcp_desktop.domain.when import When, spoken_day, spoken_weekday
from ehcp_desktop.services import child_clock
from ehcp_desktop.ui import exchange, rule_words
from ehcp_desktop.ui.parts.buttons import button, link
from ehcp_desktop.ui.parts.facts import Fact
from ehcp_desktop.ui.parts.layouts import GROUP, clear, column
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.services.ages import Change
    from ehcp_desktop.services.child_clock import ChildClock, Move
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session


class ClockPanel(QWidget):
    """Where a child stands in school, and the days ahead; with what they rest on, if asked."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self._clock: ChildClock | None = None
        self._facts = column(spacing=GROUP)
        inside = column(self, spacing=GROUP)
        inside.addWidget(label(self.tr("School and age"), "heading"))
        inside.addLayout(self._facts)
        self.full = button(self.tr("&What it rests on"), self._show, image="scale")
        self.full.setCheckable(True)
        inside.addWidget(self.full)
        words = self.tr("Print or save the year ahead…")
        inside.addWidget(link(words, lambda: exchange.offer_year(session, self), image="printer"))

    def show_child(self, child: Child) -> ChildClock:
        """Show a child's clock, and return it."""
        self._clock = child_clock.clock(self._session.family, child)
        self._show()
        return self._clock

    def _show(self) -> None:
        clear(self._facts)
        clock = self._clock
        if clock is None:
            return
        for name, words in self._told(clock):
            self._facts.addWidget(Fact(name, words))
        nearest = next((move for move in clock.moves if not move.only_if), None)
        if nearest is not None and not nearest.is_planned and not self._session.read_only:
            words = self.tr("Write down the ne&xt move…")
            self._facts.addWidget(link(words, partial(self._write, nearest), image="plus"))

    def _told(self, clock: ChildClock) -> Iterator[tuple[str, str]]:
        is_full = self.full.isChecked()
        yield self.tr("School year"), self._year(clock)
        yield self.tr("Whose rights"), self._whose(clock)
        for move in clock.moves:
            if is_full or not move.only_if:
                yield move.title, self._move(move)
        if clock.any_time is not None:
            yield self.tr("Any later move"), _rule(clock.any_time)
        for change in clock.changes:
            yield change.title, _change(change) if is_full else spoken_day(change.day)

    def _year(self, clock: ChildClock) -> str:
        years = child_clock.years_of(self._session.today())
        told = [self.tr("{year}, {years}.").format(year=clock.name, years=years)]
        if clock.ahead:
            below = self.tr("Taught below the usual year for the age.")
            above = self.tr("Taught above the usual year for the age.")
            told.append(above if clock.ahead > 0 else below)
        if clock.stage:
            words = self.tr("{stage}; a new key stage starts no time limit.")
            told.append(words.format(stage=clock.stage))
        return " ".join(told)

    def _whose(self, clock: ChildClock) -> str:
        if clock.is_own:
            return self.tr("The young person’s own, if they are able to decide.")
        return self.tr("The parents’.")

    def _move(self, move: Move) -> str:
        told = [When.month(move.on.year, move.on.month).spoken() + "."]
        if move.only_if:
            told.insert(0, self.tr("Only if {words}:").format(words=move.only_if))
        told += [self._limit(one) for one in move.limits if one.rule.is_law]
        if move.is_planned:
            told.append(self.tr("It is in the record."))
        return " ".join(told)

    def _limit(self, deadline: Deadline) -> str:
        rule = deadline.rule
        day = spoken_weekday(deadline.due) if deadline.due is not None else ""
        said = self.tr("{what} by {day}.").format(what=rule.title, day=day)
        if self.full.isChecked():
            said += f" {rule.note} {_rests_on(rule.basis, rule.citation)}"
        return said

    def _write(self, move: Move) -> None:
        on = When.month(move.on.year, move.on.month).iso()
        self._go("add", kind=child_clock.MOVED, outcome=move.outcome, on=on)


def _change(change: Change) -> str:
    checked = _tr("Last checked {when}.").format(when=rule_words.checked(change))
    rests_on = _rests_on(change.basis, change.citation)
    return f"{spoken_day(change.day)}. {change.plain} {rests_on} {checked}"


def _rule(rule: Rule) -> str:
    return f"{rule.plain} {_rests_on(rule.basis, rule.citation)}"


def _rests_on(basis: str, citation: str) -> str:
    return f"{rule_words.basis_of(basis)[1]}: {citation}."


def _tr(words: str) -> str:
    return QCoreApplication.translate("child_clock", words)
