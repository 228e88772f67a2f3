"""What a fact of a letter is typed into, by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

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
        "long": lambda: LongField(lines=3),
        "lines": lambda: LongField(lines=4),
        "table": lambda: GridField(fact.columns),
    }
    hints = {
        "lines": _tr("One to a line; each becomes a point."),
        "table": _tr("Tab goes on to the next cell. You can paste rows from a spreadsheet."),
    }
    said = [fact.hint or hints.get(fact.kind, ""), hint]
    return Field(fact.ask, makers.get(fact.kind, LineField)(), " ".join(filter(None, said)))


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
