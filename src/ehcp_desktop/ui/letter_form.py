"""The form of one letter: what the record already says, and what only the writer knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ehcp_desktop.services.letters.facts import facts_of, shared
from ehcp_desktop.services.letters.shelf import TONES
from ehcp_desktop.ui.letter_fields import (
    as_editor,
    called,
    field_for,
    rows_in,
    show_text,
    text_of,
)
from ehcp_desktop.ui.letter_recipient import KEYS as RECIPIENT
from ehcp_desktop.ui.letter_recipient import RecipientPart
from ehcp_desktop.ui.parts.choices import Choices
from ehcp_desktop.ui.parts.facts import Facts
from ehcp_desktop.ui.parts.fields import DateField, Editor, Field
from ehcp_desktop.ui.parts.fold import Fold
from ehcp_desktop.ui.parts.layouts import INNER, Card, clear, column
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ehcp_desktop.services.letters.asking import Asking
    from ehcp_desktop.services.letters.facts import Fact
    from ehcp_desktop.services.letters.shelf import Template
    from ehcp_desktop.services.letters.writing import Known, Written
    from ehcp_desktop.ui.session import Session

SENDER = ("sender_name", "sender_relationship", "sender_address", "sender_email", "sender_phone")
_SAID = ("tone", "length")  # how it is said, which is no fact
_OWN = "own_words"
_COUNTED = ("lines", "table")


class LetterForm(QWidget):
    """What a letter asks its writer; tables stand apart, in `tables`, where there is more room.

    A field that shows what the record says follows the record until a person changes it. `typed`
    follows every change.
    """

    typed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.editors: dict[str, Editor] = {}
        self.missing: tuple[str, ...] = ()
        self.tables = QWidget()
        self._tables = column(self.tables, spacing=INNER)
        self._inside = column(self, spacing=INNER)
        self._own: set[str] = set()
        self._held: dict[str, str] = {}

    def build(self, template: Template, asking: Asking) -> None:
        """Lay the form out for a letter."""
        clear(self._inside)
        clear(self._tables)
        self.editors, self._own, self._held = {}, set(), {}
        self._table_folds: list[Fold] = []
        self._spare: list[QWidget] = []
        self.recipient: RecipientPart | None = None
        self._template, self._facts = template, facts_of(template)
        self.missing = self._asked_first(asking)
        self._add_length(template)
        if set(self.missing) & set(RECIPIENT):
            self._add_recipient(template)
        for key in self.missing:
            self._ask(key, self)
        self._add_asked(asking)
        self._add_held(asking)
        self._add_writer(asking)
        self._add_recipient(template)
        self._add_manner(template, asking.reply_words)
        self._add_optional()
        self._add_enclosures(template)
        self.hold(asking.held)
        self.show_tables()

    def hold(self, held: Mapping[str, str]) -> None:
        """Show what the record says, where a person has not said otherwise."""
        for key, text in held.items():
            self.suggest(key, text)

    def show_tables(self) -> None:
        """Show the tables, where the letter has any."""
        self.tables.setVisible(self._tables.count() > 0)

    def _asked_first(self, asking: Asking) -> tuple[str, ...]:
        details = SENDER[1:] if SENDER[0] in asking.missing else ()
        return (*asking.missing, *details)

    def _add_length(self, template: Template) -> None:
        if len(template.lengths) > 1:
            words = {
                "short": self.tr("Just the short version"),
                "standard": self.tr("The usual letter"),
                "full": self.tr("All of it"),
            }
            choices = [(one, words[one]) for one in template.lengths]
            self._add("length", Choices(self.tr("How much it says"), choices), self)
            self.editors["length"].edited.connect(self._show_length)

    def _add_held(self, asking: Asking) -> None:
        """Add what the record says, and behind Change the fields that show it."""
        self._card = Card("note", padding=INNER)
        self._known = Facts()
        self._told: list[tuple[str, str]] | None = None
        self._card.body.addWidget(self._known)
        self._title = label(self.tr("Already in your record"), "heading")
        self._inside.addWidget(self._title)
        self._inside.addWidget(self._card)
        self._change = Fold(self.tr("Change what the record says here"))
        for key in self._changeable(asking):
            self._ask(key, self._change, self.tr("From your record."))
        self._inside.addWidget(self._change)
        self._change.setVisible(self._change.body.count() > 0)

    def _changeable(self, asking: Asking) -> list[str]:
        """Return the facts that the record holds and this letter is about, in their order."""
        mine = (*self._template.facts, *self._template.asked)
        facts = (one for one in self._facts.values() if not one.is_worked_out and one.id != _OWN)
        return [
            one.id
            for one in facts
            if one.id in asking.held and (one.known or one.id in mine) and one.id not in RECIPIENT
        ]

    def _add_writer(self, asking: Asking) -> None:
        if len(asking.writers) > 1:
            words = shared()["writer"].choices
            choices = [(one, words[one]) for one in asking.writers]
            self._add("writer", Choices(self.tr("Who writes"), choices), self)
            self._suggest_choice("writer", asking.writers[0])

    def _add_asked(self, asking: Asking) -> None:
        """Add what the letter is about and can do without; the short version does."""
        self._asked = QWidget()
        self._asked_body = column(self._asked, spacing=INNER)
        for key in self._template.asked:
            if key not in asking.held and key != _OWN and not _is_optional(self._facts[key]):
                self._ask(key, self._asked)
        self._inside.addWidget(self._asked)

    def _add_recipient(self, template: Template) -> None:
        if template.shape != "letter" or self.recipient is not None:
            return
        self.recipient = RecipientPart(self._session)
        self._inside.addWidget(self.recipient)
        for key, field in self.recipient.fields.items():
            self._hear(key, field.editor)
        self.recipient.filled.connect(self._filled)

    def _add_manner(self, template: Template, reply_words: str) -> None:
        """Add the day asked for, how the letter sounds and how it goes."""
        if not template.reply.none:
            reply_by = DateField(self._session.today, ahead=True, past=False)
            words = self.tr("Please &reply by")
            self._add("reply_by", Field(words, reply_by, reply_words), self)
        if any(f"[{tone}" in template.body for tone in TONES):
            self._add("tone", Choices(self.tr("How it sounds"), self._tones()), self)
        if template.shape == "letter":
            ways = Choices(self.tr("How you will send it"), ways_to_send(), several=True)
            self._add("by", ways, self)

    def _add_optional(self) -> None:
        asked = [key for key in self._template.asked if key not in self.editors]
        if _OWN in asked:
            self._ask(_OWN, self)
        self.more = Fold(self.tr("More you can say (optional)"))
        for key in asked:
            self._ask(key, self.more)
        self._inside.addWidget(self.more)
        self.more.setVisible(self.more.body.count() > 0)

    def _add_enclosures(self, template: Template) -> None:
        if template.enclosures:
            papers = ((each, each[:1].upper() + each[1:]) for each in template.enclosures)
            words = self.tr("What goes with it")
            self._add("enclosures", Choices(words, papers, several=True), self)

    def first_gap(self) -> QWidget | None:
        """Return the field of what is missing first, else of the table that carries the letter."""
        tables = (key for key in self._template.asked if self._facts[key].kind == "table")
        unsaid = (
            key for key in tables if not _is_optional(self._facts[key]) and key not in self._held
        )
        first = next(iter((*self.missing, *unsaid)), "")
        return cast("QWidget | None", self.editors.get(first))

    def show_written(self, written: Written) -> None:
        """Show what the letter takes from the record, whom it goes to and the day it asks for."""
        self._show_facts(written.facts)
        if self.recipient is not None:
            self.recipient.say(written.document.recipient, written.document.copies)
            self.suggest("copies", "\n".join(written.document.copies))
            for key in RECIPIENT:
                self.suggest(key, str(written.recipient.get(key, "")))
        self.suggest("reply_by", written.reply_by.isoformat() if written.reply_by else "")

    def _show_facts(self, facts: Iterable[Known]) -> None:
        known = [(fact.label, fact.text) for fact in facts if fact.id not in self.missing]
        for key, text in self._held.items():
            fact = self._facts.get(key)
            if fact is not None and fact.kind in _COUNTED and key in self.editors:
                words = self.tr("{count} from your record")
                known.append((fact.known or called(fact), words.format(count=rows_in(fact, text))))
        if known == self._told:
            return
        self._told = known
        self._known.tell(known)
        self._card.setVisible(bool(known))
        self._title.setVisible(bool(known))

    def suggest(self, key: str, text: str) -> None:
        """Show what the record says, unless a person has said otherwise."""
        editor = self.editors.get(key)
        if editor is None or key in self._own:
            return
        if not isinstance(editor, DateField) or not editor.is_typed:
            show_text(key, editor, text)
            self._held[key] = text_of(key, editor)

    def _suggest_choice(self, key: str, value: str) -> None:
        show_text(key, self.editors[key], value)
        self._held[key] = value

    def given(self) -> dict[str, str]:
        """Return what was typed or chosen, by the ids of the facts, not what the record says."""
        texts = {key: text_of(key, editor) for key, editor in self.editors.items()}
        return {
            key: text
            for key, text in texts.items()
            if key not in _SAID and self._is_said(key, text)
        }

    def _is_said(self, key: str, text: str) -> bool:
        """Return whether a person said this: in words, or by taking away the record's."""
        held = self._held.get(key, "")
        return bool(text or held) if key in self._own else bool(text) and text != held

    def asks_otherwise(self, asked: Asking) -> bool:
        """Say whether the record lacks other facts now than those that the form asks."""
        missing = set(self.missing) - set(SENDER[1:])
        return set(asked.missing) | (missing & set(self.given())) != missing

    def tone(self) -> str:
        """Return how the letter sounds."""
        return self._chosen("tone") or "firm"

    def length(self) -> str:
        """Return how much the letter says."""
        return self._chosen("length") or "standard"

    def _chosen(self, key: str) -> str:
        editor = self.editors.get(key)
        return editor.value() if editor is not None else ""

    def show_given(self, given: Mapping[str, str], tone: str, length: str = "standard") -> None:
        """Show what was typed before, and else what the record says."""
        said = {**given, "tone": tone, "length": length}
        self._own = set(given)
        for key, editor in self.editors.items():
            show_text(key, editor, said.get(key, self._held.get(key, "")))
            if isinstance(editor, DateField):
                editor.is_typed = key in given
        self._open_folds()
        self._show_length()

    def _open_folds(self) -> None:
        """Open what a person has said something in."""
        for fold in (self.more, self._change, *self._table_folds):
            fold.open(is_open=any(key in self._own for key in _keys(self, fold)))
        asked_first = set(self.missing) & set(RECIPIENT)
        if self.recipient is not None and (asked_first or self._own & set(self.recipient.fields)):
            self.recipient.open()

    def _show_length(self) -> None:
        """Leave out of the form what the short version leaves out."""
        is_short = self.length() == "short"
        self.more.setVisible(not is_short and self.more.body.count() > 0)
        self._asked.setVisible(not is_short and self._asked_body.count() > 0)
        for part in self._spare:
            part.setVisible(not is_short)

    def is_readable(self) -> bool:
        """Say whether every date that was typed is one."""
        dates = (each for each in self.editors.values() if isinstance(each, DateField))
        return all(each.is_readable for each in dates)

    def _ask(self, key: str, place: QWidget, hint: str = "") -> None:
        if key not in self.editors:
            self._add(key, field_for(self._facts[key], self._session.today, hint), place)

    def _add(self, key: str, widget: Field | Choices, place: QWidget) -> None:
        self._hear(key, widget.editor if isinstance(widget, Field) else widget)
        fact: Fact | None = self._facts.get(key)
        if fact is not None and fact.kind == "table":
            self._add_table(fact, widget, place)
        else:
            inside = place.body if isinstance(place, Fold) else place.layout()
            assert inside is not None  # noqa: S101  # every one of these has one
            inside.addWidget(widget)
        if key == _OWN:
            self._spare.append(widget)

    def _add_table(self, fact: Fact, widget: QWidget, place: QWidget) -> None:
        """Add a table; one that is not asked for stays shut, and out of the short version."""
        shown = widget
        if isinstance(place, Fold):
            shown = fold = Fold(fact.known or called(fact))
            fold.body.addWidget(widget)
            self._table_folds.append(fold)
        self._tables.addWidget(shown)
        if fact.id not in self.missing:
            self._spare.append(shown)

    def _hear(self, key: str, widget: QWidget) -> None:
        editor = self.editors[key] = as_editor(widget)
        editor.edited.connect(lambda: self._filled((key,)))

    def _filled(self, keys: Iterable[str]) -> None:
        self._own.update(keys)
        self.typed.emit()

    def _tones(self) -> list[tuple[str, str]]:
        words = (self.tr("Friendly"), self.tr("Firm"), self.tr("Formal"))
        return list(zip(TONES, words, strict=True))


def ways_to_send() -> list[tuple[str, str]]:
    """Return the ways in which a letter can go, with their words."""
    return [
        ("email", _tr("Email")),
        ("post", _tr("First class post")),
        ("second_class", _tr("Second class post")),
        ("signed_for", _tr("Signed for")),
        ("hand", _tr("By hand")),
        ("portal", _tr("Portal")),
    ]


def _is_optional(fact: Fact) -> bool:
    return "optional" in fact.ask


def _keys(form: LetterForm, fold: Fold) -> list[str]:
    """Return the facts whose fields stand in a fold."""
    return [
        key
        for key, editor in form.editors.items()
        if isinstance(editor, QWidget) and fold.isAncestorOf(editor)
    ]


def _tr(words: str) -> str:
    return QCoreApplication.translate("LetterForm", words)
