"""The right of the Add dialog: the fields of one kind of event, a promise, and papers."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ehcp_desktop.domain.event import Event, with_parts
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.questions import answer_what_fits, with_event
from ehcp_desktop.ui.event_fields import CONTACT, DATES, form_fields
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.dialogs import bring_into_view
from ehcp_desktop.ui.parts.fields import DateField, Editor, Field, LineField, Tick
from ehcp_desktop.ui.parts.forms import FieldGrid, FormField, as_text, editor_for
from ehcp_desktop.ui.parts.layouts import GROUP, INNER, SECTION, Card, clear, column
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from ehcp_desktop.ui.session import Session

_NAMES = frozenset(field.name for field in fields(Event))
_PAPERS, _OTHER = "papers", "other"
_MEETING = "review_meeting_held"  # seldom today, and everything is counted from it: no guess
_DAY_FIRST = ("_received", "_issued", "_answered", _MEETING)
_ASKED = "asked:"  # before the id of a question about the event
_NOTES = "notes"
_PART = "part:"  # before what a log wants to know
_PROMISE, _PROMISE_BY, _PROMISE_WHAT = "promise", "promise_by", "promise_what"
_NO_PROMISE = ("promise_made", "copy_given")  # with these nobody is asked for a promise


class EventForm(QWidget):
    """Types one new event. `typed` and `set_typed` carry the texts, for drafts and other kinds."""

    edited = Signal()

    def __init__(self, session: Session, kind: str) -> None:
        super().__init__()
        self._session = session
        self.kind = session.family.vocabulary.kind(kind)
        self._known: dict[str, object] = {}
        self._papers: list[Path] = []
        self.editors: dict[str, QWidget] = {}
        self.is_touched = False
        self._body = column(self, spacing=INNER, margins=(SECTION,) * 4)
        self._body.addWidget(label(self.kind.title, "lead"))
        if self.kind.hint:
            self._body.addWidget(label(self.kind.hint, "second"))
        self._lay_fields()
        if self.kind.group == CONTACT and self.kind.id not in _NO_PROMISE:
            self._lay_promise()
        if self.kind.parts:
            self._lay_parts()
        self._lay_papers()
        self._body.addStretch(1)

    def _lay_fields(self) -> None:
        grid = FieldGrid()
        for field in self._fields():
            if field.name != _NOTES or not self.kind.parts:
                self._lay_field(grid, field)
        for question in with_event(self.kind.id):
            choices = (("", self.tr("Not known yet")), *question.choices.items())
            asked = FormField(name=_ASKED + question.id, label="", kind="choice", choices=choices)
            editor = editor_for(asked, self._session.today)
            self._keep(asked.name, editor)
            grid.add(Field(question.text, editor, question.hint))
        self._body.addWidget(grid)
        on = self.editors.get("on")
        if isinstance(on, DateField) and not self.kind.ahead and self.kind.id != _MEETING:
            on.set_value(self._session.today().isoformat())

    def _fields(self) -> tuple[FormField, ...]:
        return form_fields(self._session.family, self.kind, self._session.child_id)

    def _lay_field(self, grid: FieldGrid, field: FormField) -> None:
        editor = editor_for(field, self._session.today)
        self._keep(field.name, editor)
        grid.add(Field(field.label, editor, field.hint), half=field.half)

    def _lay_promise(self) -> None:
        """Ask whether they promised something, and by when: it then waits on Today."""
        tick = Tick(self.tr("They made a &promise"))
        note = Card("note", INNER)
        what = LineField(self.tr("What they will do"))
        by = DateField(self._session.today, ahead=True, hint=self.tr("Friday, or a date"))
        note.body.addWidget(Field(self.tr("What"), what))
        note.body.addWidget(Field(self.tr("By when"), by, self.tr("It will wait on Today.")))
        note.hide()
        tick.toggled.connect(note.setVisible)
        tick.clicked.connect(lambda _: bring_into_view(note))
        for name, editor in ((_PROMISE, tick), (_PROMISE_WHAT, what), (_PROMISE_BY, by)):
            self._keep(name, editor)
        self._body.addWidget(tick)
        self._body.addWidget(note)

    def _lay_parts(self) -> None:
        """Ask for what a log wants to know, and for notes, once they are wanted."""
        self._more = Tick(self.tr("More for the l&og, notes"))
        note, grid = Card("note", INNER), FieldGrid()
        for part in self.kind.parts:
            self._lay_field(grid, FormField(name=_PART + part, label=part, half=True))
        for field in self._fields():
            if field.name == _NOTES:
                self._lay_field(grid, field)
        note.body.addWidget(grid)
        note.hide()
        self._more.toggled.connect(note.setVisible)
        self._more.clicked.connect(lambda _: bring_into_view(note))
        self._body.addWidget(self._more)
        self._body.addWidget(note)

    def _lay_papers(self) -> None:
        self._shown_papers = column(spacing=GROUP)
        self._body.addLayout(self._shown_papers)
        attach = link(self.tr("Attac&h a paper"), self._choose_papers, image="paperclip")
        self._body.addWidget(attach)

    def _keep(self, name: str, editor: QWidget) -> None:
        self.editors[name] = editor
        _as_editor(editor).edited.connect(self._touched)

    def _touched(self) -> None:
        self.is_touched = True
        self.edited.emit()

    def focus_first(self) -> None:
        """Go to the first field; to the day of a letter, or where it is known who wrote."""
        on = self.editors.get("on")
        is_day_first = self.kind.id.endswith(_DAY_FIRST) or "who" in self._known
        if isinstance(on, DateField) and is_day_first:
            on.line.setFocus()
            on.line.selectAll()
            return
        next(iter(self.editors.values())).setFocus()

    def set_known(self, known: dict[str, object]) -> None:
        """Fill in what is known already; what has no field is kept as it is."""
        self._known = dict(known)
        for name, value in known.items():
            if name in self.editors:
                _as_editor(self.editors[name]).set_value(as_text(value))

    def typed(self) -> dict[str, str]:
        """Return every text, by field, and the papers."""
        texts = {name: _as_editor(editor).value() for name, editor in self.editors.items()}
        texts[_PAPERS] = "\n".join(map(str, self._papers))
        return {name: text for name, text in texts.items() if text}

    def carried(self) -> dict[str, str]:
        """Return what goes along to another kind: every text but a day nobody typed."""
        on = self.editors.get("on")
        is_guess = isinstance(on, DateField) and not on.is_typed
        return {name: text for name, text in self.typed().items() if name != "on" or not is_guess}

    def says_nothing(self) -> bool:
        """Tell whether nobody has said anything yet; a step of the law is said by its day."""
        needs_words = self.kind.group in (CONTACT, _OTHER)
        return needs_words and not self._known and not self.carried()

    def set_typed(self, texts: dict[str, str]) -> None:
        """Show these texts, in the fields that this kind has."""
        for name, text in texts.items():
            if name in self.editors:
                editor = self.editors[name]
                _as_editor(editor).set_value(text)
                if isinstance(editor, DateField):
                    editor.is_typed = True
        promise = self.editors.get(_PROMISE)
        if isinstance(promise, Tick) and promise.isChecked():
            promise.toggled.emit(True)
        if self.kind.parts and any(name.startswith((_PART, _NOTES)) for name in texts):
            self._more.setChecked(True)
        self.attach([Path(one) for one in texts.get(_PAPERS, "").splitlines()])

    def attach(self, paths: list[Path]) -> None:
        """Add papers that will be kept with the event."""
        self._papers += [path for path in paths if path.is_file() and path not in self._papers]
        clear(self._shown_papers)
        for path in self._papers:
            remove = self.tr("Leave out {name}").format(name=path.name)
            shown = link(path.name, partial(self._leave_out, path), "x", remove)
            self._shown_papers.addWidget(shown)
        if paths:
            self._touched()

    def _leave_out(self, path: Path) -> None:
        self._papers.remove(path)
        self.attach([])
        self._touched()

    def _choose_papers(self) -> None:
        from ehcp_desktop.ui.places import ask_for_files

        self.attach(ask_for_files(self, self.tr("Attach papers")))

    def log(self) -> Event:
        """Put the event, its papers and the promise into the record, as one step.

        Raises BadInput when a date cannot be read or the record could not be true with it.
        """
        from ehcp_desktop.services import events

        family = self._session.family
        event = self._event()
        promise = self._promised(event)
        with family.store.action(f"Add: {self.kind.title}"):
            logged = events.log(family, event, tuple(self._papers))
            answer_what_fits(family, logged, self._answers())
            if promise is not None:
                events.log(family, promise)
        return logged

    def _event(self) -> Event:
        values = {name: value for name, value in self._known.items() if name in _NAMES}
        for name, editor in self.editors.items():
            if name in DATES:
                values[name] = cast("DateField", editor).when()
            elif name in _NAMES:
                values[name] = _as_editor(editor).value()
        parts = {part: _as_editor(self.editors[_PART + part]).value() for part in self.kind.parts}
        values["notes"] = with_parts(str(values.get("notes") or ""), parts)
        values |= {"child": self._session.child_id, "kind": self.kind.id}
        return Event(**values)  # type: ignore[arg-type]  # names and kinds as the fields have them

    def _answers(self) -> dict[str, str]:
        """Return what was chosen of what is asked about the event, by question."""
        told = {name: text for name, text in self.typed().items() if name.startswith(_ASKED)}
        return {name.removeprefix(_ASKED): choice for name, choice in told.items()}

    def _promised(self, event: Event) -> Event | None:
        promise = self.editors.get(_PROMISE)
        if promise is None or not _as_editor(promise).value():
            return None
        by = cast("DateField", self.editors[_PROMISE_BY]).when()
        what = _as_editor(self.editors[_PROMISE_WHAT]).value()
        if by is None or not what:
            raise BadInput(
                self.tr("Please say what they promised and by when, or take the tick away.")
            )
        on = event.on or When.day(self._session.today())
        return Event(
            child=event.child,
            kind="promise_made",
            on=on,
            by=by,
            who=event.who,
            replies_to=event.id,
            summary=what,
        )


def _as_editor(widget: QWidget) -> Editor:
    return cast("Editor", widget)
