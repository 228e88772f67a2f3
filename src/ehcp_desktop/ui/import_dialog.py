"""Take a spreadsheet in: look at it, say which column is which, see what cannot be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ehcp_desktop.errors import BadInput, EhcpError
from ehcp_desktop.services import headings
from ehcp_desktop.services.importing import (
    Checked,
    Done,
    Imported,
    Mapping,
    Parts,
    Refused,
    checked_in_parts,
    taken_in_parts,
)
from ehcp_desktop.services.spreadsheet import Table, read_table
from ehcp_desktop.ui import places
from ehcp_desktop.ui.parts.buttons import allow, button, link, primary
from ehcp_desktop.ui.parts.fields import Choice, Field, LongField, Tick
from ehcp_desktop.ui.parts.layouts import CARD, GROUP, INNER, ButtonRow, clear, column
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.parts.slices import Slices, beside
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.ui.session import Session

_SHOWN_ROWS = 4


class ImportDialog(QDialog):
    """Shows the first rows of a file; nothing is changed before a button says so.

    `done_with` holds what was done, once it is. A long file is read, looked through and taken in
    while the window stays alive; Cancel stops that, and then nothing has changed.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path: Path | None = None
        self._table: Table | None = None
        self._checked: Checked | None = None
        self._is_taking = False
        self._work = Slices(self)
        self.choices: list[Choice] = []
        self.done_with: Imported | None = None
        self.setWindowTitle(self.tr("Import a spreadsheet"))
        self.first_rows = self._table_of_rows()
        self.which = QWidget()
        self._which = column(self.which, spacing=GROUP)
        self.as_note = Tick(
            self.tr("Take &kinds that are not known as a note, and keep their words")
        )
        self.as_note.edited.connect(self.check)
        self.state = Badge("info", "", "second")
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName(self.tr("Rows done"))
        self.progress.hide()
        self.bad_rows = LongField(lines=3)
        self.bad_rows.setReadOnly(True)
        self.bad_rows.setAccessibleName(self.tr("Rows that cannot be taken in"))
        self._lay()
        self._show_parts(False)
        session.closing.connect(self._leave)

    def _table_of_rows(self) -> QTableWidget:
        rows = QTableWidget()
        rows.setAccessibleName(self.tr("The first rows"))
        rows.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        rows.setTabKeyNavigation(False)
        rows.setMinimumHeight(em(9))
        rows.horizontalHeader().setStretchLastSection(True)
        return rows

    def _lay(self) -> None:
        outer = column(self, spacing=INNER, margins=(CARD,) * 4)
        self._top = ButtonRow(
            button(self.tr("Choose a &spreadsheet…"), self._choose, image="folder-open"),
            link(self.tr("Save an &empty template…"), self._ask_template, image="download"),
        )
        outer.addWidget(self._top)
        inside = QWidget()
        body = column(inside, spacing=INNER)
        for part in (self.first_rows, self.which, self.as_note):
            body.addWidget(part)
        body.addStretch(1)
        scroll = ScrollArea()
        scroll.setAccessibleName(self.tr("The spreadsheet"))
        scroll.setWidget(inside)
        outer.addWidget(scroll, 1)
        outer.addWidget(self.state)
        outer.addWidget(self.progress)
        outer.addWidget(self.bad_rows)
        self.take = primary(self.tr("&Take it in"), self._take_all, image="check")
        self.take_good = button(self.tr("Take the &good rows"), self._take_good)
        self.cancel = button(self.tr("Cancel"), self.reject)
        outer.addWidget(ButtonRow(self.take, self.take_good, self.cancel))
        self.resize(em(52), em(44))

    def _show_parts(self, shown: bool) -> None:
        for part in (self.first_rows, self.which, self.as_note, self.bad_rows):
            part.setVisible(shown)
        self.take_good.setVisible(False)
        if not shown:
            words = self.tr("Choose a file that ends in .csv or .xlsx; its first row is headings.")
            self.state.tell("info", words)
        allow(self.take, self.state.text())

    def _choose(self) -> None:
        kinds = self.tr("Spreadsheets (*.csv *.xlsx)")
        chosen = places.ask_for_file(self, self.windowTitle(), kinds)
        if chosen is not None:
            self.show_file(chosen)

    def show_file(self, path: Path) -> None:
        """Show the first rows of a file, and what its columns seem to be."""
        self._path = path
        self._table = None
        self._show_parts(False)
        self._work.start(beside(read_table, path), self._wait, self._show_table, self._cannot)

    def _show_table(self, table: Table) -> None:
        self._table = table
        self._rest()
        self._show_parts(True)
        self._show_rows(table)
        self._ask_columns(table)
        self.check()

    def _show_rows(self, table: Table) -> None:
        rows = table.rows[:_SHOWN_ROWS]
        self.first_rows.clear()
        self.first_rows.setColumnCount(len(table.headings))
        self.first_rows.setHorizontalHeaderLabels(list(table.headings))
        self.first_rows.setRowCount(len(rows))
        self.first_rows.setVerticalHeaderLabels([str(row.number) for row in rows])
        for down, row in enumerate(rows):
            for across, cell in enumerate(row.cells[: len(table.headings)]):
                self.first_rows.setItem(down, across, QTableWidgetItem(cell))

    def _ask_columns(self, table: Table) -> None:
        """Ask which column is which where the headings are not ours."""
        clear(self._which)
        self.choices = []
        if headings.are_ours(table.headings):
            self.which.hide()
            return
        self._which.addWidget(label(self.tr("Which column is which?"), "heading"))
        offered = [("", self.tr("Leave it out")), *headings.FIELDS.items()]
        for heading, seems in zip(table.headings, headings.guess(table.headings), strict=True):
            choice = Choice(offered)
            choice.set_value(seems)
            choice.edited.connect(self.check)
            self.choices.append(choice)
            self._which.addWidget(Field(heading or self.tr("(no heading)"), choice))

    def _mapping(self) -> Mapping:
        columns = tuple(choice.value() for choice in self.choices) or None
        return Mapping(columns, bool(self.as_note.value()))

    def check(self) -> None:
        """Say how many rows are ready, and every row that is not with its reason."""
        if self._path is None or self._table is None:
            return
        session = self._session
        self._checked = None
        for one in (self.take, self.take_good):
            allow(one, self.tr("The rows are being looked through."))
        parts = checked_in_parts(
            session.family, session.child, self._path, self._table, self._mapping()
        )
        self._work.start(parts, self._looked, self._show_checked, self._cannot)

    def _show_checked(self, checked: Checked) -> None:
        self._rest()
        self._checked = checked
        self._tell(len(checked.ready), checked.refused)
        self._show_refused(len(checked.ready), checked.refused)

    def _cannot(self, problem: EhcpError) -> None:
        """Say why the file cannot be read, or its columns not be understood."""
        self._rest()
        self.state.tell("circle-question-mark", str(problem), "gold")
        self._show_refused(0, ())

    def _show_refused(self, ready: int, refused: tuple[Refused, ...]) -> None:
        lines = [self.tr("Row {0}: {1}").format(bad.number, bad.reason) for bad in refused]
        self.bad_rows.set_value("\n".join(lines))
        self.bad_rows.setVisible(bool(refused))
        allow(self.take, "" if ready and not refused else self.state.text())
        self.take_good.setVisible(ready > 0 and bool(refused))
        allow(self.take_good)

    def _tell(self, ready: int, refused: tuple[Refused, ...]) -> None:
        counts = self.tr("Rows ready: {0}. Rows that cannot be taken in: {1}.")
        words = counts.format(ready, len(refused))
        if refused:
            more = self.tr("Mend them in your spreadsheet and choose it again.")
            self.state.tell("circle-question-mark", f"{words} {more}", "gold")
        else:
            self.state.tell("circle-check", words, "done")

    def _take_all(self) -> None:
        self.take_in(skip_bad=False)

    def _take_good(self) -> None:
        self.take_in(skip_bad=True)

    def take_in(self, *, skip_bad: bool) -> None:
        """Take the rows in as one step, and close; stay open when refused."""
        if self._checked is None:
            return
        self._session.leaving.emit()  # what is being typed elsewhere is no part of this step
        self._be_taking(True)
        parts = self._parts(self._checked, skip_bad)
        self._work.start(parts, self._took, self._taken, self._not_taken)

    def _parts(self, checked: Checked, skip_bad: bool) -> Parts[Imported]:
        session = self._session
        try:
            return (yield from taken_in_parts(session.family, session.child, checked, skip_bad))
        except OSError as problem:
            words = self.tr("The rows left out cannot be written beside {name}: {why}.")
            raise BadInput(words.format(name=checked.path.name, why=problem.strerror)) from problem

    def _taken(self, done: Imported) -> None:
        self._be_taking(False)
        self.done_with = done
        if done.added:
            self._session.tell_saved()
        self.accept()

    def _not_taken(self, problem: EhcpError) -> None:
        self._be_taking(False)
        self._session.refused.emit(str(problem))
        self.check()

    def _be_taking(self, taking: bool) -> None:
        """Leave nothing to press but Cancel while rows are taken in."""
        self._is_taking = taking
        for part in (self._top, self.which, self.as_note, self.take, self.take_good):
            part.setEnabled(not taking)
        if not taking:
            self._rest()

    def _wait(self, _: None) -> None:
        self._go_on(self.tr("Reading the file…"), 0, 0)

    def _looked(self, done: Done) -> None:
        words = self.tr("Looking through the rows: {0} of {1}")
        self._go_on(words.format(*done), *done)

    def _took(self, done: Done) -> None:
        words = self.tr("Taking in the rows: {0} of {1}. Cancel takes back what was begun.")
        self._go_on(words.format(*done), *done)

    def _go_on(self, words: str, done: int, of: int) -> None:
        self.state.tell("hourglass", words, "second")
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        self.progress.show()

    def _rest(self) -> None:
        self.progress.hide()

    def reject(self) -> None:
        """Stop what is under way: taking rows in is taken back, and the dialog stays."""
        self._work.stop()
        if not self._is_taking:
            super().reject()
            return
        self._be_taking(False)
        self.state.tell("info", self.tr("Stopped. Nothing was taken in."), "second")

    def _leave(self) -> None:
        """Stop and close, because the record is about to be closed."""
        self._is_taking = False
        self.reject()

    def _ask_template(self) -> None:
        title = self.tr("Save an empty template")
        chosen = places.ask_where(self, title, self.tr("Events.csv"), "CSV (*.csv)")
        if chosen is not None:
            self.save_template(chosen)

    def save_template(self, path: Path) -> None:
        """Write the template, and the list of kinds beside it."""
        try:
            beside = headings.write_template(self._session.family.vocabulary, path)
        except OSError as problem:
            words = self.tr("It cannot be written there: {0}.").format(problem.strerror)
            self.state.tell("circle-question-mark", words, "gold")
            return
        words = self.tr("Saved {0}, and the list of kinds in {1}.")
        self.state.tell("circle-check", words.format(path.name, beside.name), "done")
