"""Only one program writes; a lock that was left behind never needs a person."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage.lock import Held, Lock, lock_path
from ehcp_desktop.storage.store import Store

MOMENT = datetime(2026, 6, 2, 13, 2, tzinfo=UTC)
HOLD = """
import sys, time
from pathlib import Path
from ehcp_desktop.storage.store import Store
store = Store.open(Path(sys.argv[1]))
print(store.read_only, flush=True)
time.sleep(60)
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "a.lock"


def test_a_held_lock_says_who_and_since_when(lock: Path) -> None:
    first = Lock(lock, MOMENT)
    with pytest.raises(Held, match=r".+ on .+ has had it open since 13:02 on 2 June 2026"):
        Lock(lock, MOMENT)
    first.release()


def test_a_released_lock_leaves_nothing_and_can_be_taken(lock: Path) -> None:
    for _ in range(2):
        Lock(lock, MOMENT).release()
        assert not lock.exists()


@pytest.mark.parametrize("left", ["", "{", "[]", '{"who": "Mum"}', '{"who": 1, "since": 2}'])
def test_a_lock_without_readable_words_still_holds(lock: Path, left: str) -> None:
    first = Lock(lock, MOMENT)
    lock.write_text(left)
    with pytest.raises(Held, match="another window or program has it open"):
        Lock(lock, MOMENT)
    first.release()


def test_a_file_that_was_left_behind_is_no_lock(lock: Path) -> None:
    lock.write_text('{"who": "someone long ago", "since": "2020-01-01T00:00"}')
    Lock(lock, MOMENT).release()


def test_a_lock_whose_file_is_taken_away_at_the_last_moment_is_taken_anew(
    lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ehcp_desktop.storage import lock as module

    take, times = module._take, []  # noqa: SLF001 - the moment between opening and locking

    def slowly(handle: int) -> None:
        times.append(handle)
        if len(times) == 1:
            lock.unlink()
        elif len(times) == 2:
            lock.unlink()
            lock.touch()
        take(handle)

    monkeypatch.setattr(module, "_take", slowly)
    Lock(lock, MOMENT).release()
    assert len(times) == 3


def test_an_account_without_a_name_can_hold_a_lock(
    lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nameless() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nameless)
    first = Lock(lock, MOMENT)
    with pytest.raises(Held, match="someone on "):
        Lock(lock, MOMENT)
    first.release()


def test_two_programs_and_the_death_of_the_one_that_writes(store: Store, path: Path) -> None:
    store.close()
    words = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "False\n"
        with Store.open(path) as second:
            assert "has had it open since" in second.held_by
        other.kill()
    assert lock_path(path).exists()
    with Store.open(path) as third:
        assert not third.read_only
    assert not lock_path(path).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few accounts make links")
def test_a_link_to_a_record_leads_to_the_same_lock(tmp_path: Path) -> None:
    record, link = tmp_path / "f.ehcp", tmp_path / "elsewhere" / "link.ehcp"
    link.parent.mkdir()
    link.symlink_to(record)
    with Store.create(record), Store.open(link) as second:
        assert second.read_only
    with Store.open(link) as alone:
        assert not alone.read_only
        assert lock_path(record).exists()
    assert [path.name for path in link.parent.iterdir()] == ["link.ehcp"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few accounts make links")
def test_a_link_that_leads_round_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ehcp").symlink_to(tmp_path / "b.ehcp")
    (tmp_path / "b.ehcp").symlink_to(tmp_path / "a.ehcp")
    with pytest.raises(FileRefused):
        Store.open(tmp_path / "a.ehcp")
