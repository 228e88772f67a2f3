"""A file is opened, or refused in one sentence and left as it was."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from sqlcipher3 import dbapi2

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.errors import FileRefused, PassphraseNeeded, ReadOnly, WrongPassphrase
from ehcp_desktop.storage import migrations
from ehcp_desktop.storage.lock import Lock, lock_path
from ehcp_desktop.storage.store import Store

PASSPHRASE = "correct horse"  # noqa: S105 - it opens nothing but these tests' files


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("plain") / "plain.ehcp"
    Store.create(path).close()
    return path.read_bytes()


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("encrypted") / "encrypted.ehcp"
    with Store.create(path, PASSPHRASE) as store:
        store.children.save(Child(name="Wilhelmina Canary", born=date(2016, 3, 14)))
    return path


def other_database(path: Path) -> bytes:
    connection = dbapi2.connect(str(path))
    connection.execute("create table letter (id)")
    connection.close()
    data = path.read_bytes()
    path.unlink()
    return data


def with_number(data: bytes, at: int, number: int) -> bytes:
    return data[:at] + number.to_bytes(4, "big") + data[at + 4 :]


def refused(path: Path, passphrase: str | None = None) -> str:
    """Try to open a file that must be refused; return why, having seen that it is unchanged."""
    before = path.read_bytes()
    with pytest.raises(FileRefused) as told:
        Store.open(path, passphrase)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    return str(told.value)


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"%PDF-1.7\n" + b"x" * 9000, b"x" * 8192, os.urandom(5000), b"\0" * 8192],
    ids=["0 bytes", "text", "PDF", "whole pages of text", "noise", "zeros"],
)
def test_a_file_that_is_not_ours_is_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert "is not an EHCP Desktop record" in refused(path)
    assert "is not an EHCP Desktop record" in refused(path, PASSPHRASE)


def test_another_programs_database_is_refused(path: Path) -> None:
    path.write_bytes(other_database(path))
    assert "is not an EHCP Desktop record" in refused(path)


def test_a_header_without_a_database_behind_it_is_refused(path: Path, plain: bytes) -> None:
    path.write_bytes(with_number(plain[:100], 28, 0) + b"x" * 4000)
    assert "damaged" in refused(path)
    path.write_bytes(with_number(plain, 16, 3 << 16))
    assert "is not an EHCP Desktop record" in refused(path)


def test_a_file_that_was_cut_short_is_refused(path: Path, plain: bytes) -> None:
    path.write_bytes(plain[: len(plain) // 2])
    assert "Part of “family.ehcp” is missing" in refused(path)


def test_a_newer_format_is_refused(path: Path, plain: bytes) -> None:
    path.write_bytes(with_number(plain, 60, migrations.SCHEMA + 1))
    assert "made by a newer EHCP Desktop" in refused(path)


def test_a_newer_format_is_refused_in_an_encrypted_file(
    path: Path, encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(encrypted.read_bytes())
    monkeypatch.setattr(migrations, "SCHEMA", 0)
    assert "made by a newer EHCP Desktop" in refused(path, PASSPHRASE)


def test_an_encrypted_file_that_is_not_ours_is_refused(
    path: Path, encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(encrypted.read_bytes())
    monkeypatch.setattr("ehcp_desktop.storage.opening.APPLICATION_ID", 1)
    assert "is not an EHCP Desktop record" in refused(path, PASSPHRASE)


def test_a_missing_file_and_a_folder_are_refused(path: Path) -> None:
    with pytest.raises(FileRefused, match="There is no file"):
        Store.open(path)
    with pytest.raises(FileRefused, match="is a folder"):
        Store.open(path.parent)
    with pytest.raises(FileRefused, match="cannot be read: File name too long"):
        Store.open(path.with_name("x" * 300))


def test_without_a_passphrase_an_encrypted_file_says_that_it_has_one(
    path: Path, encrypted: Path
) -> None:
    path.write_bytes(encrypted.read_bytes())
    assert refused(path) == "“family.ehcp” is protected with a passphrase."
    with pytest.raises(PassphraseNeeded):
        Store.open(path)


def test_noise_with_another_name_is_said_to_be_perhaps_no_record(path: Path) -> None:
    noise = path.with_name("holiday.bin")
    noise.write_bytes(bytes(range(256)) * 16)
    assert "is not an EHCP Desktop record, or it is protected" in refused(noise)
    assert "is not an EHCP Desktop record, or that passphrase" in refused(noise, PASSPHRASE)


@pytest.mark.parametrize("wrong", ["", "wrong", "Correct horse", "👍" * 2500, "\ud800"])
def test_a_wrong_passphrase_is_refused(path: Path, encrypted: Path, wrong: str) -> None:
    path.write_bytes(encrypted.read_bytes())
    assert "That passphrase does not open “family.ehcp”. Check capitals" in refused(path, wrong)
    with pytest.raises(WrongPassphrase):
        Store.open(path, wrong)


def test_an_encrypted_file_opens_with_its_passphrase_or_its_recovery_code(
    path: Path, encrypted: Path
) -> None:
    path.write_bytes(encrypted.read_bytes())
    with Store.open(path, PASSPHRASE) as store:
        code = store.recovery_code
        assert (store.is_encrypted, store.children.count(), store.verify()) == (True, 1, [])
    for typed in (code, code.lower().replace("-", " ")):
        with Store.open(path, typed) as store:
            assert store.children.all()[0].name == "Wilhelmina Canary"


def test_an_encrypted_file_holds_no_word_of_what_is_in_it(encrypted: Path) -> None:
    data = encrypted.read_bytes()
    assert not [word for word in (b"Canary", b"child", b"SQLite", b"create") if word in data]


def test_a_passphrase_for_a_plain_file_is_not_needed_and_does_no_harm(
    path: Path, plain: bytes
) -> None:
    path.write_bytes(plain)
    with Store.open(path, PASSPHRASE) as store:
        assert (store.is_encrypted, store.recovery_code) == (False, "")


def test_a_name_with_any_letters_opens(tmp_path: Path) -> None:
    path = tmp_path / "Ŵyn & Nguyễn? 100% #1.ehcp"
    Store.create(path).close()
    with Store.open(path) as store:
        assert store.path == path
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_second_opener_reads_and_says_who_writes(store: Store, path: Path) -> None:
    store.children.save(Child(name="Sam", born=date(2016, 3, 14)))
    with Store.open(path) as second:
        assert second.read_only
        assert "has had it open since 13:02 on 2 June 2026" in second.held_by
        assert second.children.count() == 1
        with pytest.raises(ReadOnly, match=r"for reading only: .* has had it open since"):
            second.children.save(Child(name="Kim", born=date(2016, 3, 14)))


def test_when_the_writer_closes_the_next_opener_writes(store: Store, path: Path) -> None:
    store.close()
    store.close()
    with Store.open(path) as second:
        assert (second.read_only, second.held_by) == (False, "")


def test_a_record_can_be_opened_for_reading(store: Store, path: Path) -> None:
    store.close()
    with Store.open(path, read_only=True) as reader, Store.open(path) as writer:
        assert (reader.read_only, reader.held_by, writer.read_only) == (True, "", False)
        assert reader.verify() == []
        with pytest.raises(ReadOnly, match="it was opened for reading"):
            reader.undo() or reader.set_setting("a", "b")


def test_one_file_is_left_when_it_is_closed(store: Store, path: Path) -> None:
    store.set_setting("a", "b")
    store.close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_file_that_exists_is_never_replaced(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(FileRefused, match="already exists"):
        Store.create(path)
    assert path.read_text() == "mine"


def test_a_file_that_appears_meanwhile_is_not_replaced(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "ehcp_desktop.storage.creating.migrate", lambda _connection: path.write_text("mine")
    )
    with pytest.raises(Exception, match=r"no such table|already exists"):
        Store.create(path)
    assert [one.read_text() for one in path.parent.iterdir()] == ["mine"]


def test_a_folder_that_is_not_there_is_refused(path: Path) -> None:
    with pytest.raises(FileRefused, match="There is no folder"):
        Store.create(path / "family.ehcp")


def test_a_folder_that_is_a_file_and_a_full_disk_are_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text("mine")
    with pytest.raises(FileRefused, match=r"No record can be made in .*: Not a directory"):
        Store.create(path / "family.ehcp")

    def full(_path: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ehcp_desktop.storage.creating.private_file", full)
    with pytest.raises(FileRefused, match="The disk is full, so no record was made"):
        Store.create(path.with_name("other.ehcp"))
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_where_no_lock_can_be_put_the_record_is_for_reading(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    lock_path(path).mkdir()
    with (
        Store.open(path) as reader,
        pytest.raises(ReadOnly, match="no lock can be put beside it"),
    ):
        reader.set_setting("a", "b")
    monkeypatch.setattr("ehcp_desktop.storage.opening.can_write", lambda _path: False)
    with Store.open(path) as reader:
        assert (reader.read_only, reader.held_by, reader.verify()) == (True, "", [])


def test_what_a_killed_creation_left_is_made_again(path: Path) -> None:
    path.with_name(f".{path.name}.making").write_text("half")
    Store.create(path).close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_record_that_is_being_made_elsewhere_is_not_made_twice(path: Path) -> None:
    lock = Lock(lock_path(path), datetime.now(UTC))
    with pytest.raises(FileRefused, match="being made by another window"):
        Store.create(path)
    lock.release()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_every_file_is_private_under_any_umask(path: Path) -> None:
    old = os.umask(0)
    try:
        with Store.create(path, PASSPHRASE) as store:
            store.set_setting("a", "b")
            files = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
    finally:
        os.umask(old)
    assert files == dict.fromkeys((path.name, f"{path.name}-journal", f".{path.name}.lock"), 0o600)


AS_NOBODY = """
import os, sys
from datetime import UTC, date, datetime
from pathlib import Path
import sqlite_utils
from ehcp_desktop.domain.people import Child
from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage import creating, migrations, soundness
from ehcp_desktop.storage.store import Store
import getpass, platform
path = Path(sys.argv[1])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
def attempt(do):
    try:
        print(do())
    except FileRefused as told:
        print(type(told).__name__, told)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o644, 0o555)])
def test_a_file_or_folder_that_cannot_be_written_opens_for_reading(
    open_folder: Path,
    run: Callable[..., CompletedProcess[str]],
    file_mode: int,
    folder_mode: int,
) -> None:
    path = open_folder / "family.ehcp"
    with Store.create(path) as store:
        store.children.save(Child(name="Sam", born=date(2016, 3, 14)))
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    code = AS_NOBODY + (
        "store = Store.open(path)\n"
        "print(store.read_only, store.children.count(), store.verify())\n"
        "attempt(lambda: store.set_setting('a', 'b'))\n"
    )
    told = run(code, path)
    open_folder.chmod(0o755)
    assert told.stdout.splitlines() == [
        "True 1 []",
        "ReadOnly “family.ehcp” is open for reading only: the file or its folder cannot be"
        " written to. Nothing was changed.",
    ], told.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_what_may_not_be_read_or_made_is_refused_in_a_sentence(
    open_folder: Path, run: Callable[..., CompletedProcess[str]]
) -> None:
    path = open_folder / "family.ehcp"
    Store.create(path).close()
    path.chmod(0)
    open_folder.chmod(0o555)
    code = AS_NOBODY + (
        "attempt(lambda: Store.open(path))\n"
        "attempt(lambda: Store.create(path.with_name('other.ehcp')))\n"
    )
    told = run(code, path)
    open_folder.chmod(0o755)
    read, made = told.stdout.splitlines()
    assert "cannot be read: Permission denied" in read, told.stderr
    assert "No record can be made" in made


def test_reading_needs_no_library_but_the_driver(
    store: Store, path: Path, run: Callable[..., CompletedProcess[str]]
) -> None:
    child = store.children.save(Child(name="Sam", born=date(2016, 3, 14)))
    store.events.save(Event(child=child.id, kind="call"))
    store.close()
    code = """
import sys
from pathlib import Path
from ehcp_desktop.storage.store import Store
with Store.open(Path(sys.argv[1])) as store:
    store.events.all(), store.search("call"), store.can_undo
ours = ("ehcp_desktop", "sqlcipher3", *sys.stdlib_module_names)
site = ("_virtualenv", "_distutils_hack", "pip", "coverage")
print(*sorted({name.partition(".")[0] for name in sys.modules} - set(ours) - set(site)))
"""
    found = run("import sys; before = set(sys.modules)\n" + code, path)
    assert "sqlite_utils" not in found.stdout.split(), found.stderr
    assert "platformdirs" not in found.stdout.split()
    assert found.returncode == 0, found.stderr
