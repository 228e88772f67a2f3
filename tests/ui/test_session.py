"""Undo of a long step leaves the window alive, and is whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.services.family import Family
from ehcp_desktop.ui.parts import slices

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session

MANY = 200


@pytest.fixture
def imported(session: Session, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Return a session whose last step added many events; each slice does one part."""
    monkeypatch.setattr(slices, "_SLICE", 0)
    store = session.family.store
    with store.action("Import"):
        store.events.save_all([Event(child=session.child_id, kind="call") for _ in range(MANY)])
    return session


def test_a_long_step_is_taken_back_while_the_window_goes_on(
    imported: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(imported.turned) as told:
        imported.undo()
        assert not told.signal_triggered
    assert told.args == ["Import", True]
    assert imported.family.store.events.count() == 0
    with qtbot.waitSignal(imported.turned) as told:
        imported.redo()
    assert imported.family.store.events.count() == MANY


def test_a_second_undo_waits_for_the_first(imported: Session, qtbot: QtBot) -> None:
    imported.undo()
    with qtbot.waitSignal(imported.refused) as told:
        imported.undo()
    assert "still being taken back" in told.args[0]
    with qtbot.waitSignal(imported.turned):
        pass
    assert imported.family.store.events.count() == 0


def test_closing_in_the_middle_of_it_takes_nothing_back(imported: Session) -> None:
    path, today = imported.family.path, imported.family.today
    imported.undo()
    imported.close()
    with Family.open(path, None, today) as again:
        assert again.store.events.count() == MANY
