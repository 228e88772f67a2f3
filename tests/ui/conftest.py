"""The program's own look, and a record open in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QSettings

from ehcp_desktop.ui.session import Session
from ehcp_desktop.ui.theme import LOOKS, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from PySide6.QtWidgets import QApplication

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


@pytest.fixture(scope="session", autouse=True)
def theme(qapp: QApplication) -> Theme:
    """Dress the application as the window does."""
    return Theme(qapp, LOOKS[0], 100)


@pytest.fixture(autouse=True)
def by_itself(qapp: QApplication) -> Iterator[None]:
    """Remember nothing of another test's window, and delete what a test has closed.

    Else every later change of look would dress that too.
    """
    QSettings().clear()
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def session(family: Family, child: Child, today: date) -> Iterator[Session]:
    """Yield a session that looks at the child of the family."""
    opened = Session(lambda: today)
    opened.open(family)
    opened.look_at(child.id)
    yield opened
    opened.close()
