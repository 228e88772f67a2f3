"""The first window: look round, start a record, or open one. Also the facts of another child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QWidget,
)

from ehcp_desktop.domain.people import Child
from ehcp_desktop.errors import BadInput
from ehcp_desktop.ui.icons import paint_icon
from ehcp_desktop.ui.parts.buttons import Pressed, button, link, primary
from ehcp_desktop.ui.parts.dialogs import bring_into_view, fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import Choice, DateField, Field, LineField
from ehcp_desktop.ui.parts.layouts import (
    CARD,
    COLUMN,
    GROUP,
    INNER,
    SIDE,
    BoxedList,
    ButtonRow,
    Card,
    SideBySide,
    column,
    line,
)
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.parts.text import Badge, Paragraph, label
from ehcp_desktop.ui.passphrase import NewPassphrase
from ehcp_desktop.ui.theme import em, follow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ehcp_desktop.domain.when import When
    from ehcp_desktop.ui.files import Files
    from ehcp_desktop.ui.session import Session


@dataclass(frozen=True, kw_only=True)
class StartFacts:
    """The child (name, birth, council), the newest plan's date, and whether it is the first."""

    child: Child
    newest_plan: When | None
    is_first: str


class FirstRun(ScrollArea):
    """Three choices at the left; the form of the chosen one at the right."""

    def __init__(self, today: Callable[[], date], files: Files) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Welcome"))
        self.start = StartForm(today, files)
        both = SideBySide(narrow=58, shares=(1, 1))
        both.main.addWidget(label(self.tr("Hello"), "title"))
        both.main.addWidget(Paragraph(self._greeting()))
        both.main.addSpacing(GROUP)
        both.main.addWidget(self._choices(files))
        several = self.tr("I help several f&amilies")
        both.main.addWidget(link(several, files.show_families, image="users"))
        both.main.addWidget(self._promise())
        both.main.addWidget(self._note())
        both.side.addWidget(self.start)
        both.setMaximumWidth(em(72))
        self.setWidget(_centred(both))

    def greet(self) -> None:
        """Begin at the top: at the first field where it can be seen, else at the first choice."""
        self.verticalScrollBar().setValue(0)
        first = self.look if self.window().width() < em(62) else self.start.facts.name
        first.setFocus()

    def _greeting(self) -> str:
        return self.tr(
            "This program keeps your child’s EHCP papers in order, tells you what is due, "
            "and helps you write the letter."
        )

    def _choices(self, files: Files) -> BoxedList:
        boxed = BoxedList(self.tr("How to begin"))
        self.look = _BigChoice(
            "eye",
            self.tr("Look round with a &made-up family"),
            self.tr("See it working. Nothing of yours is needed."),
        )
        self.begin = _BigChoice(
            "pen-line", self.tr("&Start our record"), self.tr("Four facts, about two minutes.")
        )
        self.open = _BigChoice(
            "folder-open", self.tr("&Open a record"), self.tr("A record you already have.")
        )
        self.look.clicked.connect(files.open_example)
        self.begin.clicked.connect(self.start.begin)
        self.open.clicked.connect(files.choose)
        for choice in (self.look, self.begin, self.open):
            boxed.add(choice)
        return boxed

    def _promise(self) -> Badge:
        words = self.tr(
            "Everything stays on this computer. No account and no internet. It is a file you own."
        )
        said = Badge("shield-check", words, "done")
        said.setProperty("tone", "")  # only the icon is green
        return said

    def _note(self) -> Card:
        note = Card("note", INNER)
        words = self.tr(
            "With four facts Today will show when the next review is due. "
            "If you are not sure of a date, you will see a range."
        )
        note.body.addWidget(Badge("calendar", words, "second"))
        return note


def _centred(widget: QWidget) -> QWidget:
    """Return a page with a widget in the middle of its width."""
    inside = QWidget()
    inside.setProperty("ground", "page")
    outer = column(inside, margins=(SIDE,) * 4)
    across = line(spacing=0)
    across.addStretch(1)
    across.addWidget(widget, 100)
    across.addStretch(1)
    outer.addStretch(1)
    outer.addLayout(across)
    outer.addStretch(2)
    return inside


class FactsForm(QWidget):
    """The facts about a child, in four fields and one choice."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.name = LineField()
        self.born = DateField(today, hint=self.tr("Day, month and year"), unsure=False)
        self.council = LineField()
        self.plan = DateField(today, hint=self.tr("June 2026, 2/6/26, or “not sure”"))
        self.first = Choice(
            (
                ("not sure", self.tr("Not sure")),
                ("yes", self.tr("Yes, it is the first one")),
                ("no", self.tr("No, there was one before it")),
            )
        )
        full = self.tr("Its full name, as on its letters, such as London Borough of Bromley.")
        self._named = Field(self.tr("Child’s &name"), self.name)
        self._dated = Field(self.tr("Date of &birth"), self.born)
        inside = column(self, spacing=INNER)
        for field in (
            self._named,
            self._dated,
            Field(self.tr("&Council"), self.council, full),
            Field(self.tr("Date on the newest &plan"), self.plan),
            Field(self.tr("Is th&is the first plan?"), self.first),
        ):
            inside.addWidget(field)
        self.name.edited.connect(lambda: self._named.complain(""))
        self.born.edited.connect(lambda: self._dated.complain(""))

    def problems(self) -> list[str]:
        """Say beside each field what is wrong with it, and return it all, top to bottom."""
        nameless = self.tr("Please type the child’s name; a first name will do.")
        unborn = self.tr("Please type the date of birth with its day, month and year.")
        missing = (
            (self._named, "" if self.name.value() else nameless),
            (self._dated, "" if self.born.line.value() else unborn),
        )
        for field, words in missing:
            field.complain(words)
        # What is typed and cannot be read is said by the date itself.
        unread = ((dated, dated.problem()) for dated in (self.born, self.plan))
        wrong = [(place, words) for place, words in (*missing, *unread) if words]
        if wrong:
            place = wrong[0][0]
            (place.editor if isinstance(place, Field) else place).setFocus()
        return [words for _, words in wrong]

    def facts(self) -> StartFacts:
        """Return what was typed. Raises BadInput saying all that is missing."""
        problems = self.problems()
        if problems:
            raise BadInput(" ".join(problems))
        return StartFacts(
            child=Child(
                name=self.name.value(),
                born=date.fromisoformat(self.born.value()),
                authority=self.council.value(),
            ),
            newest_plan=self.plan.when(),
            is_first=self.first.value(),
        )


class StartForm(Card):
    """Starts a record: the facts, a passphrase if wanted, and where it will be kept."""

    def __init__(self, today: Callable[[], date], files: Files) -> None:
        super().__init__(padding=COLUMN)
        self._files = files
        self._path: Path | None = None
        self.facts = FactsForm(today)
        self.passphrase = NewPassphrase()
        self._where = label("", "detail")
        self._problem = Badge("info", "", "gold")
        self._problem.hide()
        self.body.addWidget(label(self.tr("Start our record"), "lead"))
        self.body.addWidget(label(self.tr("You can change all of this later."), "second"))
        self.body.addSpacing(GROUP)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.passphrase)
        self.body.addWidget(self._where)
        self.body.addWidget(self._problem)
        self.start = primary(self.tr("S&tart"), self.run)
        self.body.addWidget(
            ButtonRow(
                self.start,
                link(self.tr("Keep it somewhere else…"), self._choose, image="folder-open"),
            )
        )
        self.facts.name.textChanged.connect(lambda _: self._say_where())
        self._say_where()

    def begin(self) -> None:
        """Go to the first field."""
        self.facts.name.setFocus()

    def run(self) -> None:
        """Make the record and open it, or say here what is missing."""
        problems = self.facts.problems() or [self.passphrase.problem()]
        self._problem.setText(" ".join(filter(None, problems)))
        self._problem.setVisible(any(problems))
        if any(problems):
            bring_into_view(self._problem)
            return
        if self._files.start(self._place(), self.passphrase.chosen(), self.facts.facts()):
            self._empty()

    def _empty(self) -> None:
        for editor in (self.facts.name, self.facts.born, self.facts.council, self.facts.plan):
            editor.set_value("")
        self.passphrase.empty()
        self._path = None

    def _place(self) -> Path:
        name = self.facts.name.value().split(" ")[0]
        return self._path or self._files.suggested_path(name)

    def _choose(self) -> None:
        self._path = self._files.choose_place(self._place())
        self._say_where()

    def _say_where(self) -> None:
        place = self._place()
        words = self.tr("It will be kept in {folder}, as {name}.")
        self._where.setText(words.format(folder=place.parent, name=place.name))


class _BigChoice(Pressed):
    """A row that is a button: icon, words, and a second line."""

    def __init__(self, image: str, words: str, hint: str) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self._image = image
        self.setShortcut(QKeySequence.mnemonic(words))
        self.setAccessibleName(words.replace("&", ""))
        self.setAccessibleDescription(hint)
        title = label("", "heading", self)
        title.setTextFormat(Qt.TextFormat.AutoText)
        title.setText(words)
        title.setBuddy(self)
        self._inside = column(self, spacing=2)
        for one in (title, label(hint, "second", self)):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._inside.addWidget(one)
        self._leave_room()
        follow(self._leave_room)

    def _leave_room(self) -> None:
        """Leave room for the icon and the arrow."""
        self._inside.setContentsMargins(em(3.6), INNER, em(2.6), INNER)

    def sizeHint(self) -> QSize:
        """Be as high as both lines."""
        return self._inside.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon at the left and the arrow at the right."""
        super().paintEvent(event)
        painter = QPainter(self)
        place = self.rect().adjusted(CARD, 0, -CARD, 0)
        side = em(1.6)
        left = QRect(place.left(), place.top(), side, place.height())
        paint_icon(painter, self._image, "second", left)
        right = QRect(place.right() - em(1.2), place.top(), em(1.2), place.height())
        paint_icon(painter, "chevron-right", "second", right)
        painter.end()


def ask_for_child(session: Session, parent: QWidget | None) -> None:
    """Ask for the facts of another child and add it to the open record."""
    from ehcp_desktop.services.children import start_record

    dialog = QDialog(parent)
    dialog.setWindowTitle(dialog.tr("Add a child"))
    form = FactsForm(session.today)

    def start() -> Child:
        facts = form.facts()
        return start_record(session.family, facts.child, facts.newest_plan, facts.is_first)

    def add() -> None:
        child = session.attempt(start)
        if child is not None:
            session.look_at(child.id)
            dialog.accept()

    cancel = button(dialog.tr("Cancel"), dialog.reject)
    foot = ButtonRow(primary(dialog.tr("Add"), add), cancel)
    scrolling_body(dialog, dialog.tr("The child"), foot).addWidget(form)
    form.name.setFocus()
    fit_to_screen(dialog, em(32))
    dialog.exec()
