"""Where a letter is written: the situations, the form, and the letter as it will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ehcp_desktop.domain.record import new_id
from ehcp_desktop.errors import EhcpError, MissingFacts
from ehcp_desktop.services.letters import shelf, writing
from ehcp_desktop.services.letters.facts import facts_of
from ehcp_desktop.services.letters.kept import given_of
from ehcp_desktop.ui import letter_output
from ehcp_desktop.ui.letter_about import About
from ehcp_desktop.ui.letter_form import SENDER, LetterForm
from ehcp_desktop.ui.letter_preview import LetterPreview
from ehcp_desktop.ui.letter_refusal import Refusal
from ehcp_desktop.ui.letter_situations import Situations
from ehcp_desktop.ui.parts.buttons import allow, button, link, primary
from ehcp_desktop.ui.parts.layouts import COLUMN, GROUP, WORD, ButtonRow, SideBySide, column, line
from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.services.letters.writing import Written
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_WIDE = 74  # em
SHOW_MS, KEEP_MS = 300, 800


class LetterDesk(QWidget):
    """One letter at a time, kept as a draft while it is typed."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self._template: shelf.Template | None = None
        self._written: Written | None = None
        self._letter: Letter | None = None
        self._visit = ""
        self._touched = self._is_new = False
        self._show_soon = QTimer(self, singleShot=True, interval=SHOW_MS)
        self._show_soon.timeout.connect(self._prepare)
        self._keep_soon = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep_soon.timeout.connect(self.flush)
        self._lay()
        session.leaving.connect(self.flush)

    def _lay(self) -> None:
        self.situations = Situations(self._session)
        self.situations.chosen.connect(lambda found: self.write(*found))
        self.preview = LetterPreview()
        both = SideBySide(narrow=44, shares=(5, 6))
        self._lay_form(both.main)
        self._lay_buttons(self.preview.above)
        both.side.addWidget(self.preview)
        inside = column(spacing=GROUP)
        inside.addWidget(self.situations.short)
        inside.addWidget(both)
        inside.addStretch(1)
        columns = line(self, spacing=COLUMN)
        columns.addWidget(self.situations.list, 0, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(inside, 1)

    def _lay_form(self, main: QVBoxLayout) -> None:
        self._situation = label("", "lead")
        self._summary = label("", "second")
        self._cautions = label("", "second")
        self.about = About(self._session)
        self.about.edited.connect(self._choose_about)
        self.refusal = Refusal()
        self.refusal.write.connect(self.write)
        self.form = LetterForm(self._session.today)
        self.form.typed.connect(self._typed)
        self._promise = Badge("bell", "", "second")
        above = (self._situation, self._summary, self._cautions, self.about)
        for part in (*above, self.refusal, self.form):
            main.addWidget(part)
        main.addWidget(self._promise)
        main.addStretch(1)

    def _lay_buttons(self, above: QVBoxLayout) -> None:
        output = letter_output
        self.send = button(self.tr("&Mark as sent…"), self._mark_sent, image="send")
        self._buttons = QWidget()
        inside = column(self._buttons, spacing=WORD, margins=(0, 0, 0, GROUP))
        self.cannot_send = Badge("circle-question-mark", "", "gold")
        words = self.tr("Save as P&DF…")
        self.save = primary(words, lambda: self.put_out(output.save_pdf), "file-text")
        inside.addWidget(ButtonRow(self.save, self.send))
        inside.addWidget(self.cannot_send)
        inside.addWidget(
            ButtonRow(
                link(self.tr("Save as W&ord…"), lambda: self.put_out(output.save_docx)),
                link(self.tr("&Copy the words"), lambda: self.put_out(output.copy_text)),
                link(self.tr("Pr&int…"), lambda: self.put_out(output.print_letter)),
            )
        )
        above.addWidget(self._buttons)

    def refresh(self) -> None:
        """Show the record as it now is; what is being typed stays."""
        self.situations.refresh()
        if self._template is None:
            self.write(*self.situations.first())
            return
        if not self._touched:
            self._catch_up(self._template)
        self._prepare()

    def write(self, template_id: str, about: str | None = None) -> None:
        """Begin a letter, or go on with the one begun about the same thing."""
        self.flush()
        if not template_id:
            template_id, about = self.situations.first()
        self._template = template = shelf.template(template_id)
        self.situations.show_chosen(template_id)
        self._situation.setText(template.situation)
        self._summary.setText(template.summary)
        self._say_cautions((template.caution,))
        self.about.offer(template, about)
        self._begin(template)

    def open_draft(self, letter_id: str) -> bool:
        """Go on with a draft; False when the letter was sent, so that it stays as it is."""
        letter = self._session.family.store.letters.get(letter_id)
        if letter.state == "draft":
            self.write(letter.template, letter.about or None)
        return letter.state == "draft"

    def flush(self) -> None:
        """Keep what has been typed, now."""
        self._keep_soon.stop()
        if self._touched and self._session.is_open and not self._session.read_only:
            self._prepare()
            self._keep()

    def _begin(self, template: shelf.Template) -> None:
        self._visit, self._touched, self._is_new = new_id(), False, True
        self._letter = self._draft(template)
        self.form.build(template, self._missing())
        self._show_draft()
        tab_as_laid_out(self)
        self._prepare()

    def _catch_up(self, template: shelf.Template) -> None:
        """Follow what was undone, or changed on another screen."""
        draft = self._draft(template)
        if (draft and draft.fields) != (self._letter and self._letter.fields):
            self._letter, self._visit = draft, new_id()
            self._show_draft()
        asked = set(self._missing()) | (set(self.form.missing) & set(self.form.given()))
        if asked != set(self.form.missing) and not _has_focus(self.form):
            self._begin(template)

    def _draft(self, template: shelf.Template) -> Letter | None:
        drafts = self._session.family.store.letters.all(
            child=self._session.child_id, template=template.id, state="draft"
        )
        about = self.about.value()
        return next((each for each in drafts if each.about == about), None)

    def _show_draft(self) -> None:
        if self._letter is None:
            self.form.show_given({}, "firm")
        else:
            self.form.show_given(given_of(self._letter), self._letter.tone)

    def _missing(self) -> list[str]:
        """Return the ids of required facts that the record does not hold."""
        try:
            self._try({}, "firm", blanks=False)
        except MissingFacts as gap:
            assert self._template is not None  # noqa: S101  # a letter is chosen first
            labels = {fact.label: fact.id for fact in facts_of(self._template).values()}
            found = [labels[fact] for fact in gap.facts]
            return [*found, *SENDER[1:]] if SENDER[0] in found else found
        except EhcpError:  # the letter would be untrue, which _prepare says
            return []
        return []

    def _try(self, given: dict[str, str], tone: str, *, blanks: bool) -> Written:
        assert self._template is not None  # noqa: S101  # a letter is chosen first
        family, child = self._session.family, self._session.child
        about = self.about.value() or None
        return writing.prepare(family, self._template.id, child, about, given, tone, blanks)

    def _prepare(self) -> None:
        """Write the letter from the record and the form, and show it or why it cannot be."""
        self._show_soon.stop()
        self._written = None
        try:
            self._written = self._try(self.form.given(), self.form.tone(), blanks=True)
        except EhcpError as refusal:
            self._refuse(str(refusal))
        else:
            self._show_written(self._written)

    def _refuse(self, words: str) -> None:
        if "--about" in words:  # said by a service that speaks to the command line
            words = self.tr("Choose above which one this letter is about.")
        self.refusal.say(words)
        self.refusal.show()
        self.preview.hide()
        self.preview.clear()
        self.form.setVisible(_has_focus(self.form))
        self._promise.hide()

    def _show_written(self, written: Written) -> None:
        self.form.show_facts(written.facts)
        self.form.show_recipient(written.document.recipient)
        self.form.suggest_reply_by(written.reply_by)
        self._say_cautions(written.cautions)
        self._say_cannot_send(written)
        self._go_to_gap()
        self._say_promise(written)
        self.preview.show_letter(written.document)
        self.refusal.hide()
        self.form.show()
        self.preview.show()
        allow(self.form, self._session.why_read_only)

    def _say_cautions(self, cautions: tuple[str, ...]) -> None:
        self._cautions.setText("\n".join(filter(None, cautions)))
        self._cautions.setVisible(any(cautions))

    def _say_cannot_send(self, written: Written) -> None:
        """Let it be marked as sent, or say under the button why it cannot be."""
        words = ""
        if self._session.read_only:
            words = self.tr(
                "This record is open for reading only, so nothing can be marked as sent."
            )
        elif written.missing:
            gaps = self.tr("Left as gaps: {facts}. Fill them in, then it can be marked as sent.")
            words = gaps.format(facts=", ".join(written.missing))
        self.cannot_send.setText(words)
        self.cannot_send.setVisible(bool(words))
        allow(self.send, words)

    def _go_to_gap(self) -> None:
        """Begin in the field of the one thing that the record does not know, once a letter."""
        first = self.form.editors.get(self.form.missing[0]) if self.form.missing else None
        is_choosing = _has_focus(self.situations.list) or _has_focus(self.situations.short)
        if self._is_new and first is not None and not is_choosing:
            cast("QWidget", first).setFocus()
        self._is_new = False

    def _say_promise(self, written: Written) -> None:
        from ehcp_desktop.domain.when import spoken_weekday

        words = self.tr("Once sent, a copy goes into Papers.")
        if written.reply_by is not None:
            words = self.tr(
                "Once sent, a copy goes into Papers, and you are reminded if no answer "
                "is recorded by {day}."
            ).format(day=spoken_weekday(written.reply_by))
        self._promise.setText(words)
        self._promise.show()

    def _choose_about(self) -> None:
        self.flush()
        if self._template is not None:
            self._begin(self._template)

    def _typed(self) -> None:
        self._touched = True
        self._show_soon.start()
        self._keep_soon.start()

    def _keep(self, way: letter_output.Keep = letter_output.keep) -> Letter | None:
        """Keep the letter as a draft, in the way that suits what is done with it next."""
        written = self._written
        if written is None:
            return None
        kept = self._session.attempt(
            lambda: way(self._session.family, written, self._letter),
            self.tr("Write: {letter}").format(letter=written.template.situation),
            self._visit,
        )
        self._letter, self._touched = kept or self._letter, False
        return kept

    def _ready(self) -> bool:
        """Say whether the letter can be put to use; a date that is no date is named."""
        self._prepare()
        if not self.form.is_readable():
            words = self.tr("A date in the form cannot be read. The words under it say why.")
            self._session.refused.emit(words)
            return False
        return self._written is not None

    def put_out(self, way: letter_output.Way) -> None:
        """Keep the letter and do something with it, if it is ready."""
        if not self._ready() or self._written is None:
            return
        written = self._written
        if self._session.read_only or self._keep(letter_output.keep_for_use) is not None:
            way(self, self._session, written)

    def _mark_sent(self) -> None:
        from ehcp_desktop.ui.letter_sending import ask_how_sent

        self.flush()  # what was typed a moment ago goes with it
        letter = self._keep(letter_output.keep_for_sending) if self._ready() else None
        if letter is not None and ask_how_sent(self._session, letter, self):
            self._go("letters", letter=letter.id)
            self._session.say(self._sent_words(letter.id), undo=True)

    def _sent_words(self, letter_id: str) -> str:
        """Return that it is marked as sent, and the day on which Today reminds of it."""
        from ehcp_desktop.domain.when import spoken_weekday

        sent = self._session.family.store.dispatches.all(letter=letter_id)
        days = [one.chase for one in sent if one.chase is not None]
        if not days:
            return self.tr("Marked as sent.")
        words = self.tr("Marked as sent. You will be reminded on {day}.")
        return words.format(day=spoken_weekday(min(days)))

    def event(self, event: QEvent) -> bool:
        """Put the situations in a list at the left, or in one line when there is little room."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            is_wide = self.width() >= em(_WIDE)
            self.situations.list.setVisible(is_wide)
            self.situations.short.setVisible(not is_wide)
        return super().event(event)


def _has_focus(part: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and part.isAncestorOf(focused)
