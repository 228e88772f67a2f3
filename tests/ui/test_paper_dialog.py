"""A paper is printed, or saved, in the letters that were chosen; the choice is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events
from ehcp_desktop.ui import exchange
from ehcp_desktop.ui.edition_choice import EditionChoice
from ehcp_desktop.ui.paper_dialog import PaperDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session

    Offer = Callable[[Session, PaperDialog], None]

PAPERS = [exchange.offer_year, exchange.offer_chronology]


@pytest.fixture(autouse=True)
def chosen_before() -> Iterator[None]:
    """Begin and end as one who never chose."""
    QSettings().remove("edition")
    yield
    QSettings().remove("edition")


@pytest.fixture
def offered(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Return the dialog that an offer would show, with a call in the record."""
    call = Event(child=session.child_id, kind="call", on=When.parse("2026-06-02"), summary="Hello")
    events.log(session.family, call)
    shown: list[PaperDialog] = []

    def caught(dialog: PaperDialog) -> None:
        shown.append(dialog)

    monkeypatch.setattr(PaperDialog, "exec", caught)

    def open_it(offer: Offer) -> PaperDialog:
        offer(session, None)
        qtbot.addWidget(shown[-1])
        return shown[-1]

    return open_it


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the Word file that the system's dialog is answered with."""
    path = tmp_path / "out.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), "Word (*.docx)"))
    return path


@pytest.mark.parametrize("offer", PAPERS)
def test_a_paper_is_saved_in_large_print(offered: Offered, saved: Path, offer: Offer) -> None:
    dialog = offered(offer)
    dialog.editions.set_value("large")
    dialog.save()
    assert docx.Document(str(saved)).styles["Normal"].font.size.pt == 18
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert EditionChoice().value() == "large"


def test_the_year_ahead_is_printed_on_one_page(
    offered: Offered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def to_file(dialog: QPrintDialog) -> QDialog.DialogCode:
        dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", to_file)
    dialog = offered(exchange.offer_year)
    dialog.print_it()
    assert len(pypdf.PdfReader(tmp_path / "printed.pdf").pages) == 1
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_nothing_is_saved_and_the_dialog_stays_when_no_file_is_named(
    offered: Offered, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    dialog = offered(exchange.offer_year)
    dialog.show()
    dialog.save()
    assert dialog.isVisible()
    assert not list(tmp_path.glob("*.pdf"))


def test_a_file_that_cannot_be_written_is_told_and_the_dialog_stays(
    offered: Offered, session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    nowhere = (str(Path("/nowhere/year.pdf")), "PDF (*.pdf)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: nowhere)
    dialog = offered(exchange.offer_year)
    dialog.show()
    with qtbot.waitSignal(session.refused) as refused:
        dialog.save()
    assert "could not be written" in refused.args[0]
    assert dialog.isVisible()


@pytest.mark.parametrize("kept", [None, "", "huge"])
def test_who_never_chose_gets_the_standard_edition(kept: str | None) -> None:
    QSettings().setValue("edition", kept)
    assert EditionChoice().edition().id == "standard"


if TYPE_CHECKING:
    Offered = Callable[[Offer], PaperDialog]
