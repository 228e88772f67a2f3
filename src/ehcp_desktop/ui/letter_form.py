"""The form of one letter: what the record already says, and what only the writer knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ehcp_desktop.services.letters.facts import facts_of
from ehcp_desktop.services.letters.shelf import TONES
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.choices import Choices
from ehcp_desktop.ui.parts.facts import Facts
from ehcp_desktop.ui.parts.fields import Choice, DateField, Editor, Field, LineField, LongField
from ehcp_desktop.ui.parts.layouts import INNER, WORD, Card, clear, column, line
from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from ehcp_desktop.services.letters.facts import Fact
    from ehcp_desktop.services.letters.shelf import Template
    from ehcp_desktop.services.letters.writing import Known

RECIPIENT = ("recipient_name", "recipient_role", "recipient_organisation", "recipient_address")
SENDER = ("sender_name", "sender_relationship", "sender_address", "sender_email", "sender_phone")
_LAST = ("own_words",)
_LONG = ("long", "lines", "table")


class LetterForm(QWidget):
    """What a letter asks its writer. `typed` follows every change."""

    typed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.editors: dict[str, Editor] = {}
        self.missing: tuple[str, ...] = ()
        self._ask_of: Mapping[str, Fact] = {}
        self._inside = column(self, spacing=INNER)

    def build(self, template: Template, missing: Iterable[str]) -> None:
        """Lay the form out for a letter; `missing` are facts that the record does not hold."""
        clear(self._inside)
        self.editors = {}
        self.missing = tuple(missing)
        self._ask_of = facts_of(template)
        self._facts = Card("note", padding=INNER)
        self._known = Facts()
        self._facts.body.addWidget(self._known)
        self._facts_title = label(self.tr("Already in your record"), "heading")
        self._inside.addWidget(self._facts_title)
        self._inside.addWidget(self._facts)
        first = [key for key in template.asked if key not in _LAST]
        for key in (*self.missing, *first):
            self._ask(key)
        self._add_recipient()
        reply_by = DateField(self._today, ahead=True, past=False)
        self._add("reply_by", Field(self.tr("Please &reply by"), reply_by, template.reply.words))
        self._add("tone", Choices(self.tr("How it sounds"), self._tones()))
        self._add("by", Choices(self.tr("How you will send it"), ways_to_send(), several=True))
        for key in (key for key in template.asked if key in _LAST):
            self._ask(key)
        self._add_enclosures(template)

    def _add_enclosures(self, template: Template) -> None:
        if template.enclosures:
            papers = ((each, each[:1].upper() + each[1:]) for each in template.enclosures)
            words = self.tr("What goes with it")
            self._add("enclosures", Choices(words, papers, several=True))

    def show_facts(self, facts: Iterable[Known]) -> None:
        """Show what the letter takes from the record."""
        known = [(fact.label, fact.text) for fact in facts if fact.id not in self.editors]
        self._known.tell(known)
        self._facts.setVisible(bool(known))
        self._facts_title.setVisible(bool(known))

    def show_recipient(self, lines: Sequence[str]) -> None:
        """Show whom the letter goes to: the first lines of the envelope."""
        self._to.setText(", ".join(lines[:2]))

    def suggest_reply_by(self, day: date | None) -> None:
        """Show the day that is asked for, unless another was typed."""
        editor = self.editors["reply_by"]
        if isinstance(editor, DateField) and not editor.is_typed:
            editor.set_value(day.isoformat() if day else "")

    def given(self) -> dict[str, str]:
        """Return what was typed or chosen, by the ids of the facts; the tone is apart."""
        texts = {key: _text(key, editor) for key, editor in self.editors.items()}
        return {
            key: text
            for key, text in texts.items()
            if text and key != "tone" and not self._is_suggested(key)
        }

    def tone(self) -> str:
        """Return how the letter sounds."""
        return self.editors["tone"].value() or "firm"

    def show_given(self, given: Mapping[str, str], tone: str) -> None:
        """Show what was typed before, and nothing else; a field that says so already is left."""
        if any(given.get(key) for key in RECIPIENT):
            self._show_recipient_fields()
        for key, editor in self.editors.items():
            _show(key, editor, tone if key == "tone" else given.get(key, ""))

    def is_readable(self) -> bool:
        """Say whether every date that was typed is one."""
        dates = (each for each in self.editors.values() if isinstance(each, DateField))
        return all(each.is_readable for each in dates)

    def _is_suggested(self, key: str) -> bool:
        editor = self.editors[key]
        return key == "reply_by" and isinstance(editor, DateField) and not editor.is_typed

    def _ask(self, key: str) -> None:
        fact = self._ask_of[key]
        editor: Editor
        if fact.kind == "day":
            editor = DateField(self._today)
        elif fact.kind == "choice":
            editor = Choice()
            editor.offer([("", ""), *fact.choices.items()])
        else:
            editor = LongField(lines=3) if fact.kind in _LONG else LineField()
        hint = fact.hint or " | ".join(fact.columns)
        self._add(key, Field(fact.ask, editor, hint))

    def _add(self, key: str, widget: Field | Choices) -> None:
        editor = widget.editor if isinstance(widget, Field) else widget
        self.editors[key] = editor  # type: ignore[assignment]  # every one of these is an Editor
        editor.edited.connect(self.typed)  # type: ignore[attr-defined]  # see Editor
        self._inside.addWidget(widget)

    def _add_recipient(self) -> None:
        top = line()
        top.addWidget(label(self.tr("To"), "heading"), 1)
        self._change = link(self.tr("Cha&nge"), self._change_recipient, name=self._who())
        top.addWidget(self._change)
        self._to = label("")
        both = column(spacing=WORD)
        both.addLayout(top)
        both.addWidget(self._to)
        self._inside.addLayout(both)
        self._recipient_fields = column(spacing=INNER)
        self._inside.addLayout(self._recipient_fields)

    def _who(self) -> str:
        return self.tr("Change whom the letter goes to")

    def _show_recipient_fields(self) -> None:
        if RECIPIENT[0] in self.editors:
            return
        self._change.hide()
        before = self._inside
        self._inside = self._recipient_fields
        for key in RECIPIENT:
            self._ask(key)
        self._inside = before

    def _change_recipient(self) -> None:
        self._show_recipient_fields()
        tab_as_laid_out(self)
        first = self.editors[RECIPIENT[0]]
        if isinstance(first, QWidget):
            first.setFocus()

    def _tones(self) -> list[tuple[str, str]]:
        words = (self.tr("Friendly"), self.tr("Firm"), self.tr("Formal"))
        return list(zip(TONES, words, strict=True))


def ways_to_send() -> list[tuple[str, str]]:
    """Return the ways in which a letter can go, with their words."""
    return [
        ("email", _tr("Email")),
        ("post", _tr("Post")),
        ("hand", _tr("By hand")),
        ("portal", _tr("Portal")),
    ]


def _text(key: str, editor: Editor) -> str:
    return _joint(key).join(editor.chosen()) if isinstance(editor, Choices) else editor.value()


def _show(key: str, editor: Editor, text: str) -> None:
    if isinstance(editor, Choices):
        editor.choose(part.strip() for part in text.split(_joint(key).strip()))
    elif editor.value() != text:
        editor.set_value(text)
        if isinstance(editor, DateField):
            editor.is_typed = bool(text)


def _joint(key: str) -> str:
    return "; " if key == "enclosures" else ", "


def _tr(words: str) -> str:
    return QCoreApplication.translate("LetterForm", words)
