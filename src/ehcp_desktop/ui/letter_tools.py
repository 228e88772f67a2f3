"""What can be done with the letter: the buttons over it, and how it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from ehcp_desktop.ui import letter_output as output
from ehcp_desktop.ui.letter_paper import PaperChoice
from ehcp_desktop.ui.parts.buttons import allow, button, link, primary
from ehcp_desktop.ui.parts.layouts import WORD, ButtonRow, column
from ehcp_desktop.ui.parts.text import Badge

if TYPE_CHECKING:
    from collections.abc import Callable

    from ehcp_desktop.services.letters.writing import Written
    from ehcp_desktop.ui.session import Session


class LetterTools(QWidget):
    """Save, print, copy, mark as sent. `put_out` is given the way in which the letter goes out.

    `promise`, what the program does once it is sent, and `paper` are laid by whoever has these.
    """

    def __init__(
        self,
        session: Session,
        put_out: Callable[[output.Way], object],
        mark_sent: Callable[[], object],
    ) -> None:
        super().__init__()
        self._session = session
        self._put_out = put_out
        self.save = primary(self.tr("Save as P&DF…"), self._way(output.save_pdf), "file-text")
        self.email = self._link(self.tr("Copy as e&mail…"), output.copy_email)
        self.copy = self._link(self.tr("&Copy the words"), output.copy_text)
        self.spreadsheet = self._link(self.tr("Spreadsheet…"), output.save_spreadsheet)
        self.send = button(self.tr("Mar&k as sent…"), mark_sent, image="send")
        self.together = button(
            self.tr("Save with its enclosures…"), self._way(output.save_all), image="paperclip"
        )
        self.cannot_send = Badge("circle-question-mark", "", "gold")
        self.warning = Badge("mail", "", "gold")
        self.promise = Badge("bell", "", "second")
        self.paper = PaperChoice(session)
        self._lay()

    def _lay(self) -> None:
        inside = column(self, spacing=WORD)
        inside.addWidget(ButtonRow(self.save, self.send))
        inside.addWidget(self.cannot_send)
        inside.addWidget(ButtonRow(self.together))
        inside.addWidget(self.warning)
        inside.addWidget(
            ButtonRow(
                self._link(self.tr("Pr&int…"), output.print_letter),
                self.email,
                self.copy,
                self._link(self.tr("W&ord…"), output.save_docx, self.tr("Save as Word…")),
                self._link(self.tr("Te&xt…"), output.save_text, self.tr("Save as text…")),
                self.spreadsheet,
            )
        )

    def _link(self, words: str, way: output.Way, name: str = "") -> QPushButton:
        return link(words, self._way(way), name=name)

    def _way(self, way: output.Way) -> Callable[[], object]:
        return lambda: self._put_out(way)

    def show_written(self, written: Written) -> None:
        """Say what can be done with a letter, and why something cannot."""
        from ehcp_desktop.services.reports.log_out import is_log

        is_letter = written.template.shape == "letter"
        self._say_cannot_send(written)
        self._say_promise(written)
        self.send.setVisible(is_letter or bool(written.template.starts))
        self.spreadsheet.setVisible(is_log(written.template))
        self.email.setVisible(is_letter)
        self.copy.setVisible(not is_letter)
        self.together.setVisible(self._has_enclosures(written))
        self._say_window(written)

    def _has_enclosures(self, written: Written) -> bool:
        from ehcp_desktop.services.letters.enclosing import makeable

        named = written.document.enclosures
        return bool(named and makeable(self._session.family, written.child, named))

    def _say_cannot_send(self, written: Written) -> None:
        """Let it be marked as sent, or say under the button why it cannot be."""
        words = ""
        if self._session.read_only:
            words = self.tr(
                "This record is open for reading only, so nothing can be marked as sent."
            )
        elif written.missing:
            gaps = self.tr("Left as gaps: {facts}.")
            if written.template.shape == "letter":
                gaps = self.tr(
                    "Left as gaps: {facts}. Fill them in, then it can be marked as sent."
                )
            words = gaps.format(facts=", ".join(written.missing))
        self.cannot_send.setText(words)
        self.cannot_send.setVisible(bool(words))
        allow(self.send, words)

    def _say_promise(self, written: Written) -> None:
        from ehcp_desktop.domain.when import spoken_weekday

        words = self.tr("Once sent, a copy goes into Papers.")
        if written.reply_by is not None:
            words = self.tr(
                "Once sent, a copy goes into Papers, and you are reminded if no answer "
                "is recorded by {day}."
            ).format(day=spoken_weekday(written.reply_by))
        self.promise.setText(words)
        self.promise.setVisible(written.template.shape == "letter")

    def _say_window(self, written: Written) -> None:
        from ehcp_desktop.services.letters.window import MOST_LINES, fits

        is_headed = written.template.shape == "letter" and not self.paper.value().edition.is_larger
        is_too_long = is_headed and not fits(written.document.recipient)
        words = self.tr(
            "The address is too long for the window of an envelope, which shows {count} lines. "
            "Shorten it, or use an envelope without a window."
        )
        self.warning.setText(words.format(count=MOST_LINES) if is_too_long else "")
        self.warning.setVisible(is_too_long)
