"""The small style sheet: frames, buttons and inputs, in the colours and sizes of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.resources import ROOT
from ehcp_desktop.ui.tokens import is_light

if TYPE_CHECKING:
    from ehcp_desktop.ui.tokens import Tokens

# Sizes are in points of the body text, so that all of it grows together.
TITLE, LEAD, BODY, DETAIL = 1.72, 1.29, 1.0, 0.93

_SHEET = """
QMainWindow, QDialog, QWidget[ground="page"] {{ background: {window}; }}
QMenuBar, QStatusBar, QWidget[ground="sidebar"] {{ background: {sidebar}; color: {text}; }}
QMenuBar {{ border-bottom: 1px solid {hairline}; padding: 2px 12px; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {selected}; color: {on_selected}; border-radius: 4px; }}
QStatusBar {{ border-top: 1px solid {hairline}; }}
QStatusBar::item {{ border: none; }}
QFrame[frame="box"], QFrame[frame="card"] {{
  background: {base}; border: 1px solid {hairline}; border-radius: 8px; }}
QFrame[frame="note"] {{ background: {quiet}; border: none; border-radius: 6px; }}
QFrame[frame="popup"] {{ background: {base}; border: 1px solid {edge}; border-radius: 8px; }}
QFrame[frame="row"] {{ border: none; border-top: 1px solid {hairline}; }}
QFrame[frame="first"] {{ border: none; }}
QFrame[frame="pane"] {{ background: {base}; border: none; border-radius: 8px; }}
QScrollArea[frame="box"] {{
  background: {base}; border: 1px solid {hairline}; border-radius: 8px; }}
QFrame[frame="sidebar"] {{
  background: {sidebar}; border: none; border-right: 1px solid {hairline}; }}
QFrame[frame="toolbar"] {{
  background: {window}; border: none; border-bottom: 1px solid {hairline}; }}
QFrame[frame="footer"] {{ border: none; border-top: 1px solid {hairline}; }}
QLabel[role="title"] {{ font-size: {title}pt; font-weight: 600; }}
QLabel[role="lead"] {{ font-size: {lead}pt; font-weight: 600; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="second"] {{ color: {second}; }}
QLabel[role="detail"] {{ font-size: {detail}pt; color: {second}; }}
QLabel[tone="late"] {{ color: {late}; font-weight: 600; }}
QLabel[tone="done"] {{ color: {done}; }}
QLabel[tone="gold"] {{ color: {gold}; }}
QLabel[tone="second"] {{ color: {second}; }}
QStatusBar QLabel, QStatusBar QPushButton {{ font-size: {detail}pt; color: {second}; }}
QPushButton {{ min-height: 1.5em; padding: 5px 13px; border: 1px solid {outline};
  border-radius: 6px; background: {base}; color: {text}; }}
QPushButton:hover {{ background: {quiet}; }}
QPushButton:pressed, QPushButton:checked {{
  background: {selected}; color: {on_selected}; border-color: {accent}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 4px 12px; }}
QPushButton:disabled {{ color: {second}; border-color: {hairline}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent}; font-weight: 600;
  border: 2px solid {accent}; padding: 4px 12px; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[kind="primary"]:disabled {{ background: {quiet}; color: {second};
  border-color: {hairline}; }}
QPushButton[kind="accent"] {{ border-color: {accent}; color: {accent}; font-weight: 600; }}
QPushButton[kind="accent"]:disabled {{ border-color: {hairline}; color: {second}; }}
QPushButton[kind="link"] {{ border: 2px solid transparent; background: transparent;
  color: {accent}; padding: 2px 4px; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {accent}; }}
QPushButton[kind="link"]:disabled {{ color: {second}; }}
QPushButton[kind="switch"] {{ border: 1px solid {hairline}; border-radius: 8px; padding: 0px; }}
QPushButton[kind="switch"]:focus {{ border: 2px solid {accent}; padding: 0px; }}
QPushButton[kind="row"] {{ border: 2px solid transparent; border-radius: 7px; padding: 10px 14px;
  text-align: left; background: {base}; }}
QPushButton[kind="row"][frame="row"] {{
  border-top: 1px solid {hairline}; border-radius: 0px; }}
QPushButton[kind="more"] {{ padding: 5px 7px; }}
QPushButton[kind="more"]:focus {{ padding: 4px 6px; }}
QPushButton[kind="row"]:hover {{ background: {quiet}; }}
QPushButton[kind="row"]:checked {{ background: {selected}; color: {on_selected}; }}
QPushButton[kind="row"]:focus, QPushButton[kind="row"][frame="row"]:focus {{
  border: 2px solid {accent}; border-radius: 7px; }}
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit {{ border: 1px solid {edge};
  border-radius: 6px; background: {base}; color: {text}; padding: 5px 9px;
  placeholder-text-color: {second};
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit, QComboBox {{ min-height: 1.4em; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {{
  border: 2px solid {accent}; padding: 4px 8px; }}
QComboBox::drop-down {{ border: none; width: 1.9em; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {base}; color: {text}; border: 1px solid {edge};
  selection-background-color: {accent}; selection-color: {on_accent}; outline: none; }}
QListView[frame="nav"] {{ background: transparent; border: none; outline: none; }}
QListView[frame="nav"]::item {{ color: {text}; padding: 0px 8px; margin-bottom: 1px;
  border: 2px solid transparent; border-radius: 6px; }}
QListView[frame="nav"]::item:selected {{ background: {selected}; color: {on_selected};
  border-color: {mark}; }}
QListView[frame="nav"]::item:selected:focus {{ border-color: {accent}; }}
QListView[frame="box"], QTableView {{ background: {base}; border: 1px solid {hairline};
  border-radius: 8px; outline: none; }}
QListView[frame="box"]:focus, QTableView:focus {{ border: 1px solid {accent}; }}
QTableView {{ selection-background-color: {selected}; selection-color: {on_selected}; }}
QHeaderView {{ background: transparent; }}
QHeaderView::section {{ background: {base}; color: {second}; font-weight: 600; border: none;
  font-size: {detail}pt; border-bottom: 1px solid {hairline}; padding: 8px 8px; }}
QTableView::item {{ padding: 0px 8px; border: none; border-bottom: 1px solid {hairline}; }}
QTableView::item:selected {{ background: {selected}; color: {on_selected};
  border-top: 1px solid {mark}; border-bottom: 1px solid {mark}; }}
QPushButton::menu-indicator {{ image: none; width: 0px; }}
QCheckBox, QRadioButton {{ border: 2px solid transparent; border-radius: 6px; padding: 1px 3px;
  spacing: {gap}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {box}px; height: {box}px;
  border: 1px solid {edge}; background: {base}; }}
QCheckBox::indicator {{ border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: {half}px; }}
QCheckBox::indicator:checked {{ border-color: {accent}; background: {accent};
  image: url("{tick}"); }}
QRadioButton::indicator:checked {{ width: {dot}px; height: {dot}px;
  border: {ring}px solid {accent}; background: {on_accent}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {outline}; }}
QCheckBox::indicator:checked:disabled {{ border-color: {second}; background: {second}; }}
QRadioButton::indicator:checked:disabled {{ border-color: {second}; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: {bar}px; margin: 2px; }}
QScrollBar::handle {{ background: {outline}; border-radius: 4px; }}
QScrollBar::handle:hover {{ background: {edge}; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0px; height: 0px; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTextBrowser[frame="plain"] {{ border: none; background: transparent; padding: 0px; }}
QTabBar::tab {{ background: transparent; color: {second}; padding: 6px 14px; border: none;
  border-bottom: 3px solid transparent; }}
QTabBar::tab:selected {{ color: {text}; font-weight: 600; border-bottom: 3px solid {accent}; }}
QTabBar::tab:focus {{ color: {accent}; }}
QSplitter::handle {{ background: transparent; }}
QToolTip {{ background: {base}; color: {text}; border: 1px solid {edge}; padding: 4px; }}
"""


def style_sheet(tokens: Tokens, points: float) -> str:
    """Return the style sheet for these colours and a body text of so many points."""
    sizes = {"title": points * TITLE, "lead": points * LEAD, "detail": points * DETAIL}
    rounded = {role: f"{size:.2f}" for role, size in sizes.items()}
    return _SHEET.format(
        **vars(tokens), **rounded, **_boxes(points), bar=max(12, round(points)), tick=_tick(tokens)
    )


def _boxes(points: float) -> dict[str, int]:
    """Return the sides of what is ticked, in pixels; a chosen round one is a ring with a dot."""
    box = round(points * 1.4)
    ring = max(4, round(box * 0.3))
    return {
        "box": box,
        "half": (box + 2) // 2,
        "ring": ring,
        "dot": box + 2 - 2 * ring,
        "gap": box // 2,
    }


def _tick(tokens: Tokens) -> str:
    """Return the file with the tick that can be seen on the accent colour."""
    name = "tick-light.svg" if is_light(tokens.on_accent) else "tick-dark.svg"
    return (ROOT / "icons" / name).as_posix()
