"""How large a letter is printed, and where its address stands for a window envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from ehcp_desktop.services.documents.edition import STANDARD, Edition, edition
from ehcp_desktop.ui.edition_choice import EditionChoice
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.fields import Choice, Field
from ehcp_desktop.ui.parts.layouts import GROUP, column

if TYPE_CHECKING:
    from ehcp_desktop.ui.session import Session

_KEY = "letter_lower"
_LOWEST = 10  # mm


class Paper(NamedTuple):
    """The size of the letters, and how many millimetres down the address is moved."""

    edition: Edition = STANDARD
    lower: int = 0


class PaperChoice(QWidget):
    """The choices, which are kept for the next letter; `edited` follows every change."""

    edited = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.size_of = EditionChoice()
        every = range(_LOWEST + 1)
        words = [self.tr("{mm} mm").format(mm=mm) if mm else self.tr("Not moved") for mm in every]
        self.down = Choice([(str(mm), said) for mm, said in zip(every, words, strict=True)])
        self.down.set_value(str(QSettings().value(_KEY) or "0"))
        hint = self.tr(
            "For a DL envelope with a window. Print the test page once, fold it, and see whether "
            "the address shows."
        )
        inside = column(self, spacing=GROUP)
        inside.addWidget(self.size_of)
        inside.addWidget(Field(self.tr("Move the address down"), self.down, hint))
        self.test = link(self.tr("Save a fold test page…"), self._save_test, "mail")
        inside.addWidget(self.test)
        self.size_of.edited.connect(self._keep)
        self.down.edited.connect(self._keep)

    def value(self) -> Paper:
        """Return what is chosen."""
        return Paper(edition(self.size_of.value()), int(self.down.value() or 0))

    def _keep(self) -> None:
        QSettings().setValue(_KEY, self.down.value())
        self.size_of.edition()  # keeps it too
        self.edited.emit()

    def _save_test(self) -> None:
        from ehcp_desktop.ui.letter_output import save_fold_test

        save_fold_test(self, self._session, self.value().lower)
