"""RecordForm: any record, from a description of its fields; saved as it is typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from ehcp_desktop.domain.record import Record, new_id
from ehcp_desktop.domain.when import When
from ehcp_desktop.ui.parts.fields import (
    Choice,
    DateField,
    Editor,
    Field,
    LineField,
    LongField,
    Tick,
)
from ehcp_desktop.ui.parts.fitting import Fitting
from ehcp_desktop.ui.parts.layouts import INNER, column
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Callable

    from ehcp_desktop.ui.session import Session

T = TypeVar("T", bound=Record)
PAUSE_MS = 800
_SHARE_EM = 26
_COLUMNS = 2


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One field of a record.

    `kind` is text, long, number, date, born (one exact day), choice or tick; `choices` are
    (value, words); `suggestions` are offered while typing; a `half` field may share a line.
    """

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    ahead: bool = False
    half: bool = False
    lines: int = 4


def editor_for(field: FormField, today: Callable[[], date]) -> QWidget:
    """Return what a field is typed into."""
    made: dict[str, Callable[[], QWidget]] = {
        "text": lambda: LineField(suggestions=field.suggestions),
        "long": lambda: LongField(lines=field.lines),
        "date": lambda: DateField(today, ahead=field.ahead),
        "born": lambda: DateField(today, unsure=False),
        "number": LineField,
        "choice": lambda: Choice(field.choices),
        "tick": lambda: Tick(field.label),
    }
    return made[field.kind]()


class FieldGrid(Fitting):
    """Fields under each other; two halves share a line where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(INNER)
        self._grid.setVerticalSpacing(INNER)
        for place in (0, 1):
            self._grid.setColumnStretch(place, 1)
        self._fields: list[tuple[Field, bool]] = []
        self._is_wide: bool | None = None

    def add(self, field: Field, *, half: bool = False) -> None:
        """Put a field under the others."""
        self._fields.append((field, half))
        self._is_wide = None
        self.fit()

    def fit(self) -> None:
        """Give up sharing lines when there is too little room."""
        halves = (_wide(field) for field, half in self._fields if half)
        needed = _COLUMNS * max(halves, default=0) + INNER
        wide = self.width() >= max(em(_SHARE_EM), needed)
        if wide == self._is_wide:
            return
        self._is_wide = wide
        row, filled = 0, 0
        for field, half in self._fields:
            span = 1 if half and wide else _COLUMNS
            if filled + span > _COLUMNS:
                row, filled = row + 1, 0
            self._grid.addWidget(field, row, filled, 1, span, Qt.AlignmentFlag.AlignTop)
            filled += span


def _wide(field: Field) -> int:
    """Return the pixels that a field needs beside another; a choice shows all its words."""
    chosen = field.editor.sizeHint().width() if isinstance(field.editor, Choice) else 0
    return max(field.minimumSizeHint().width(), chosen)


class RecordForm(QWidget, Generic[T]):
    """Shows a record and keeps what is changed: 800 ms after the last key, or on leaving a field.

    `save` is given the record as it now reads and the name of the field, and returns it as kept;
    a whole visit to a field is one step to undo.
    """

    def __init__(
        self,
        session: Session,
        fields: tuple[FormField, ...],
        save: Callable[[T], T],
    ) -> None:
        super().__init__()
        self._session = session
        self._save = save
        self._fields = {field.name: field for field in fields}
        self._record: T | None = None
        self._pending = ""
        self._visit = ""
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        self.editors: dict[str, QWidget] = {}
        self._lay(session.today)
        session.leaving.connect(self.flush)

    def _lay(self, today: Callable[[], date]) -> None:
        inside = column(self, spacing=0)
        grid = FieldGrid()
        inside.addWidget(grid)
        for name, field in self._fields.items():
            editor = editor_for(field, today)
            self.editors[name] = editor
            _as_editor(editor).edited.connect(partial(self._typed, name))
            (editor.focusProxy() or editor).installEventFilter(self)
            grid.add(Field(field.label, editor, field.hint), half=field.half)

    @property
    def record(self) -> T | None:
        """The record that is shown, as kept."""
        return self._record

    def show_record(self, record: T) -> None:
        """Show a record; what was typed for the one before is kept first."""
        if self._record is None or record.id != self._record.id:
            self.flush()
        self._record = record
        for name, editor in self.editors.items():
            if name != self._pending:
                _show(_as_editor(editor), as_text(getattr(record, name)))

    def flush(self) -> None:
        """Keep what has been typed, now."""
        self._timer.stop()
        name, self._pending = self._pending, ""
        self._keep_field(name)

    def _keep_field(self, name: str) -> None:
        if not name or self._record is None or not _is_readable(self.editors[name]):
            return
        value = as_value(self._fields[name], _as_editor(self.editors[name]).value())
        if value != getattr(self._record, name):
            changed = replace(self._record, **{name: value})  # type: ignore[arg-type]  # any field
            self._keep(name, changed)

    def _keep(self, name: str, changed: T) -> None:
        self._visit = self._visit or new_id()
        words = self.tr("Change: {field}").format(field=self._fields[name].label.replace("&", ""))
        kept = self._session.attempt(lambda: self._save(changed), words, self._visit)
        if kept is not None:
            self._record = kept

    def _typed(self, name: str) -> None:
        before, self._pending = self._pending, name
        if before not in ("", name):
            self._keep_field(before)
            self._visit = ""
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a field on leaving it; coming back is another visit."""
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
            self._visit = ""
        return super().eventFilter(watched, event)


def as_text(value: object) -> str:
    """Return a field's value as its editor takes it."""
    if isinstance(value, When):
        return value.iso()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def as_value(field: FormField, text: str) -> object:
    """Return what the record should hold for the text of an editor."""
    read: dict[str, Callable[[str], object]] = {
        "date": lambda words: When.parse(words) if words else None,
        "born": date.fromisoformat,
        "tick": bool,
        "number": lambda words: int(words) if words.isdecimal() else None,
    }
    return read.get(field.kind, str)(text)


def _show(editor: Editor, text: str) -> None:
    if editor.value() != text:
        editor.set_value(text)


def _is_readable(editor: QWidget) -> bool:
    return not isinstance(editor, DateField) or editor.is_readable


def _as_editor(widget: QWidget) -> Editor:
    return cast("Editor", widget)
