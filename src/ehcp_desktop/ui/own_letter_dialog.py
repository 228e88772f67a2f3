"""Write a letter of one's own: its form, the facts that can be put in, and how it then reads."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ehcp_desktop.services.letters import filling, own, own_form, own_text
from ehcp_desktop.ui.own_letter_fields import FactChoice
from ehcp_desktop.ui.parts.buttons import allow, button, primary
from ehcp_desktop.ui.parts.dialogs import fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import Choice, Field, LineField, LongField
from ehcp_desktop.ui.parts.fold import Fold
from ehcp_desktop.ui.parts.forms import FieldGrid
from ehcp_desktop.ui.parts.layouts import WORD, ButtonRow, SideBySide, column
from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from ehcp_desktop.services.letters.own_form import Looked
    from ehcp_desktop.ui.session import Session

LOOK_MS = 300
_TEXT_LINES, _PREVIEW_LINES = 20, 20
_SHOWN = 70  # characters of a paragraph that is left out
_LONGEST_NUMBER = 4  # figures


def write_own(session: Session, parent: QWidget, base: str, letter: str = "") -> str:
    """Show the dialog; return the id of the letter that was kept, "" when none was.

    `base` is the file it begins from; `letter` the one of the family's own that is changed.
    """
    dialog = OwnLetterDialog(session, base, letter, parent)
    dialog.exec()
    if dialog.kept:
        session.say(dialog.tr("Kept under “Your own letters”."), undo=True)
    dialog.deleteLater()
    return dialog.kept


class OwnLetterDialog(QDialog):
    """The form of a letter of one's own. `kept` is its id once it is kept, else ""."""

    def __init__(
        self, session: Session, base: str, letter: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._base = base
        self._letter = letter
        self._before = own_text.words_of(base)
        self._looked: Looked | None = None
        self.kept = ""
        self._is_warned = False
        self._soon = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._soon.timeout.connect(self.look)
        self.setWindowTitle(
            self.tr("Change your letter") if letter else self.tr("A letter of your own")
        )
        self.keep = primary(self.tr("&Keep this letter"), self._keep, image="check")
        self.state = Badge("info", "", "second")
        foot = QWidget()
        under = column(foot, spacing=WORD)
        under.addWidget(self.state)
        under.addWidget(ButtonRow(self.keep, button(self.tr("Cancel"), self.reject)))
        self._lay(scrolling_body(self, self.windowTitle(), foot))
        self._show(self._before)
        self._before = self.words()
        self.look()
        tab_as_laid_out(self)
        self.title.setFocus()
        fit_to_screen(self, em(72), em(48))

    def _lay(self, body: QVBoxLayout) -> None:
        self._make_editors()
        body.addWidget(self._grid("title", "subject", "place", "role"))
        both = SideBySide(narrow=56, shares=(1, 1))
        both.main.addWidget(self.fields["body"])
        self.more = Fold(self.tr("More"))
        self.more.body.addWidget(self._grid("reply_days", "situation"))
        both.main.addWidget(self.more)
        self.facts = FactChoice()
        self.facts.taken.connect(self.insert)
        self.preview = LongField(lines=_PREVIEW_LINES)
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(self.tr("How your letter reads now"))
        both.side.addWidget(label(self.tr("How it reads now"), "heading"))
        both.side.addWidget(self.preview)
        both.side.addWidget(self.facts)
        body.addWidget(both)

    def _grid(self, *names: str) -> FieldGrid:
        grid = FieldGrid()
        for name in names:
            grid.add(self.fields[name], half=True)
        return grid

    def _make_editors(self) -> None:
        self.title, self.situation, self.role = LineField(), LineField(), LineField()
        self.place = Choice(self._places())
        self.subject, self.reply = LineField(), LineField()
        hint = self.tr(
            "Write here what you want to say, in your own words. The addresses, “Dear …” and "
            "“Yours …” come by themselves."
        )
        self.text = LongField(hint, lines=_TEXT_LINES)
        self.fields = {
            "title": Field(self.tr("&Name of the letter"), self.title),
            "situation": Field(
                self.tr("In the &list it is called"),
                self.situation,
                self.tr("If you leave this empty: its name."),
            ),
            "place": Field(self.tr("Where it &goes"), self.place),
            "role": Field(
                self.tr("&Who gets it there"),
                self.role,
                self.tr("For example: Headteacher, or Miss Jones"),
            ),
            "reply_days": Field(
                self.tr("Ask for an answer w&ithin"),
                self.reply,
                self.tr("Working days. If you leave this empty, the letter names no day."),
            ),
            "subject": Field(self.tr("S&ubject"), self.subject),
            "body": Field(self.tr("&Text"), self.text, self._text_hint()),
        }
        for editor in (self.title, self.situation, self.role, self.subject, self.reply, self.text):
            editor.edited.connect(self._soon.start)
        self.place.edited.connect(self._move)
        for editor in (self.subject, self.text):
            editor.installEventFilter(self)
        self._into: LineField | LongField = self.text

    def _text_hint(self) -> str:
        plain = self.tr(
            "A blank line begins a paragraph. Lines that begin with “1. ” or “- ” are points."
        )
        if "{{" in self._before.body:
            plain += self.tr(
                " What stands in {{ }} is filled in from your record, each time anew: leave it, "
                "or write your own words in its place."
            )
        if not own_text.has_marks(self._before.body):
            return plain
        return plain + self.tr(
            " What stands between {% if … %} and {% endif %} is said only when that fact is "
            "known; [firm] before a paragraph keeps it for that tone. **Two stars** make bold."
        )

    def _places(self) -> list[tuple[str, str]]:
        places = [
            ("authority", self.tr("To the council")),
            ("school", self.tr("To the school")),
            ("other", self.tr("To someone else, named each time")),
            (own_text.SHEET, self.tr("To nobody: a page for yourself")),
        ]
        kept = {
            "original": self.tr("To whoever got the first letter"),
            "about": self.tr("To whoever you spoke to"),
        }
        here = self._before.place
        return [*places, (here, kept[here])] if here in kept else places

    def _show(self, words: own_text.OwnWords) -> None:
        self.title.set_value(words.title)
        self.situation.set_value("" if words.situation == words.title else words.situation)
        self.place.set_value(words.place)
        self.role.set_value(words.role)
        self.subject.set_value(words.subject)
        days = words.reply_days
        self.reply.set_value(str(days) if days else "")
        if days is None:
            self.reply.setPlaceholderText(self.tr("as in the letter it was made from"))
        self.text.set_value(words.body)
        self.fields["role"].setVisible(words.place != own_text.SHEET)

    def words(self) -> own_text.OwnWords:
        """Return what was typed."""
        return own_text.OwnWords(
            title=self.title.value(),
            situation=self.situation.value(),
            place=self.place.value(),
            role=self.role.value(),
            subject=self.subject.value(),
            reply_days=self._days(),
            body=self.text.value(),
        )

    def _days(self) -> int | None:
        typed = self.reply.value()
        if not typed:
            return None if self._before.reply_days is None else 0
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER
        return int(typed) if is_number else -1

    def look(self) -> None:
        """Show how the letter reads, and beside each field what is wrong with it."""
        self._soon.stop()
        self._is_warned = False
        self._looked = looked = own_form.look(self._session.family, self._base, self.words())
        for name, field in self.fields.items():
            is_begun = bool(getattr(self.words(), name, ""))
            field.complain(looked.problems.get(name, "") if is_begun else "")
        if "reply_days" in looked.problems:
            self.more.open()
        self._show_template(looked)
        allow(self.keep, self._why_not(looked))

    def _why_not(self, looked: Looked) -> str:
        return self._session.why_read_only or next(iter(looked.problems.values()), "")

    def _show_template(self, looked: Looked) -> None:
        from ehcp_desktop.services.letters import plain, writing

        made = looked.template
        if made is None:
            self.state.tell("circle-question-mark", self._why_not(looked), "gold")
            return
        family, child = self._session.family, self._session.child
        self.facts.show_fields(own.fields(family, made, child))
        written = writing.trial(family, made, child)
        self.preview.set_value(plain.text(written.document))
        if why := self._told_of_tones(looked):
            self.state.tell("circle-question-mark", why, "gold")
        else:
            why = self._why_not(looked) or self._told(written.missing)
            self.state.tell("info", why, "second")

    def _told_of_tones(self, looked: Looked) -> str:
        """Say what was written for another tone or length than the letter that is shown."""
        if not looked.left_out:
            return ""
        before = filling.left_out(self._before.body)
        new = [one for one in looked.left_out if one not in before]
        mark, _, said = (new or looked.left_out)[0].partition("]")
        words = self.tr(
            "Not in the letter shown here: “{words}”. It begins with {mark}, so it is said in "
            "that tone or length alone. Take {mark} away to say it always."
        )
        return words.format(words=shorten(said, _SHOWN, placeholder="…"), mark=f"{mark}]")

    def _told(self, missing: tuple[str, ...]) -> str:
        name = self._session.child.name.split()[0]
        if not missing:
            return self.tr("It is shown as it reads for {name} today.").format(name=name)
        gaps = self.tr("For {name} the record does not say: {facts}. It will be asked for.")
        return gaps.format(name=name, facts=", ".join(missing))

    def _move(self) -> None:
        """Follow a change of where it goes with who usually gets it there."""
        self.role.set_value(own_text.usual_role(self.place.value()))
        self.fields["role"].setVisible(self.place.value() != own_text.SHEET)
        self.look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember whether a fact goes into the subject or into the text."""
        if event.type() == QEvent.Type.FocusIn:
            self._into = self.subject if watched is self.subject else self.text
        return super().eventFilter(watched, event)

    def insert(self, text: str) -> None:
        """Put a fact in where the writing was."""
        if isinstance(self._into, LineField):
            self._into.insert(text.strip())
        else:
            self._into.insertPlainText(text)
        self._into.setFocus()
        self.look()

    def reject(self) -> None:
        """Close; what was typed is given up only when that is said a second time."""
        self._soon.stop()
        is_typed = self.words() != self._before
        if is_typed and not self._is_warned:
            self._is_warned = True
            words = self.tr("This is not kept yet. Cancel once more to give it up.")
            self.state.tell("circle-question-mark", words, "gold")
            return
        super().reject()

    def _keep(self) -> None:
        self.look()
        looked = self._looked
        if looked is None or looked.problems or looked.template is None:
            return
        family = self._session.family
        kept = self._session.attempt(
            lambda: (
                own.change(family, self._letter, looked.text)
                if self._letter
                else own.add(family, looked.text)
            )
        )
        if kept is not None:
            self.kept = kept.name
            self.accept()
