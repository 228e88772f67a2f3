from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPalette

from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.fields import Tick
from ehcp_desktop.ui.style_sheet import style_sheet
from ehcp_desktop.ui.theme import LOOKS, Theme, em
from ehcp_desktop.ui.tokens import CREAM, DARK, LIGHT, Tokens, contrast, high_contrast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

SYSTEM = high_contrast("#202020", "#ffffff", "#75e9fc", "#75e9fc")
TEXT = [
    ("text", "base"),
    ("text", "window"),
    ("text", "sidebar"),
    ("text", "quiet"),
    ("on_selected", "selected"),
    ("second", "base"),
    ("second", "window"),
    ("second", "sidebar"),
    ("second", "quiet"),
    ("accent", "base"),
    ("accent", "window"),
    ("on_accent", "accent"),
    ("late", "base"),
    ("late", "sidebar"),
    ("done", "base"),
    ("gold", "base"),
    ("text", "shade"),
]
ON_SELECTED = [(ink, "selected") for ink in ("second", "accent", "late", "done", "gold")]
EDGES = [("edge", "base"), ("edge", "window")]


@pytest.fixture(autouse=True)
def put_back(theme: Theme) -> Iterator[None]:
    yield
    if (theme.look, theme.size) != (LOOKS[0], 100):
        theme.set_size(100)
        theme.set_look(LOOKS[0])


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CREAM, SYSTEM], ids=lambda one: one.name)
@pytest.mark.parametrize("pair", TEXT, ids="-on-".join)
def test_every_text_can_be_read(tokens: Tokens, pair: tuple[str, str]) -> None:
    ink, ground = (getattr(tokens, name) for name in pair)
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CREAM, SYSTEM], ids=lambda one: one.name)
@pytest.mark.parametrize("pair", ON_SELECTED, ids="-on-".join)
def test_a_chosen_row_can_be_read(tokens: Tokens, pair: tuple[str, str]) -> None:
    ink, ground = (getattr(tokens, name) for name in pair)
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CREAM, SYSTEM], ids=lambda one: one.name)
@pytest.mark.parametrize("pair", EDGES, ids="-on-".join)
def test_every_input_can_be_found(tokens: Tokens, pair: tuple[str, str]) -> None:
    edge, ground = (getattr(tokens, name) for name in pair)
    assert contrast(edge, ground) >= 3.0


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_high_contrast_uses_the_colours_of_the_system_alone() -> None:
    used = {value for name, value in vars(SYSTEM).items() if name != "name"}
    assert used == {"#202020", "#ffffff", "#75e9fc"}


@pytest.mark.parametrize(("look", "tokens"), [("dark", DARK), ("comfort", CREAM)])
def test_a_new_look_changes_the_palette_at_once(
    theme: Theme, qapp: QApplication, look: str, tokens: Tokens
) -> None:
    theme.set_look(look)
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == tokens.base.lower()
    assert theme.tokens.name == tokens.name


def test_twice_the_text_is_twice_the_em(theme: Theme) -> None:
    before = em()
    theme.set_size(200)
    assert em() == pytest.approx(2 * before, abs=1)


def test_the_icon_of_a_button_grows_with_its_text(theme: Theme, qtbot: QtBot) -> None:
    made = button("Add", lambda: None, image="plus")
    qtbot.addWidget(made)
    before = made.iconSize().height()
    theme.set_size(200)
    assert made.iconSize().height() == pytest.approx(2 * before, abs=1)


@pytest.mark.parametrize("look", ["light", "dark", "comfort"])
def test_an_unticked_box_and_the_focus_on_it_can_be_seen(
    theme: Theme, qtbot: QtBot, look: str
) -> None:
    theme.set_look(look)
    tick = Tick("They made a promise")
    qtbot.addWidget(tick)
    tick.show()
    assert theme.tokens.edge.lower() in _colours(tick)
    tick.activateWindow()
    tick.setFocus()
    qtbot.waitUntil(tick.hasFocus)
    assert theme.tokens.accent.lower() in _colours(tick)


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CREAM, SYSTEM], ids=lambda one: one.name)
def test_a_tick_can_be_seen_on_its_box(tokens: Tokens) -> None:
    sheet = style_sheet(tokens, 10.5)
    tick = Path(sheet.partition('url("')[2].partition('"')[0]).read_text(encoding="utf-8")
    ink = tick.partition('stroke="')[2].partition('"')[0]
    assert contrast(ink, tokens.accent) >= 4.5


def _colours(widget: QWidget) -> set[str]:
    """Return the colours at the left of a widget, where its box is."""
    shown = widget.grab().toImage()
    side = range(min(shown.height(), shown.width()))
    return {shown.pixelColor(across, down).name() for across in side for down in side}


def test_comfort_is_large_and_far_apart(theme: Theme) -> None:
    usual = theme.line_height
    theme.set_look("comfort")
    assert theme.points >= 14
    assert theme.line_height > usual
