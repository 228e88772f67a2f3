"""What the law asks, what is published, and what happened here: beside or under each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ehcp_desktop.services.model_check import NOTHING_FOUND
from ehcp_desktop.ui.parts.fitting import Fitting
from ehcp_desktop.ui.parts.layouts import CARD, INNER, WORD, BoxedList, column, line
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.review_model import basis_icon
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.services.model_check import Line
    from ehcp_desktop.services.review_models import Source

_WIDE_EM = 50.0
_SHARES = (2, 4, 4, 5)


class ModelTable(BoxedList):
    """The lines of the table; where there is little room each says what its cells are."""

    def __init__(self) -> None:
        super().__init__(_tr("What the law asks, what is published, and what happened here"))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines and no others."""
        self.clear()
        self.add(_Heads())
        for one in lines:
            self.add(_Row(one))


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
        law, published, here = (column(spacing=WORD) for _ in _heads())
        _say(law, told.aspect.law)
        _cite(law, told.aspect.sources)
        if told.published:
            _say(published, told.published.words)
            source = told.published.source
            published.addWidget(Badge(basis_icon(source), source.sure))
        else:
            published.addWidget(label(NOTHING_FOUND, "second"))
        _say(here, *told.here)
        cells = (law, published, here)
        named = zip(_heads(), cells, strict=True)
        self._names: list[QLabel] = []
        super().__init__(
            [label(told.aspect.title, "heading"), *(self._cell(*one) for one in named)]
        )
        self.setAccessibleName(_sentence(told))

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


def _say(inside: QVBoxLayout, *sentences: str) -> None:
    for words in sentences:
        inside.addWidget(label(words))


def _cite(inside: QVBoxLayout, sources: Sequence[Source]) -> None:
    for source in sources:
        inside.addWidget(Badge(basis_icon(source), source.said))


def _sentence(told: Line) -> str:
    law, published, here = _heads()
    said = told.published.words if told.published else NOTHING_FOUND
    return (
        f"{told.aspect.title}. {law}: {told.aspect.law} {published}: {said}"
        f" {here}: {' '.join(told.here)}"
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ModelTable", text)
