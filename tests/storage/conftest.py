"""A real file on disk, a clock that stands still, and a look at the rows from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from ehcp_desktop.domain.people import Child
from ehcp_desktop.storage.store import Store

MOMENT = datetime(2026, 6, 2, 13, 2, tzinfo=UTC)
TABLES = (
    "child contact role school_dates event answer plan section review minutes action_item letter"
    " dispatch paper attachment draft setting"
).split()

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "family.ehcp"


@pytest.fixture(scope="session")
def new_record(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a new record, to be copied: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("new") / "family.ehcp"
    Store.create(path).close()
    return path.read_bytes()


@pytest.fixture
def store(path: Path, new_record: bytes) -> Iterator[Store]:
    path.write_bytes(new_record)
    path.chmod(0o600)
    with Store.open(path, clock=lambda: MOMENT) as opened:
        yield opened


@pytest.fixture
def child(store: Store) -> Child:
    return store.children.save(Child(name="Sam Example", born=date(2016, 3, 14)))


@pytest.fixture
def rows() -> Callable[[Path], Rows]:
    """Return a function that reads every record row of a file, as another program would."""

    def read(path: Path) -> Rows:
        connection = dbapi2.connect(str(path))
        found = {
            table: connection.execute(f"select * from {table} order by 1").fetchall()  # noqa: S608
            for table in TABLES
        }
        connection.close()
        return found

    return read


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs a program of ours in a process of its own."""

    def start(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-c", code, *map(str, arguments)]
        return subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)

    return start


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Yield a folder that an account without rights can reach too (pytest's own are private)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            os.chown(folder, 65534, 65534)
        yield folder
