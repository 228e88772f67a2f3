"""An old record is brought up to date, all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from ehcp_desktop.domain.letter import Dispatch, Letter, Paper
from ehcp_desktop.domain.people import Child
from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage import keeping, migrations
from ehcp_desktop.storage.connection import Connection
from ehcp_desktop.storage.store import Store

Known = Callable[..., None]
FIRST = migrations.FOLDER / "0001_initial.sql"
NOW = migrations.SCHEMA  # the format that this program writes
SECOND = "alter table child add column nickname text;"
BROKEN = "alter table child add column nickname text; insert into nowhere values (1);"


@pytest.fixture
def made(path: Path) -> Path:
    """Return a record of the format that this program writes."""
    Store.create(path).close()
    return path


@pytest.fixture
def connection(made: Path) -> Iterator[Connection]:
    opened = Connection(made, None, writes=True)
    opened.begin()
    yield opened
    opened.close()


@pytest.fixture
def with_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Known:
    """Return a function that makes the program know a later format."""

    def known(*later: str) -> None:
        folder = tmp_path / "migrations"
        folder.mkdir()
        for path in migrations.FOLDER.glob("*.sql"):
            (folder / path.name).write_text(path.read_text())
        for number, sql in enumerate(later, start=NOW + 1):
            (folder / f"{number:04}_later.sql").write_text(sql)
        monkeypatch.setattr(migrations, "FOLDER", folder)
        monkeypatch.setattr(migrations, "SCHEMA", NOW + len(later))

    return known


def columns(connection: Connection) -> list[object]:
    return [row[1] for row in connection.all("pragma table_info(child)")]


def test_the_newest_file_is_the_format_this_program_writes(connection: Connection) -> None:
    newest = max(path.name for path in migrations.FOLDER.glob("*.sql"))
    assert int(newest[:4]) == migrations.SCHEMA
    assert connection.number("pragma user_version") == migrations.SCHEMA
    assert connection.number("pragma application_id") == 0x45484350


def test_only_what_is_missing_is_run(connection: Connection, with_second: Known) -> None:
    with_second(SECOND)
    for _ in range(2):
        migrations.migrate(connection)
        assert columns(connection)[-1] == "nickname"
        assert connection.number("pragma user_version") == NOW + 1


def set_back(path: Path) -> None:
    connection = dbapi2.connect(str(path))
    connection.execute("pragma user_version = 0")
    connection.close()


@pytest.fixture(params=[None, "correct horse"], ids=["plain", "encrypted"])
def old(path: Path, request: pytest.FixtureRequest) -> str:
    """Make a record of this format with something in it; return its passphrase, or ""."""
    with Store.create(path, request.param) as store:
        child = store.children.save(Child(name="Sam", born=date(2016, 3, 14)))
        store.papers.save(paper(store, child))
    return str(request.param or "")


def paper(store: Store, child: Child) -> Paper:
    sha256 = store.put_bytes(b"A letter")
    return Paper(child=child.id, name="letter.txt", sha256=sha256, size=8)


def test_a_copy_of_an_old_record_is_kept_before_it_is_brought_up_to_date(
    path: Path, old: str, with_second: Known
) -> None:
    copy = path.with_name(f"family (format {NOW}).ehcp")
    with_second(SECOND)
    with Store.open(path, old or None) as store:
        assert store.told.endswith(f"beside it, in “{copy.name}”.")
        assert [one.name for one in store.children.all()] == ["Sam"]
    with Store.open(path, old or None) as again:
        assert again.told == ""
    assert names(path) == [copy.name, path.name]


def test_the_copy_is_private_protected_as_the_record_was_and_whole(
    path: Path, old: str, with_second: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_second(SECOND)
    Store.open(path, old or None).close()
    copy = path.with_name(f"family (format {NOW}).ehcp")
    assert copy.read_bytes().startswith(b"SQLite format 3") == (not old)
    if os.name != "nt":
        assert copy.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(migrations, "SCHEMA", NOW)
    with Store.open(copy, old or None) as first:
        assert first.read_bytes(first.papers.all()[0].sha256) == b"A letter"
        assert first.verify() == []


@pytest.mark.parametrize("later", [(BROKEN,), (SECOND, BROKEN)], ids=["at once", "at the second"])
def test_when_it_fails_the_record_is_byte_for_byte_as_it_was(
    path: Path, old: str, with_second: Known, later: tuple[str, ...]
) -> None:
    before = path.read_bytes()
    with_second(*later)
    with pytest.raises(dbapi2.OperationalError, match=r"nowhere|duplicate"):
        Store.open(path, old or None)
    assert path.read_bytes() == before
    assert names(path) == [path.name]


def test_a_second_copy_takes_another_name(path: Path, old: str, with_second: Known) -> None:
    path.with_name(f"family (format {NOW}).ehcp").write_bytes(b"an older one")
    with_second(SECOND)
    with Store.open(path, old or None) as store:
        assert f"“family (format {NOW}, copy 2).ehcp”" in store.told
    assert path.with_name(f"family (format {NOW}).ehcp").read_bytes() == b"an older one"


def test_a_record_that_is_not_whole_is_not_brought_up_to_date(
    path: Path, with_second: Known
) -> None:
    with Store.create(path) as store:
        paper(store, Child(name="Sam", born=date(2016, 3, 14)))
    path.write_bytes(path.read_bytes().replace(b"A letter", b"A litter"))
    before = path.read_bytes()
    with_second(SECOND)
    with pytest.raises(FileRefused, match="it is not whole"):
        Store.open(path)
    assert (path.read_bytes(), names(path)) == (before, [path.name])


def test_a_record_of_the_first_format_gains_what_came_later(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "first"
    folder.mkdir()
    (folder / FIRST.name).write_text(FIRST.read_text())
    with monkeypatch.context() as then:
        then.setattr(migrations, "FOLDER", folder)
        then.setattr(migrations, "SCHEMA", 1)
        with Store.create(path) as store:
            child = store.children.save(Child(name="Sam", born=date(2016, 3, 14)))
            letter = Letter(child=child.id, template="chaser", title="", written=date(2026, 6, 2))
            sent = Dispatch(letter=letter.id, by="post", on=letter.written, deemed=letter.written)
            with store.action("Send"):
                store.letters.save(letter)
                store.dispatches.save(sent)
    with Store.open(path) as store:
        assert "(format 1)" in store.told
        assert store.own_letters.all() == []
        assert store.dispatches.all() == [sent]
        store.dispatches.save(replace(sent, by="second_class"))
        assert store.verify() == []


def names(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if one.is_file())


def test_an_old_record_that_may_only_be_read_is_refused(made: Path) -> None:
    set_back(made)
    with pytest.raises(FileRefused, match="must be brought up to date"):
        Store.open(made, read_only=True)


def test_the_writers_of_the_lock_are_free_after_a_failed_opening(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "migrate", lambda _connection: 1 / 0)
    set_back(made)
    with pytest.raises(ZeroDivisionError):
        Store.open(made)
    assert [one.name for one in made.parent.iterdir()] == [made.name]
