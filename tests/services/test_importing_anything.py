"""Whatever a file holds, it is taken in or refused in a sentence; nothing else happens."""

from __future__ import annotations

import contextlib
import csv
import io
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ehcp_desktop.errors import EhcpError
from ehcp_desktop.services.importing import COLUMNS, import_events

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

relaxed = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
cells = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["2026-06-02", "2/6/2026", "June 2026", "call", "note", "review meeting held"]
    ),
)


@relaxed
@given(content=st.binary(max_size=300), suffix=st.sampled_from([".csv", ".xlsx", ".tsv"]))
def test_any_bytes_are_refused_kindly(
    family: Family, child: Child, tmp_path: Path, content: bytes, suffix: str
) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(content)
    with contextlib.suppress(EhcpError):
        import_events(family, child, path)


@relaxed
@given(rows=st.lists(st.lists(cells, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=5))
def test_any_cells_are_kept_or_refused_and_twice_adds_nothing(
    family: Family, child: Child, tmp_path: Path, rows: list[list[str]]
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *rows])
    path = tmp_path / "any.csv"
    path.write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))
    for refused in tmp_path.glob("*.refused*"):
        refused.unlink()
    with contextlib.suppress(EhcpError):
        first = import_events(family, child, path, skip_bad=True)
        again = import_events(family, child, path, skip_bad=True)
        assert (again.added, again.already) == (0, first.added + first.already)
