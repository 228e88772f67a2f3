"""Papers: where is that report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ehcp_desktop.ui.paper_card import PaperCard
from ehcp_desktop.ui.parts.buttons import allow, button, primary
from ehcp_desktop.ui.parts.fields import LineField
from ehcp_desktop.ui.parts.layouts import GROUP, Card, EmptyState, Page, column, line
from ehcp_desktop.ui.parts.panes import Panes
from ehcp_desktop.ui.parts.tables import Column, RecordTable, Source
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_PAUSE_MS = 150
_MOST = 10_000


class PapersPage(Page):
    """Every paper, found by its words; files dropped anywhere on the screen are taken in."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__(self.tr("Papers"), self.tr("Where is that report?"), scrolls=False)
        self.session = session
        self.setAcceptDrops(True)
        self.add = primary(self.tr("Add &papers…"), self._choose_files, "upload")
        self.header.addWidget(self.add)
        self.words = LineField(self.tr("Words in the name, the title or the notes"))
        self.words.setAccessibleName(self.tr("Find a paper"))
        self.words.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self.words.textChanged.connect(lambda _: self._pause.start())
        self._found: list[str] | None = None
        self.table = RecordTable(self.tr("Papers"), self._columns(), self._source())
        self.card = PaperCard(session, go)
        self.table.chosen.connect(self.card.show_paper)
        self.table.opened.connect(self.card.open_paper)
        self.empty = EmptyState(
            self.tr("No papers yet"),
            self.tr("Reports, letters and photos go here. Each is kept exactly as it came."),
            self.tr("Choose files…"),
            self._choose_files,
        )
        self.body.addWidget(self.empty)
        self._both = Panes(self._left(), self.card, narrow=60)
        self.body.addWidget(self._both, 1)
        for each in (*self.findChildren(QLineEdit), *self.findChildren(QPlainTextEdit)):
            each.setAcceptDrops(False)  # else a file dropped on a field is typed there as a path

    def _left(self) -> QWidget:
        left = QWidget()
        inside: QVBoxLayout = column(left, spacing=GROUP)
        inside.addWidget(self.words)
        inside.addWidget(self.table, 1)
        drop = Card()
        row = line(spacing=GROUP)
        words = column(spacing=2)
        words.addWidget(label(self.tr("Drop papers, photos or emails anywhere here"), "heading"))
        kept = self.tr("The original is kept as it came. Nothing is moved from where it was.")
        words.addWidget(label(kept, "detail"))
        row.addLayout(words, 1)
        self._browse = button(self.tr("Choose fi&les…"), self._choose_files)
        row.addWidget(self._browse)
        drop.body.addLayout(row)
        inside.addWidget(drop)
        return left

    def refresh(self) -> None:
        """Show the record as it now is."""
        self._read()
        is_empty = self.session.family.store.papers.count(child=self.session.child_id) == 0
        self.empty.setVisible(is_empty)
        self._both.setVisible(not is_empty)
        self.add.setVisible(not is_empty)
        for each in (self.add, self.empty.button, self._browse):
            allow(each, self.session.why_read_only)

    def show_target(self, *, paper: str = "") -> None:
        """Show one paper."""
        if paper:
            self.words.set_value("")
            self._read()
            self.table.choose(paper)
            self.table.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, unless the record is open for reading only."""
        if event.mimeData().hasUrls() and not self.session.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self._take_in(paths)
        else:
            words = self.tr("Save it on this computer first, then drop the file here.")
            self.session.say(words)

    def _choose_files(self) -> None:
        from ehcp_desktop.ui.places import ask_for_files

        self._take_in(ask_for_files(self, self.tr("Choose the papers")))

    def _take_in(self, paths: Sequence[Path]) -> None:
        """Take in files as one step; those that are here already are shown, not kept twice."""
        from ehcp_desktop.services.papers import attach

        files = [path for path in paths if not path.is_dir()]
        if not files:
            if paths:
                self.session.say(self.tr("Folders are left alone; drop the files in them."))
            return
        family, child = self.session.family, self.session.child_id
        before = set(family.store.papers.ids(child=child))
        taken = self.session.attempt(
            lambda: [attach(family, child, path) for path in files], self.tr("Add papers")
        )
        if taken:
            self._show_taken([paper.id for paper in taken], before)

    def _show_taken(self, taken: list[str], before: set[str]) -> None:
        self.words.set_value("")
        self._read()
        self.table.choose(taken[0])
        new = len({*taken} - before)
        if not new:
            self.session.say(self.tr("That is in Papers already; nothing was added."))
            return
        words = self.tr("1 paper added") if new == 1 else self.tr("{n} papers added")
        self.session.say(words.format(n=new), undo=True)

    def _read(self) -> None:
        words = self.words.value()
        store = self.session.family.store
        self._found = (
            [hit.id for hit in store.search(words, limit=_MOST) if hit.kind == "paper"]
            if words
            else None
        )
        self.table.reload()
        if not self.table.current() and self.table.records.rowCount():
            self.table.selectRow(0)
        self.card.show_paper(self.table.current())
        self._say_count()

    def _say_count(self) -> None:
        total = self.session.family.store.papers.count(child=self.session.child_id)
        shown = self.table.records.rowCount()
        words = self.tr("{shown} of {total} papers have these words")
        is_filtered = self._found is not None
        self.say_subtitle(
            words.format(shown=shown, total=total)
            if is_filtered
            else self.tr("Where is that report?")
        )

    def _columns(self) -> tuple[Column[Paper], ...]:
        return (
            Column(title=self.tr("Paper"), text=_title, order="title", icon=lambda _: "file-text"),
            Column(title=self.tr("From"), text=lambda one: one.who, width=11, order="who"),
            Column(title=self.tr("Date on it"), text=_day, width=16.5, order="dated"),
        )

    def _source(self) -> Source[Paper]:
        return Source(ids=self._ids, many=self.session.family.store.papers.many)

    def _ids(self, order: str, backwards: bool) -> list[str]:
        ordered = f"{order}{' desc' if backwards else ''}" if order else "dated desc"
        ids = self.session.family.store.papers.ids(ordered, child=self.session.child_id)
        if self._found is None:
            return ids
        found = set(self._found)
        return [one for one in ids if one in found]


def _title(paper: Paper) -> str:
    return paper.title or paper.name


def _day(paper: Paper) -> str:
    return paper.dated.spoken_in_full() if paper.dated else ""
