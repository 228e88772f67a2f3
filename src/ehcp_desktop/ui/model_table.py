"""What the law asks, what is published, and what happened here: beside or under each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ehcp_desktop.services.model_check import NOTHING_FOUND
from ehcp_desktop.ui.parts.fitting import Fitting
from ehcp_desktop.ui.parts.layouts import CARD, INNER, WORD, BoxedList, clear, column, line
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.review_model import basis_icon
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.services.model_check import Line
    from ehcp_desktop.services.review_models import Aspect, Told

_WIDE_EM = 50.0
_SHARES = (2, 4, 4, 5)


class ModelTable(BoxedList):
    """The lines of the table; where there is little room each says what its cells are."""

    def __init__(self) -> None:
        super().__init__(_tr("What the law asks, what is published, and what happened here"))
        self._shown: list[tuple[Aspect, Told | None]] = []
        self._lines: list[_Row] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines and no others; of the same model, only what happened is told anew."""
        shown = [(one.aspect, one.published) for one in lines]
        if shown != self._shown:
            self._shown = shown
            self._lines = [_Row(one) for one in lines]
            self.clear()
            for row in (_Heads(), *self._lines):
                self.add(row)
        for row, one in zip(self._lines, lines, strict=True):
            row.say_here(one)


class _Cells(Fitting):
    """Four cells in columns as wide in every row, or under each other."""

    def __init__(self, cells: Sequence[QWidget]) -> None:
        super().__init__()
        self._cells = cells
        self._line: QBoxLayout = line(self, spacing=CARD, margins=(CARD, INNER, CARD, INNER))
        for cell, share in zip(cells, _SHARES, strict=True):
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._line.addWidget(cell, share, Qt.AlignmentFlag.AlignTop)

    @property
    def is_wide(self) -> bool:
        """Whether there is room for columns."""
        return self.width() >= em(_WIDE_EM)

    def fit(self) -> None:
        """Put the cells under each other where there is too little room."""
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.LeftToRight if self.is_wide else ways.TopToBottom)
        for place, share in enumerate(_SHARES):
            self._line.setStretch(place, share if self.is_wide else 0)


class _Heads(_Cells):
    """The names of the columns, which are hidden where there are none."""

    def __init__(self) -> None:
        super().__init__([label(words, "second") for words in ("", *_heads())])

    def fit(self) -> None:
        """Go where there are no columns."""
        super().fit()
        for cell in self._cells:
            cell.setVisible(self.is_wide)
        edge = INNER if self.is_wide else 0
        self._line.setContentsMargins(CARD, edge, CARD, edge)


class _Row(_Cells):
    """One line of the table."""

    def __init__(self, told: Line) -> None:
        law, published, self._inside = (column(spacing=WORD) for _ in _heads())
        law.addWidget(label(told.aspect.law))
        for source in told.aspect.sources:
            law.addWidget(Badge(basis_icon(source), source.said))
        if told.published:
            source = told.published.source
            published.addWidget(label(told.published.words))
            published.addWidget(Badge(basis_icon(source), source.sure))
        else:
            published.addWidget(label(NOTHING_FOUND, "second"))
        named = zip(_heads(), (law, published, self._inside), strict=True)
        self._names: list[QLabel] = []
        self._here: tuple[str, ...] = ()
        super().__init__(
            [label(told.aspect.title, "heading"), *(self._cell(*one) for one in named)]
        )

    def say_here(self, told: Line) -> None:
        """Say what happened here, if that is not what is shown."""
        if told.here == self._here:
            return
        self._here = told.here
        self.setAccessibleName(_sentence(told))
        clear(self._inside)
        for words in told.here:
            self._inside.addWidget(label(words))

    def _cell(self, name: str, inside: QVBoxLayout) -> QWidget:
        cell = QWidget()
        whole = column(cell, spacing=WORD)
        shown = label(name, "second")
        self._names.append(shown)
        whole.addWidget(shown)
        whole.addLayout(inside)
        return cell

    def fit(self) -> None:
        """Name each cell where no heading stands over it."""
        super().fit()
        for name in self._names:
            name.setVisible(not self.is_wide)


def _heads() -> tuple[str, str, str]:
    return _tr("What the law asks"), _tr("What is published"), _tr("What happened here")


def _sentence(told: Line) -> str:
    law, published, here = _heads()
    said = told.published.words if told.published else NOTHING_FOUND
    return (
        f"{told.aspect.title}. {law}: {told.aspect.law} {published}: {said}"
        f" {here}: {' '.join(told.here)}"
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ModelTable", text)
