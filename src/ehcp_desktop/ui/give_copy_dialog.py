"""Give the family a copy of its record: for whom, where to, protected how; then how far it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QProgressBar, QWidget

from ehcp_desktop.services import family_copy, people
from ehcp_desktop.ui import places
from ehcp_desktop.ui.parts.buttons import button, primary
from ehcp_desktop.ui.parts.choices import Choices
from ehcp_desktop.ui.parts.dialogs import bring_into_view, fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import Field, LineField, Tick
from ehcp_desktop.ui.parts.layouts import GROUP, WORD, ButtonRow, column
from ehcp_desktop.ui.parts.slices import Slices
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.passphrase import NewPassphrase
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from ehcp_desktop.errors import EhcpError
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.family_copy import Given, Step
    from ehcp_desktop.ui.session import Session

_PRESENT, _NEW = "present", "new"
_PER_CENT = 100


class GiveCopyDialog(QDialog):
    """Asks, then shows how far it is; Cancel stops it, and nothing of it stays."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._work = Slices(self)
        self.folder: Path | None = None
        self.setWindowTitle(self.tr("Give the family a copy"))
        self.to = LineField(suggestions=_names(session.family))
        sender = people.sender(session.family)
        self.to.set_value(sender.name if sender else "")
        self.protection = _Protection(is_encrypted=session.family.store.is_encrypted)
        self.open_set = Tick(self.tr("Put &open papers beside it as well"))
        self.state = Badge("info", "", "gold")
        self.progress = QProgressBar(textVisible=False, maximum=_PER_CENT)
        self.progress.setAccessibleName(self.tr("How far the copy is"))
        self.start = primary(self.tr("&Make the copy"), self.run, image="download")
        foot = ButtonRow(self.start, button(self.tr("Cancel"), self.reject))
        self._form = QWidget()
        self._lay()
        body = scrolling_body(self, self.windowTitle(), foot)
        for part in (self._form, self.state, self.progress):
            body.addWidget(part)
        for part in (self.state, self.progress):
            part.hide()
        body.addStretch(1)
        session.closing.connect(self._leave)
        self.to.setFocus()
        fit_to_screen(self, em(38), em(44))

    def _lay(self) -> None:
        inside = column(self._form, spacing=GROUP + WORD)
        told = self.tr(
            "The copy is the whole record in one protected file, your own notes too. It is read "
            "again and compared before it counts, and the record notes what was left with whom."
        )
        self._where = label(self.tr("No place is chosen yet."), "detail")
        choose = self.tr("&Choose the stick or folder…")
        is_open = self.tr(
            "Letters sent, all papers, what happened without the notes of your own, and the next "
            "dates, in a folder that any computer can show. Whoever has the stick can read them: "
            "tick it only if the family wants it."
        )
        for part in (
            label(told),
            Field(self.tr("Who &gets it?"), self.to),
            button(choose, self._choose, image="folder-open"),
            self._where,
            self.protection,
            Field("", self.open_set, is_open),
        ):
            inside.addWidget(part)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("The stick or folder"), str(places.start_folder())
        )
        if chosen:
            self.choose_folder(Path(chosen))

    def choose_folder(self, folder: Path) -> None:
        """Put the copy into a new folder of this one."""
        self.folder = folder
        name = family_copy.folder_of(self._session.family, folder).name
        words = self.tr("A new folder, “{name}”, in {folder}")
        self._where.setText(words.format(name=name, folder=folder))

    def run(self) -> None:
        """Make the copy, or say here what is missing."""
        problem = "" if self.folder else self.tr("Choose the stick or folder first.")
        problem = problem or self.protection.problem()
        if problem or self.folder is None:
            self._say(problem)
            return
        passphrase = self.protection.chosen()
        wanted = family_copy.Wanted(
            self.folder, self.to.value(), passphrase, self.open_set.isChecked()
        )
        self._session.leaving.emit()  # what is still being typed belongs to the copy
        self._be_making(making=True)
        making = family_copy.give(self._session.family, wanted)
        self._work.start(making, self._go_on, self._made, self._refused)

    def _go_on(self, step: Step) -> None:
        words = self.tr("{what}. Cancel takes back what was begun.").format(what=step.words)
        self.state.tell("hourglass", words, "second")
        self.progress.setValue(round(_PER_CENT * step.share))

    def _made(self, given: Given) -> None:
        self.accept()
        self._session.tell_saved()
        words = self.tr("Written for {who}, and noted in the record. {left}")
        said = words.format(who=self.to.value(), left=given.left)
        self._session.offered.emit(said, self.tr("Open"), lambda: places.open_file(given.folder))

    def _refused(self, problem: EhcpError) -> None:
        self._be_making(making=False)
        self._say(str(problem))

    def _say(self, words: str) -> None:
        self.state.tell("circle-question-mark", words, "gold")
        self.state.show()
        bring_into_view(self.state)

    def _be_making(self, *, making: bool) -> None:
        """Leave nothing to press but Cancel while the copy is made."""
        for part in (self._form, self.start):
            part.setEnabled(not making)
        self.state.setVisible(making)
        self.progress.setVisible(making)
        bring_into_view(self.progress)

    def reject(self) -> None:
        """Stop what is under way, and stay; close when nothing is."""
        if not self._work.is_under_way:
            super().reject()
            return
        self._work.stop()
        self._be_making(making=False)
        self._say(self.tr("Stopped. Nothing was left on the stick or in the folder."))

    def done(self, result: int) -> None:
        """Close, and keep no passphrase behind."""
        for typed in (self.protection.passphrase.first, self.protection.passphrase.second):
            typed.clear()
        super().done(result)

    def _leave(self) -> None:
        """Stop and close, because the record is about to be closed."""
        self._work.stop()
        super().reject()


class _Protection(QWidget):
    """The passphrase of the copy: that of the record, where it has one, or one of their own."""

    def __init__(self, *, is_encrypted: bool) -> None:
        super().__init__()
        warning = self.tr(
            "Give it to them apart from the stick. Without it nobody can open the copy."
        )
        present = (_PRESENT, self.tr("The one that the record has now"))
        own = (_NEW, self.tr("One of their own"))
        words = self.tr("Passphrase of the copy")
        self.which = Choices(words, (present, own) if is_encrypted else (own,))
        self.which.set_value(_PRESENT if is_encrypted else _NEW)
        self.which.setVisible(is_encrypted)
        self.passphrase = NewPassphrase(warning)
        self.passphrase.wanted.setChecked(True)
        self.passphrase.wanted.hide()
        self.which.edited.connect(self._show)
        inside = column(self, spacing=GROUP)
        inside.addWidget(self.which)
        inside.addWidget(self.passphrase)
        self._show()

    @property
    def _is_new(self) -> bool:
        return self.which.value() == _NEW

    def _show(self) -> None:
        self.passphrase.setVisible(self._is_new)

    def problem(self) -> str:
        """Go where it is wrong and say what is; "" when nothing is."""
        if self._is_new and not self.passphrase.first.text():
            self.passphrase.first.setFocus()
            return self.tr("Please type a passphrase for the copy.")
        return self.passphrase.problem() if self._is_new else ""

    def chosen(self) -> str | None:
        """Return the passphrase, or None for that of the record."""
        return self.passphrase.chosen() if self._is_new else None


def _names(family: Family) -> list[str]:
    return [one.name for one in family.store.contacts.all() if not one.is_organisation]
