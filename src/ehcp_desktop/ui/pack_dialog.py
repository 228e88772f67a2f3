"""Update the law from a file: see every deadline before and after, then apply it or not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QFrame, QProgressBar, QWidget

from ehcp_desktop.domain.pack import other_days
from ehcp_desktop.domain.when import spoken_day, spoken_weekday
from ehcp_desktop.services import packs
from ehcp_desktop.services.letters.relying import checked
from ehcp_desktop.ui import places, words
from ehcp_desktop.ui.parts.buttons import button, link, primary
from ehcp_desktop.ui.parts.dialogs import fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.layouts import CARD, INNER, WORD, BoxedList, ButtonRow, clear, column
from ehcp_desktop.ui.parts.slices import Slices, beside
from ehcp_desktop.ui.parts.text import Badge, Counted, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QVBoxLayout

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.pack import Moved, RuleChange
    from ehcp_desktop.errors import EhcpError
    from ehcp_desktop.services.letters.relying import Reread
    from ehcp_desktop.services.packs import Preview
    from ehcp_desktop.ui.session import Session


def update_law(session: Session, parent: QWidget) -> None:
    """Show the dialog; nothing is changed before its button says so."""
    dialog = PackDialog(session, parent)
    dialog.exec()
    if dialog.said:
        session.say(dialog.said, undo=True)
    dialog.deleteLater()


class PackDialog(QDialog):
    """The law in use, and what a law update file would change. `said` is what was done, or ""."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Preview | None = None
        self._work = Slices(self)
        self.said = ""
        self.setWindowTitle(self.tr("Update the law from a file"))
        self.apply = primary(self.tr("&Apply"), self._apply, image="check")
        self.apply.setEnabled(False)
        foot = ButtonRow(self.apply, button(self.tr("&Not now"), self.reject))
        body = scrolling_body(self, self.tr("What would change"), foot)
        self._lay_top(body)
        self.changes = column(spacing=INNER)
        body.addLayout(self.changes)
        body.addStretch(1)
        fit_to_screen(self, em(46), em(40))

    def _lay_top(self, body: QVBoxLayout) -> None:
        family = self._session.family
        told = (packs.law_checked(family), packs.passed_over(family))
        self.law = label(" ".join(filter(None, told)), "second")
        self.choose = button(
            self.tr("&Choose a law update file…"), self._choose, image="folder-open"
        )
        self.go_back = link(
            self.tr("&Go back to the law that came with the program"), self._go_back, "undo-2"
        )
        self.go_back.setVisible(family.store.pack is not None)
        self.state = Badge("info", self.tr("Nothing changes before you press Apply."))
        body.addWidget(self.law)
        body.addWidget(ButtonRow(self.choose, self.go_back))
        self.progress = QProgressBar(textVisible=False, minimum=0, maximum=0)
        self.progress.setAccessibleName(self.tr("Working out the deadlines"))
        self.progress.hide()
        body.addWidget(self.state)
        body.addWidget(self.progress)

    def _choose(self) -> None:
        kinds = self.tr("Law update files (*.ehcp-rules)")
        chosen = places.ask_for_file(self, self.windowTitle(), kinds)
        if chosen is not None:
            self.show_file(chosen)

    def show_file(self, path: Path) -> None:
        """Show what the pack in a file would change, or in one sentence why it is refused."""
        clear(self.changes)
        self._shown = None
        self.apply.setEnabled(False)
        known = packs.affected(self._session.family)
        parts = beside(partial(packs.previewed, known), path)
        self._work.start(parts, self._wait, self._show_changes, self._refuse)

    def _wait(self, _: None) -> None:
        words = self.tr("Working out every deadline under this law…")
        self.state.tell("hourglass", words, "second")
        self.progress.show()

    def _show_changes(self, shown: Preview) -> None:
        self.progress.hide()
        self._shown = shown
        self.state.tell("info", self.tr("Nothing is changed yet."), "second")
        self._show(shown)
        self.apply.setEnabled(True)

    def _refuse(self, problem: EhcpError) -> None:
        self.progress.hide()
        self.state.tell("circle-question-mark", str(problem), "gold")

    def reject(self) -> None:
        """Stop what is being worked out, and close."""
        self._work.stop()
        super().reject()

    def _show(self, shown: Preview) -> None:
        pack = shown.pack
        issued = self.tr("Issued on {day}. {words}")
        control = self.tr("Control number (SHA-256): {sum}")
        parts = (
            label(pack.title, "lead"),
            label(pack.plain),
            Counted(self.tr("Deadlines that change"), len(shown.deadlines)),
            self._deadlines(shown.deadlines),
            Counted(self.tr("Rules that change"), len(shown.rules)),
            self._rules(shown.rules),
            *self._others(shown.others),
            *self._letters(shown.letters),
            label(issued.format(day=spoken_day(pack.issued), words=pack.words), "detail"),
            label(control.format(sum=_in_groups(pack.sha256)), "detail"),
        )
        for part in parts:
            self.changes.addWidget(part)

    def _rules(self, changes: Sequence[RuleChange]) -> QWidget:
        rows = BoxedList(self.tr("Rules that change"))
        for change in changes:
            rows.add(_row(change.words, [label(change.rule.plain, "detail")]))
        return rows

    def _others(self, changes: Sequence[str]) -> list[QWidget]:
        if not changes:
            return []
        title = self.tr("What else changes")
        rows = BoxedList(title)
        for words_of in changes:
            rows.add(_row(words_of, []))
        return [Counted(title, len(changes)), rows]

    def _letters(self, letters: Sequence[Reread]) -> list[QWidget]:
        """List the letters that rely on what changes, those of this record first."""
        if not letters:
            return []
        title = self.tr("Letters to read again")
        rows = BoxedList(title)
        for letter in letters:
            lines = [label(checked(letter.template), "detail"), *map(label, letter.kept_words)]
            rows.add(_row(letter.template.title, lines))
        words_of = self.tr(
            "They rely on a rule that changes. A draft says so under Sent and received, where it "
            "can be written again; a letter that was sent stays as it went."
        )
        return [Counted(title, len(letters)), label(words_of, "second"), rows]

    def _deadlines(self, changes: Sequence[Moved]) -> QWidget:
        if not changes:
            return label(self.tr("None in this record: what is in it keeps its days."), "second")
        rows = BoxedList(self.tr("Deadlines that change"))
        for moved in changes:
            rows.add(self._moved(moved))
        return rows

    def _moved(self, moved: Moved) -> QWidget:
        before, after = self.tr("Before: {words}"), self.tr("After: {words}")
        lines = [
            label(self._started(moved.shown), "detail"),
            self._side(before, moved.before),
            self._side(after, moved.after),
        ]
        return _row(moved.shown.rule.title, lines)

    def _started(self, one: Deadline) -> str:
        family = self._session.family
        child = family.store.children.get(one.child).name
        title = family.vocabulary.kind(one.trigger.kind).title_with(one.trigger.outcome)
        when = one.trigger_on
        return " · ".join((child, title, when.spoken() if when else self.tr("date not known")))

    def _side(self, words_of: str, one: Deadline | None) -> Badge:
        if one is None:
            return Badge("minus", words_of.format(words=self.tr("no deadline")))
        day = spoken_weekday(one.due) if one.due else self.tr("no day")
        image, said, tone = _standing(one, self._session)
        return Badge(image, words_of.format(words=f"{day}{other_days(one)}, {said}"), tone)

    def _apply(self) -> None:
        shown = self._shown
        if shown is None:
            return
        self._session.leaving.emit()  # what is being typed elsewhere is no part of this step
        if self._session.done(lambda: packs.apply(self._session.family, shown)):
            self.said = self.tr("The law is now that of {pack}.").format(pack=shown.pack.id)
            self.accept()

    def _go_back(self) -> None:
        self._session.leaving.emit()
        if self._session.done(lambda: packs.take_back(self._session.family)):
            self.said = self.tr("The law is again the one that came with the program.")
            self.accept()


def _row(title: str, lines: Sequence[QWidget]) -> QFrame:
    row = QFrame()
    inside = column(row, spacing=WORD, margins=(CARD, INNER, CARD, INNER))
    inside.addWidget(label(title, "heading"))
    for one in lines:
        inside.addWidget(one)
    row.setAccessibleName(title)
    return row


def _standing(one: Deadline, session: Session) -> tuple[str, str, str]:
    """Return icon, words and tone for how a deadline stands, settled ones too."""
    settled = {
        "met": ("circle-check", _tr("done in time"), "done"),
        "met_late": ("clock", _tr("came late"), "gold"),
        "possibly_met_late": ("clock", _tr("perhaps came late"), "gold"),
        "missed": ("minus", _tr("missed, then overtaken"), "second"),
        "closed": ("minus", _tr("the day has passed"), "second"),
        "not_needed": ("minus", _tr("not needed"), "second"),
    }
    if one.is_perhaps_met or one.state not in settled:
        return words.state_of(one, session.today())
    return settled[one.state]


def _in_groups(number: str) -> str:
    """Return a number in groups of eight, which can be read aloud and break at a line's end."""
    return " ".join(number[start : start + 8] for start in range(0, len(number), 8))


def _tr(text: str) -> str:
    return QCoreApplication.translate("PackDialog", text)
