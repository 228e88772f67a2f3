"""The choice of how large a paper is printed, which is kept for the next one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSettings

from ehcp_desktop.services.documents.edition import EDITIONS, STANDARD, Edition, edition
from ehcp_desktop.ui.parts.choices import Choices

_KEY = "edition"


class EditionChoice(Choices):
    """The editions under each other; the one that was used last is chosen."""

    def __init__(self) -> None:
        words = QCoreApplication.translate("EditionChoice", "Size of the print")
        super().__init__(words, [(one.id, one.title) for one in EDITIONS])
        used = str(QSettings().value(_KEY) or "")
        self.set_value(used if used in (one.id for one in EDITIONS) else STANDARD.id)

    def edition(self) -> Edition:
        """Return what is chosen, and keep it for the next paper."""
        QSettings().setValue(_KEY, self.value())
        return edition(self.value())
