"""Take a spreadsheet in: look at it, say which column is which, see what cannot be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ehcp_desktop.errors import BadInput, EhcpError
from ehcp_desktop.services import headings
from ehcp_desktop.services.importing import Mapping, Refused, check_events, import_events
from ehcp_desktop.services.spreadsheet import Table, read_table
from ehcp_desktop.ui import places
from ehcp_desktop.ui.parts.buttons import button, link, primary
from ehcp_desktop.ui.parts.fields import Choice, Field, LongField, Tick
from ehcp_desktop.ui.parts.layouts import CARD, GROUP, INNER, ButtonRow, clear, column
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.services.importing import Imported
    from ehcp_desktop.ui.session import Session

_SHOWN_ROWS = 4


class ImportDialog(QDialog):
    """Shows the first rows of a file; nothing is changed before a button says so.

    `done_with` holds what was done, once it is.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path: Path | None = None
        self.choices: list[Choice] = []
        self.done_with: Imported | None = None
        self.setWindowTitle(self.tr("Import a spreadsheet"))
        self.first_rows = QTableWidget()
        self.first_rows.setAccessibleName(self.tr("The first rows"))
        self.first_rows.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.first_rows.setTabKeyNavigation(False)
        self.first_rows.setMinimumHeight(em(9))
        self.first_rows.horizontalHeader().setStretchLastSection(True)
        self.which = QWidget()
        self._which = column(self.which, spacing=GROUP)
        self.as_note = Tick(
            self.tr("Take &kinds that are not known as a note, and keep their words")
        )
        self.as_note.edited.connect(self.check)
        self.state = Badge("info", "", "second")
        self.bad_rows = LongField(lines=3)
        self.bad_rows.setReadOnly(True)
        self.bad_rows.setAccessibleName(self.tr("Rows that cannot be taken in"))
        self._lay()
        self._show_parts(False)
        self.resize(em(52), em(44))

    def _lay(self) -> None:
        outer = column(self, spacing=INNER, margins=(CARD,) * 4)
        outer.addWidget(
            ButtonRow(
                button(self.tr("Choose a &spreadsheet…"), self._choose, image="folder-open"),
                link(self.tr("Save an &empty template…"), self._ask_template, image="download"),
            )
        )
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
        outer.addWidget(self.bad_rows)
        self.take = primary(self.tr("&Take it in"), self._take_all, image="check")
        self.take_good = button(self.tr("Take the &good rows"), self._take_good)
        cancel = button(self.tr("Cancel"), self.reject)
        outer.addWidget(ButtonRow(self.take, self.take_good, cancel))

    def _show_parts(self, shown: bool) -> None:
        for part in (self.first_rows, self.which, self.as_note, self.bad_rows):
            part.setVisible(shown)
        self.take.setEnabled(False)
        self.take_good.setVisible(False)
        if not shown:
            words = self.tr("Choose a file that ends in .csv or .xlsx; its first row is headings.")
            self.state.tell("info", words)

    def _choose(self) -> None:
        kinds = self.tr("Spreadsheets (*.csv *.xlsx)")
        chosen = places.ask_for_file(self, self.windowTitle(), kinds)
        if chosen is not None:
            self.show_file(chosen)

    def show_file(self, path: Path) -> None:
        """Show the first rows of a file, and what its columns seem to be."""
        self._show_parts(False)
        try:
            table = read_table(path)
        except EhcpError as problem:
            self.state.tell("circle-question-mark", str(problem), "gold")
            return
        self._path = path
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
        if self._path is None:
            return
        session = self._session
        try:
            ready, refused = check_events(
                session.family, session.child, self._path, self._mapping()
            )
        except EhcpError as problem:
            self.state.tell("circle-question-mark", str(problem), "gold")
            ready, refused = 0, ()
        else:
            self._tell(ready, refused)
        lines = [self.tr("Row {0}: {1}").format(bad.number, bad.reason) for bad in refused]
        self.bad_rows.set_value("\n".join(lines))
        self.bad_rows.setVisible(bool(refused))
        self.take.setEnabled(ready > 0 and not refused)
        self.take_good.setVisible(ready > 0 and bool(refused))

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
        done = self._session.attempt(lambda: self._imported(skip_bad))
        if done is not None:
            self.done_with = done
            self.accept()

    def _imported(self, skip_bad: bool) -> Imported:
        if self._path is None:
            raise BadInput(self.tr("Choose a spreadsheet first."))
        session = self._session
        try:
            return import_events(
                session.family, session.child, self._path, skip_bad, self._mapping()
            )
        except OSError as problem:
            words = self.tr("The rows left out cannot be written beside {name}: {why}.")
            raise BadInput(words.format(name=self._path.name, why=problem.strerror)) from problem

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
