"""Where a letter is written: the situations, the form, and the letter as it will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from ehcp_desktop.domain.record import new_id
from ehcp_desktop.errors import EhcpError, MissingFacts
from ehcp_desktop.services.letters import shelf, writing
from ehcp_desktop.services.letters.facts import LABELS
from ehcp_desktop.services.letters.kept import given_of
from ehcp_desktop.ui import letter_output
from ehcp_desktop.ui.letter_form import SENDER, LetterForm
from ehcp_desktop.ui.letter_preview import LetterPreview
from ehcp_desktop.ui.letter_situations import Situations
from ehcp_desktop.ui.parts.buttons import button, link, primary
from ehcp_desktop.ui.parts.fields import Choice, Field
from ehcp_desktop.ui.parts.layouts import COLUMN, GROUP, ButtonRow, Card, SideBySide, column, line
from ehcp_desktop.ui.parts.text import Badge, Paragraph, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.services.letters.writing import Written
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_WIDE = 74


class LetterDesk(QWidget):
    """One letter at a time. `kept` follows when it was kept or sent."""

    kept = Signal()

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self._template: shelf.Template | None = None
        self._written: Written | None = None
        self._letter: Letter | None = None
        self._visit = ""
        self._touched = False
        self._lay()
        session.leaving.connect(self._keep_if_touched)

    def _lay(self) -> None:
        self.situations = Situations(self._session)
        self.situations.chosen.connect(lambda found: self.write(*found))
        self.form = LetterForm(self._session.today)
        self.form.typed.connect(self._typed)
        self.preview = LetterPreview()
        self.preview.laid_out.connect(self._say_pages)
        self._columns = line(self, spacing=COLUMN)
        self._columns.addWidget(self.situations.list, 0, Qt.AlignmentFlag.AlignTop)
        inside = column(spacing=GROUP)
        inside.addWidget(self.situations.short)
        both = SideBySide(narrow=44, shares=(5, 6))
        self._lay_form(both)
        self._lay_preview(both)
        inside.addWidget(both)
        inside.addStretch(1)
        self._columns.addLayout(inside, 1)

    def _lay_form(self, both: SideBySide) -> None:
        self._situation = label("", "lead")
        self._summary = label("", "second")
        self._about = Choice()
        self._about_field = Field(self.tr("&About"), self._about)
        self._about.edited.connect(self._about_chosen)
        self._refusal = Card("note")
        self._refusal_words = Paragraph("")
        self._refusal.body.addWidget(self._refusal_words)
        self._gaps = Badge("circle-question-mark", "", "gold")
        self._reminder = label("", "detail")
        self._save_pdf = primary(
            self.tr("Save as &PDF…"), lambda: self._put_out(letter_output.save_pdf), "file-text"
        )
        self._buttons = ButtonRow(
            self._save_pdf,
            button(self.tr("Save as &Word…"), lambda: self._put_out(letter_output.save_docx)),
            button(self.tr("&Copy the words"), lambda: self._put_out(letter_output.copy_text)),
        )
        self._after = ButtonRow(
            link(self.tr("P&rint…"), lambda: self._put_out(letter_output.print_letter), "printer"),
            link(self.tr("&Mark as sent…"), self._mark_sent, "send"),
        )
        for part in (
            self._situation, self._summary, self._about_field, self._refusal, self.form,
            self._gaps, self._reminder, self._buttons, self._after,
        ):  # fmt: skip
            both.main.addWidget(part)
        both.main.addStretch(1)

    def _lay_preview(self, both: SideBySide) -> None:
        top = line()
        top.addWidget(label(self.tr("Your letter"), "heading"))
        self._pages = label("", "second")
        top.addWidget(self._pages, 1)
        both.side.addLayout(top)
        both.side.addWidget(self.preview)
        both.side.addStretch(1)

    def refresh(self) -> None:
        """Show the record as it now is."""
        self.situations.refresh()
        if self._template is None:
            self.write(*self.situations.first())
        else:
            self._prepare()

    def write(self, template_id: str, about: str | None = None) -> None:
        """Begin a letter, or go on with the one begun about the same thing."""
        self._keep_if_touched()
        if not template_id:
            template_id, about = self.situations.first()
        self._template = shelf.template(template_id)
        self._letter, self._visit, self._touched = None, new_id(), False
        self.situations.show_chosen(template_id)
        self._situation.setText(self._template.situation)
        self._summary.setText(self._template.summary)
        self._offer_abouts(about)
        self.form.build(self._template, self._missing())
        self._continue_draft()
        self._prepare()

    def open_draft(self, letter_id: str) -> bool:
        """Go on with a draft; False when the letter was sent, so that it stays as it is."""
        letter = self._session.family.store.letters.get(letter_id)
        if letter.state != "draft":
            return False
        self.write(letter.template, letter.about or None)
        return True

    def _missing(self) -> list[str]:
        """Return the ids of required facts that the record does not hold."""
        try:
            self._try({}, "firm", blanks=False)
        except MissingFacts as gap:
            labels = {text: key for key, text in LABELS.items()}
            found = [labels[fact] for fact in gap.facts]
            return [*found, *SENDER[1:]] if "sender_name" in found else found
        except EhcpError:
            return []
        return []

    def _try(self, given: dict[str, str], tone: str, *, blanks: bool) -> Written:
        assert self._template is not None  # noqa: S101  # a letter is chosen first
        return writing.prepare(
            self._session.family,
            self._template.id,
            self._session.child,
            self._about.value() or None,
            given,
            tone,
            blanks,
        )

    def _prepare(self) -> None:
        """Write the letter from the record and the form, and show it or why it cannot be."""
        if not self.form.is_readable():
            return
        try:
            self._written = self._try(self.form.given(), self.form.tone(), blanks=True)
        except EhcpError as refusal:
            self._written = None
            self._show_refusal(str(refusal))
        else:
            self._show_written(self._written)

    def _show_refusal(self, words: str) -> None:
        self._refusal_words.say(words)
        self.preview.clear()
        self._pages.clear()
        self._arrange(is_written=False)

    def _show_written(self, written: Written) -> None:
        self.form.show_facts(written.facts)
        self.form.show_recipient(written.document.recipient)
        self.form.suggest_reply_by(written.reply_by)
        missing = self.tr("Left as gaps: {facts}").format(facts=", ".join(written.missing))
        self._gaps.tell("circle-question-mark", missing if written.missing else "", "gold")
        self._reminder.setText(self._promise(written))
        self.preview.show_letter(written.document)
        self._arrange(is_written=True)

    def _arrange(self, *, is_written: bool) -> None:
        for part in (self.form, self._buttons, self._after, self._reminder):
            part.setVisible(is_written)
        self._refusal.setVisible(not is_written)
        self._gaps.setVisible(is_written and bool(self._gaps.text()))
        for each in (self._buttons, self._after):
            each.setDisabled(self._session.read_only)

    def _promise(self, written: Written) -> str:
        from ehcp_desktop.domain.when import spoken_weekday

        if written.reply_by is None:
            return self.tr("When you mark it as sent, a copy goes into Papers.")
        return self.tr(
            "When you mark it as sent, a copy goes into Papers and you are reminded "
            "if no answer is recorded by {day}."
        ).format(day=spoken_weekday(written.reply_by))

    def _say_pages(self, pages: int) -> None:
        words = self.tr("one page, A4") if pages == 1 else self.tr("{pages} pages, A4")
        self._pages.setText(words.format(pages=pages))

    def _offer_abouts(self, about: str | None) -> None:
        """Let the writer choose what the letter is about where there is more than one answer."""
        from ehcp_desktop.services.letters.choosing import candidates

        assert self._template is not None  # noqa: S101  # a letter is chosen first
        family = self._session.family
        found = candidates(family, self._template, self._session.child)
        ids = {each.id for each in found}
        chosen = next((each.id for each in found if about in (each.id, each.review)), "")
        self._about.offer([(each.id, self._words_for(each)) for each in found])
        self._about.set_value(chosen or self._usual(ids))
        self._about_field.setVisible(len(found) > 1)

    def _usual(self, ids: set[str]) -> str:
        """Return the event the letter would take by itself, "" when it cannot tell."""
        assert self._template is not None  # noqa: S101  # a letter is chosen first
        from ehcp_desktop.services.letters.choosing import choose

        try:
            usual = choose(self._session.family, self._template, self._session.child).about
        except EhcpError:
            return ""
        return usual.id if usual and usual.id in ids else ""

    def _words_for(self, event: Event) -> str:
        from ehcp_desktop.services.story import title_of

        day = event.on.spoken() if event.on else ""
        return f"{day}: {title_of(self._session.family, event)}"

    def _about_chosen(self) -> None:
        self._touched = True
        self._prepare()

    def _typed(self) -> None:
        self._touched = True
        self._prepare()

    def _continue_draft(self) -> None:
        assert self._template is not None  # noqa: S101  # a letter is chosen first
        drafts = self._session.family.store.letters.all(
            child=self._session.child_id, template=self._template.id, state="draft"
        )
        about = self._about.value()
        self._letter = next((each for each in drafts if each.about == about), None)
        if self._letter is not None:
            self.form.show_given(given_of(self._letter), self._letter.tone)
        else:
            self.form.show_given({}, "firm")

    def _keep_if_touched(self) -> None:
        if self._touched and self._written is not None and self._session.is_open:
            self._keep()

    def _keep(self) -> Letter | None:
        """Keep the letter as a draft; the writer's name and address go to People once."""
        written = self._written
        if written is None:
            return None
        name = self.tr("Write: {letter}").format(letter=written.template.situation)
        self._touched = False
        self._letter = self._session.attempt(
            lambda: letter_output.keep(self._session.family, written, self._letter),
            name,
            self._visit,
        )
        self.kept.emit()
        return self._letter

    def _put_out(self, way: letter_output.Way) -> None:
        letter = self._keep()
        if letter is not None and self._written is not None:
            way(self, self._session, self._written)

    def _mark_sent(self) -> None:
        from ehcp_desktop.ui.letter_sending import ask_how_sent

        letter = self._keep()
        if letter is not None and ask_how_sent(self._session, letter, self):
            self._letter, self._touched = None, False
            self.kept.emit()
            self._go("letters", letter=letter.id)

    def event(self, event: QEvent) -> bool:
        """Put the situations in a list at the left, or in one line when there is little room."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            is_wide = self.width() >= em(_WIDE)
            self.situations.list.setVisible(is_wide)
            self.situations.short.setVisible(not is_wide)
        return super().event(event)
