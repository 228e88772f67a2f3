"""Where a letter is written: the situations, the form, and the letter as it will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ehcp_desktop.domain.record import new_id
from ehcp_desktop.errors import ChoiceNeeded, EhcpError
from ehcp_desktop.services.letters import editing, own, writer, writing
from ehcp_desktop.services.letters.asking import Asking, asking
from ehcp_desktop.services.letters.document import body_text
from ehcp_desktop.services.letters.kept import Edit, edit_of, given_of, length_of
from ehcp_desktop.ui import letter_output
from ehcp_desktop.ui.letter_beside import BesideLetters
from ehcp_desktop.ui.letter_form import LetterForm
from ehcp_desktop.ui.letter_heading import LetterHeading
from ehcp_desktop.ui.letter_preview import LetterPreview
from ehcp_desktop.ui.letter_tools import LetterTools
from ehcp_desktop.ui.own_letter_tools import OwnLetterTools
from ehcp_desktop.ui.parts.buttons import allow
from ehcp_desktop.ui.parts.choices import Choices
from ehcp_desktop.ui.parts.dialogs import bring_into_view
from ehcp_desktop.ui.parts.fold import Fold
from ehcp_desktop.ui.parts.layouts import SideBySide
from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out

if TYPE_CHECKING:
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.services.letters.own_copy import Way
    from ehcp_desktop.services.letters.shelf import Template
    from ehcp_desktop.services.letters.writing import Written
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

SHOW_MS, KEEP_MS, BROWSE_MS = 300, 800, 90


class LetterDesk(BesideLetters):
    """One letter at a time, kept as a draft while it is typed; `begun` when another is shown."""

    begun = Signal()

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__(session)
        self._session = session
        self._go = go
        self._template: Template | None = None
        self._fresh: Written | None = None
        self._written: Written | None = None
        self._edit: Edit | None = None
        self._letter: Letter | None = None
        self._visit = self._by = ""
        self._touched = self._is_new = False
        self._show_soon = QTimer(self, singleShot=True, interval=SHOW_MS)
        self._show_soon.timeout.connect(self._prepare)
        self._keep_soon = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep_soon.timeout.connect(self.flush)
        self._wanted: tuple[str, str | None] | None = None
        self._write_soon = QTimer(self, singleShot=True, interval=BROWSE_MS)
        self._write_soon.timeout.connect(self._write_wanted)
        self._lay()
        session.leaving.connect(self.flush)

    def _lay(self) -> None:
        self.situations.chosen.connect(self._want)
        self.situations.taken.connect(self._settle)
        self._make_preview()
        self._make_heading()
        both = SideBySide(narrow=44, shares=(5, 6))
        self.form = LetterForm(self._session)
        self.form.typed.connect(self._typed)
        self._lay_form(both.main)
        both.side.addWidget(self.preview)
        for part in (self.heading, self.form.tables, both):
            self.page.addWidget(part)
        self.page.addStretch(1)

    def _make_heading(self) -> None:
        self.heading = LetterHeading(self._session)
        self.about, self.refusal = self.heading.about, self.heading.refusal
        self.about.edited.connect(self._choose_about)
        self.refusal.write.connect(self.write)

    def _make_preview(self) -> None:
        self.preview = LetterPreview()
        self.tools = LetterTools(self._session, self.put_out, self._mark_sent)
        self.save, self.send = self.tools.save, self.tools.send
        self.cannot_send = self.tools.cannot_send
        self.tools.paper.edited.connect(self._prepare)
        self.preview.above.addWidget(self.tools)
        self.preview.edited.connect(self._edited)
        self.preview.renewed.connect(self._renew)
        self.preview.settled.connect(self._settle_words)
        self.preview.size_wanted.connect(self._choose_size)

    def _lay_form(self, main: QVBoxLayout) -> None:
        self.own = OwnLetterTools(self._session, self._way)
        self.own.chosen.connect(self._write_own)
        self.situations.own_wanted.connect(self.own.write)
        self._printed = Fold(self.tr("How it is printed"))
        self._printed.body.addWidget(self.tools.paper)
        main.addWidget(self.form)
        main.addWidget(self._printed)
        main.addWidget(self.own)
        main.addWidget(self.tools.promise)
        main.addStretch(1)

    def _choose_size(self) -> None:
        """Go to the size of the letters among how a letter is printed."""
        self._printed.open()
        self.tools.paper.size_of.go_to_chosen()
        bring_into_view(self.tools.paper.size_of)

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
        self._wanted = None
        self.flush()
        if not template_id:
            template_id, about = self.situations.first()
        self._template = template = own.find(self._session.family, template_id)
        self.situations.show_chosen(template_id)
        self.own.show_letter(template_id)
        self.heading.show_letter(template, about)
        self._begin(template)
        self.begun.emit()

    def _write_own(self, letter_id: str) -> None:
        """Go on with a letter that has just come to the family's own, or with another."""
        self.situations.refresh()
        self.write(letter_id)

    def _way(self) -> Way:
        """Return how the letter is written now, for a copy of it."""
        from ehcp_desktop.services.letters.own_copy import Way

        about = self.about.value() or None
        return Way(self.form.tone(), self.form.length(), about, self.form.given())

    def _want(self, found: tuple[str, str | None]) -> None:
        """Write what was chosen, once the arrow keys rest on it."""
        self._wanted = found
        self._write_soon.start()

    def _write_wanted(self) -> None:
        self._write_soon.stop()
        if self._wanted is not None:
            self.write(*self._wanted)

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

    def _begin(self, template: Template) -> None:
        self._visit, self._touched, self._is_new = new_id(), False, True
        self._letter = self._draft(template)
        self._by = given_of(self._letter).get("writer", "") if self._letter else ""
        if any(map(_has_focus, (self.form, self.form.tables, self.own))):
            self.save.setFocus()  # else Qt goes down the page as the fields go away
        self._build(template)
        self._show_draft()
        tab_as_laid_out(self)
        self._prepare()

    def _build(self, template: Template) -> None:
        self.form.build(template, self._asking(template))

    def _catch_up(self, template: Template) -> None:
        """Follow what was undone, or changed on another screen."""
        draft = self._draft(template)
        if (draft and draft.fields) != (self._letter and self._letter.fields):
            self._letter, self._visit = draft, new_id()
            self._show_draft()
        asked = self._asking(template)
        if self.form.asks_otherwise(asked) and not _has_focus(self.form):
            self._begin(template)
        else:
            self.form.hold(asked.held)

    def _draft(self, template: Template) -> Letter | None:
        drafts = self._session.family.store.letters.all(
            child=self._session.child_id, template=template.id, state="draft"
        )
        about = self.about.value()
        return next((each for each in drafts if each.about == about), None)

    def _show_draft(self) -> None:
        letter = self._letter
        self._edit = edit_of(letter) if letter else None
        if letter is None:
            self.form.show_given({}, "firm")
        else:
            self.form.show_given(given_of(letter), letter.tone, length_of(letter))

    def _asking(self, template: Template) -> Asking:
        """Return what the record lacks and what it holds of what the letter states."""
        family, child = self._session.family, self._session.child
        try:
            return asking(family, template, child, self.about.value() or None, self._by)
        except EhcpError:  # the letter would be untrue, which _prepare says
            return Asking(writers=writer.writers(family, child, template.id))

    def _prepare(self) -> None:
        """Write the letter from the record and the form, and show it or why it cannot be."""
        self._show_soon.stop()
        self._fresh = self._written = None
        try:
            self._fresh = self._write_it()
        except EhcpError as refusal:
            self._refuse(refusal)
        else:
            self._show_fresh(self._fresh)

    def _write_it(self) -> Written:
        assert self._template is not None  # noqa: S101  # a letter is chosen first
        form = self.form
        return writing.prepare(
            self._session.family,
            self._template.id,
            self._session.child,
            self.about.value() or None,
            form.given(),
            form.tone(),
            blanks=True,
            length=form.length(),
        )

    def _show_fresh(self, fresh: Written) -> None:
        """Show a letter with the words that a person gave it, if they did."""
        edit = self._edit
        self._written = editing.edited(fresh, edit) if edit else fresh
        self.preview.show_body(edit.body if edit else body_text(fresh.document))
        is_behind = edit is not None and editing.is_behind(fresh, edit)
        self.preview.say_own(is_own=edit is not None, is_behind=is_behind)
        self._show_written(self._written)

    def _refuse(self, refusal: EhcpError) -> None:
        words = str(refusal)
        if isinstance(refusal, ChoiceNeeded):
            words = self.tr("Choose above which one this letter is about.")
        parts = (self.form, self.form.tables)
        typed_in = [part for part in parts if _has_focus(part)]
        self.refusal.say(words)
        self.refusal.show()
        self.preview.hide()
        self.preview.clear()
        for part in parts:
            part.setVisible(part in typed_in)
        self.tools.promise.hide()
        self._printed.hide()

    def _show_written(self, written: Written) -> None:
        self.form.show_written(written)
        self.tools.show_written(written)
        self.heading.warn(written.cautions)
        self._go_to_gap()
        self.preview.show_letter(written.document, *self.tools.paper.value())
        self.refusal.hide()
        shown: tuple[QWidget, ...] = (self.form, self._printed, self.preview)
        for each in shown:
            each.show()
        self.form.show_tables()
        for part in (self.form.tables, self.form, self.preview.body):
            allow(part, self._session.why_read_only)

    def _go_to_gap(self) -> None:
        """Begin in the field of what the record does not know first, once a letter."""
        first = self.form.first_gap()
        is_choosing = _has_focus(self.situations)
        if self._is_new and first is not None and not is_choosing:
            first.setFocus()
        self._is_new = False

    def _choose_about(self) -> None:
        self.flush()
        if self._template is not None:
            self._begin(self._template)

    def _typed(self) -> None:
        self._touched = True
        by = self.form.given().get("writer", "")
        if by != self._by and self._template is not None:
            self._change_writer(self._template, by)
        self._show_soon.start()
        self._keep_soon.start()

    def _change_writer(self, template: Template, by: str) -> None:
        """Ask what is not known of another writer; what was typed stays."""
        given, tone, length = self.form.given(), self.form.tone(), self.form.length()
        self._by = by
        self._build(template)
        self.form.show_given(given, tone, length)
        tab_as_laid_out(self)
        writers = self.form.editors.get("writer")
        if isinstance(writers, Choices):
            writers.go_to_chosen()

    def _edited(self) -> None:
        """Take the words as a person now has them; the facts as they are have been seen."""
        if self._fresh is None:
            return
        if self._edit is None:
            self._visit = new_id()  # a step of its own to undo
        basis = self._edit.basis if self._edit else body_text(self._fresh.document)
        body = self.preview.body_text()
        self._edit = None if body == basis.rstrip() else Edit(body, basis)
        self._typed()

    def _renew(self) -> None:
        """Give up a person's own words for those of the record; Undo brings them back."""
        self.flush()
        self._visit, self._edit = new_id(), None
        self._keep_now()
        self._session.say(self.tr("The letter has its own words again."), undo=True)

    def _settle_words(self) -> None:
        """Keep a person's own words, and ask no more about what has changed."""
        if self._edit is not None and self._fresh is not None:
            self._edit = Edit(self._edit.body, body_text(self._fresh.document))
            self._keep_now()

    def _keep_now(self) -> None:
        self._touched = True
        self._prepare()
        self.flush()

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
            way(self, self._session, written, self.tools.paper.value())

    def _mark_sent(self) -> None:
        from ehcp_desktop.ui.letter_sending import ask_how_sent, sent_words

        self.flush()  # what was typed a moment ago goes with it
        letter = self._keep(letter_output.keep_for_sending) if self._ready() else None
        if letter is not None and ask_how_sent(self._session, letter, self):
            self._go("letters", letter=letter.id)
            self._session.say(sent_words(self._session, letter.id), undo=True)

    def _settle(self) -> None:
        """Go to the letter that was chosen, and to the first thing that it asks."""
        self._write_wanted()
        self.put_away()
        first = self.form.first_gap()
        (first if first is not None else self.save).setFocus()


def _has_focus(part: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and part.isAncestorOf(focused)
