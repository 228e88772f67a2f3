"""An old record is brought up to date, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage import migrations, store
from ehcp_desktop.storage.connection import Connection
from ehcp_desktop.storage.store import Store

SECOND = "alter table child add column nickname text;"
BROKEN = "alter table child add column nickname text; insert into nowhere values (1);"


@pytest.fixture
def made(path: Path) -> Path:
    """Return a record of the first format."""
    Store.create(path).close()
    return path


@pytest.fixture
def connection(made: Path) -> Iterator[Connection]:
    opened = Connection(made, None, writes=True)
    opened.begin()
    yield opened
    opened.close()


def with_second(folder: Path, sql: str) -> Path:
    first = migrations.FOLDER / "0001_initial.sql"
    (folder / first.name).write_text(first.read_text())
    (folder / "0002_second.sql").write_text(sql)
    return folder


def columns(connection: Connection) -> list[object]:
    return [row[1] for row in connection.all("pragma table_info(child)")]


def test_the_newest_file_is_the_format_this_program_writes(connection: Connection) -> None:
    newest = max(path.name for path in migrations.FOLDER.glob("*.sql"))
    assert int(newest[:4]) == migrations.SCHEMA
    assert connection.number("pragma user_version") == migrations.SCHEMA
    assert connection.number("pragma application_id") == 0x45484350


def test_only_what_is_missing_is_run(connection: Connection, tmp_path: Path) -> None:
    for _ in range(2):
        migrations.migrate(connection, with_second(tmp_path, SECOND))
        assert columns(connection)[-1] == "nickname"
        assert connection.number("pragma user_version") == 2


def test_a_migration_that_fails_leaves_the_old_format(
    connection: Connection, tmp_path: Path
) -> None:
    with pytest.raises(dbapi2.OperationalError, match="nowhere"):
        migrations.migrate(connection, with_second(tmp_path, BROKEN))
    assert "nickname" not in columns(connection)
    assert connection.number("pragma user_version") == 1


def set_back(path: Path) -> None:
    connection = dbapi2.connect(str(path))
    connection.execute("pragma user_version = 0")
    connection.close()


def test_an_old_record_is_brought_up_to_date_when_it_is_opened(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[Connection] = []
    monkeypatch.setattr(store, "migrate", run.append)
    set_back(made)
    with Store.open(made) as opened:
        assert len(run) == 1
        assert opened.children.all() == []


def test_an_old_record_that_may_only_be_read_is_refused(made: Path) -> None:
    set_back(made)
    with pytest.raises(FileRefused, match="must be brought up to date"):
        Store.open(made, read_only=True)


def test_the_writers_of_the_lock_are_free_after_a_failed_opening(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "migrate", lambda _connection: 1 / 0)
    set_back(made)
    with pytest.raises(ZeroDivisionError):
        Store.open(made)
    assert [one.name for one in made.parent.iterdir()] == [made.name]
