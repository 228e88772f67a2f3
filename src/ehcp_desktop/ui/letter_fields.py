"""What a fact of a letter is typed into, by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ehcp_desktop.services.letters.cells import rows_of
from ehcp_desktop.ui.parts.choices import Choices
from ehcp_desktop.ui.parts.fields import Choice, DateField, Editor, Field, LineField, LongField
from ehcp_desktop.ui.parts.grid import GridField

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ehcp_desktop.services.letters.facts import Fact


def field_for(fact: Fact, today: Callable[[], date], hint: str = "") -> Field:
    """Return the editor of a fact with its label, and what the form says under it."""
    makers: dict[str, Callable[[], QWidget]] = {
        "day": lambda: DateField(today),
        "choice": lambda: Choice([("", _tr("Choose")), *fact.choices.items()]),
        "long": lambda: LongField(lines=4),
        "lines": lambda: LongField(lines=4),
        "table": lambda: GridField(fact.columns),
    }
    hints = {
        "lines": "" if "to a line" in fact.ask else _tr("One to a line."),
        "table": _tr("Tab goes to the next cell. Rows from a spreadsheet can be pasted."),
    }
    said = [fact.hint, hints.get(fact.kind, ""), hint]
    words = called(fact) if fact.kind == "table" else fact.ask
    return Field(words, makers.get(fact.kind, LineField)(), " ".join(filter(None, said)))


def called(fact: Fact) -> str:
    """Return what a fact is called over its field; a table shows its columns itself."""
    ask, *_ = fact.ask.partition(" (one")
    return fact.label[:1].upper() + fact.label[1:] if "|" in ask else ask


def rows_in(fact: Fact, text: str) -> int:
    """Return how many rows or points the text of a fact has."""
    return len(rows_of(text) if fact.kind == "table" else text.splitlines())


def text_of(key: str, editor: Editor) -> str:
    """Return what was typed or chosen, as the letter takes it."""
    return _joint(key).join(editor.chosen()) if isinstance(editor, Choices) else editor.value()


def show_text(key: str, editor: Editor, text: str) -> None:
    """Show what was typed before; a field that says so already is left, with its cursor."""
    if isinstance(editor, Choices):
        editor.choose(part.strip() for part in text.split(_joint(key).strip()))
    elif editor.value() != text:
        editor.set_value(text)


def as_editor(widget: QWidget) -> Editor:
    """Return a widget as the editor that it is."""
    return cast("Editor", widget)


def _joint(key: str) -> str:
    return "; " if key == "enclosures" else ", "


def _tr(words: str) -> str:
    return QCoreApplication.translate("letter_fields", words)
