"""Add anything: choose what happened, type it, done. It is saved as it is typed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QStackedWidget, QWidget

from ehcp_desktop.domain.letter import Draft
from ehcp_desktop.ui.add_form import EventForm
from ehcp_desktop.ui.add_kinds import ANY, DEFAULT_ICON, AnyKind, everyday, everyday_list
from ehcp_desktop.ui.parts.buttons import allow, button, primary
from ehcp_desktop.ui.parts.dialogs import fit_to_screen
from ehcp_desktop.ui.parts.layouts import GROUP, INNER, SECTION, column, line
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import EventKind
    from ehcp_desktop.ui.session import Session

FORM = "event"
PAUSE_MS = 800


class AddDialog(QDialog):
    """Adds one event, or several. `preset` holds Event fields that are known already.

    Esc keeps what was typed as a draft, which is there the next time.
    """

    def __init__(
        self, session: Session, parent: QWidget | None = None, kind: str = "", **preset: object
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._preset = {name: value for name, value in preset.items() if value}
        self._offered = {one[0] for one in everyday()}
        self._draft: Draft | None = None
        self._form: EventForm | None = None
        first = session.child.name.split(" ")[0]
        self.setWindowTitle(self.tr("Add to {child}’s record").format(child=first))
        self.setAcceptDrops(True)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._keep_draft)
        self._lay()
        self._begin(kind)
        fit_to_screen(self, em(58), em(42))
        wanted = max(
            em(15), self.kinds.width_needed() + self.kinds.verticalScrollBar().sizeHint().width()
        )
        self.kinds.setFixedWidth(min(wanted, self.width() * 2 // 5))

    def _lay(self) -> None:
        self.kinds = everyday_list()
        self.kinds.chosen.connect(self._choose)
        self.kinds.keyed.connect(self._choose_and_type)
        self._anything: AnyKind | None = None
        self._scroll = ScrollArea()
        self._scroll.setAccessibleName(self.tr("What to say about it"))
        self._right = QStackedWidget()
        self._right.addWidget(self._scroll)
        left = column(spacing=GROUP, margins=(GROUP, GROUP, GROUP, INNER))
        left.addWidget(self.kinds, 1)
        left.addWidget(self._key_hint())
        both = line(spacing=0)
        both.addLayout(left)
        both.addWidget(self._right, 1)
        outer = column(self, spacing=0)
        outer.addLayout(both, 1)
        outer.addWidget(self._footer())

    def _key_hint(self) -> QLabel:
        """Return the words about letters; true only while the list has the focus."""
        self.hint = label(self.tr("Press a letter to choose"), "detail")
        self.hint.setContentsMargins(INNER, 0, 0, 0)
        keeps = self.hint.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.hint.setSizePolicy(keeps)
        self.hint.hide()
        self.kinds.focused.connect(self._show_hint)
        return self.hint

    def _show_hint(self, is_at_kinds: bool) -> None:
        self.hint.setVisible(is_at_kinds and self.kinds.shows_letters())

    def _footer(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("frame", "footer")
        inside = line(foot, spacing=GROUP, margins=(SECTION, INNER, SECTION, INNER))
        self._state = label(self.tr("Saved as you type"), "detail")
        self.another = button(self.tr("&Add another"), self._add_another)
        self.finish = primary(self.tr("&Done"), self._done)
        self.discard = button(self.tr("&Throw it away"), self._discard, image="trash-2")
        self.discard.hide()
        inside.addWidget(self._state, 1)
        inside.addWidget(self.discard)
        inside.addWidget(self.another)
        inside.addWidget(self.finish)
        return foot

    def _begin(self, kind: str) -> None:
        """Start with the kind asked for, else with what was left unfinished."""
        kept = None if kind or self._preset else self._kept_draft()
        if kept is not None:
            self._take_up(kept)
        elif kind:
            self._choose_and_type(kind)
        else:
            self._choose(everyday()[0][0])
            self.kinds.setFocus()

    def _kept_draft(self) -> Draft | None:
        drafts = self._session.family.store.drafts
        return next(iter(drafts.all(child=self._session.child_id, form=FORM)), None)

    def _take_up(self, draft: Draft) -> None:
        typed: dict[str, str] = json.loads(draft.fields)
        self._choose(typed.pop("kind", everyday()[0][0]))
        self.kinds.setFocus()
        self._draft = draft
        self.discard.show()
        if self._form is not None:
            self._form.set_typed(typed)
        self._state.setText(self.tr("This is what you had not finished. Saved as you type"))

    def _discard(self) -> None:
        """Throw away what was left unfinished, and begin again."""
        self._timer.stop()
        self._drop_draft()
        self._form = None
        self.discard.hide()
        self._choose(everyday()[0][0])
        self.kinds.setFocus()
        self._state.setText(self.tr("Thrown away. Here is a new one"))

    def _choose(self, kind: str) -> None:
        if kind == ANY:
            self._show_anything()
            return
        before = self._form
        typed = before.carried() if before is not None else {}
        self._form = EventForm(self._session, kind)
        self._form.edited.connect(self._timer.start)
        self._form.set_known(self._preset)
        self._form.set_typed(typed)
        self._form.is_touched = before is not None and before.is_touched
        self._offer(self._form.kind)
        self.kinds.select(self._form.kind.id)
        self._scroll.setWidget(self._form)
        self._right.setCurrentWidget(self._scroll)
        self._enable(True)

    def _offer(self, kind: EventKind) -> None:
        """Put a kind that is not an everyday one into the list too, to be seen as chosen."""
        if kind.id not in self._offered:
            self._offered.add(kind.id)
            self.kinds.add(kind.id, kind.icon or DEFAULT_ICON, kind.title)

    def _choose_and_type(self, kind: str) -> None:
        self._choose(kind)
        if self._form is not None and kind != ANY:
            self._form.focus_first()

    def _show_anything(self) -> None:
        if self._anything is None:
            self._anything = AnyKind(self._session.family.vocabulary)
            self._anything.picked.connect(self._choose_and_type)
            self._anything.setContentsMargins(SECTION, SECTION, SECTION, GROUP)
            self._right.addWidget(self._anything)
        self.kinds.select(ANY)
        self._right.setCurrentWidget(self._anything)
        self._enable(False)
        self._anything.filter.setFocus()

    def _enable(self, can_finish: bool) -> None:
        why_not = "" if can_finish else self.tr("Choose what happened first")
        for one in (self.finish, self.another):
            allow(one, why_not)
        self._state.setText(why_not or self.tr("Saved as you type"))

    def _keep_draft(self) -> None:
        """Keep what is typed; a draft starts no clock and is no step to undo."""
        self._timer.stop()
        if self._form is None or not self._form.is_touched:
            return
        fields = json.dumps({"kind": self._form.kind.id} | self._form.typed())
        draft = self._draft or Draft(child=self._session.child_id, form=FORM)
        self._draft = self._session.attempt(
            lambda: self._session.family.store.drafts.save(replace(draft, fields=fields))
        )
        self._state.setText(self.tr("Saved as you type"))

    def _log(self) -> bool:
        """Put what was typed into the record; False when it was refused."""
        if self._form is None:
            return False
        self._timer.stop()
        form = self._form
        done = self._session.attempt(form.log)
        if done is None:
            return False
        on = done.on.spoken() if done.on else self.tr("date not known")
        words = self.tr("Added: {what}, {day}.").format(what=form.kind.title, day=on)
        self._session.say(words, undo=True)
        self._drop_draft()
        return True

    def _drop_draft(self) -> None:
        if self._draft is not None:
            self._session.family.store.drafts.trash(self._draft.id)
            self._draft = None

    def _done(self) -> None:
        """Put it into the record and close; where nothing was said there is nothing to keep."""
        if self._is_blank():
            self._timer.stop()
            self._drop_draft()
        elif not self._log():
            return
        self._form = None
        self.accept()

    def _is_blank(self) -> bool:
        return self._form is not None and self._form.says_nothing()

    def _add_another(self) -> None:
        kind = self._form.kind.id if self._form is not None else ""
        if self._is_blank():
            self._state.setText(self.tr("Nothing is typed yet"))
        elif kind and self._log():
            self._form = None
            self._preset = {}
            self._choose_and_type(kind)
            self._state.setText(self.tr("Added. Here is another one"))

    def reject(self) -> None:
        """Keep the draft, say so, and close."""
        self._keep_draft()
        super().reject()
        if self._draft is not None:
            self._session.say(self.tr("Kept unfinished; open Add to go on."))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the draft and close."""
        self._keep_draft()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the files that were dropped."""
        if self._form is not None:
            self._form.attach([Path(url.toLocalFile()) for url in event.mimeData().urls()])
