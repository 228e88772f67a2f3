"""What was saved is still there after a kill, a full disk, a sync folder and a flipped bit."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.letter import Paper
from ehcp_desktop.domain.people import Child
from ehcp_desktop.errors import BadInput, FileRefused, ReadOnly
from ehcp_desktop.storage.connection import explain
from ehcp_desktop.storage.journal import check
from ehcp_desktop.storage.store import Store

Run = Callable[..., subprocess.CompletedProcess[str]]
SAVES = """
import sys
from datetime import date
from pathlib import Path
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.storage.store import Store
store = Store.open(Path(sys.argv[1]), sys.argv[2] or None)
child = store.children.all()[0].id
print("ready", flush=True)
while True:
    with store.action("Two at once"):
        first = store.events.save(Event(child=child, kind="call", summary="x" * 3000))
        store.events.save(Event(child=child, kind="note", who=first.id))
    print(first.id, flush=True)
"""
FULL = """
import resource, sys
from pathlib import Path
from ehcp_desktop.domain.event import Event
from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage.store import Store
store = Store.open(Path(sys.argv[1]))
child = store.children.all()[0].id
limit = store.path.stat().st_size + int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
saved = 0
try:
    while True:
        with store.action("Save"):
            store.events.save(Event(child=child, kind="call", summary="x" * 20000))
            store.put_bytes(str(saved).encode() * 5000)
        saved += 1
except FileRefused as told:
    print(told)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.events.save(Event(child=child, kind="note"))
print(saved, store.events.count(kind="call"), store.verify())
store.close()
"""


def add_child(path: Path) -> None:
    with Store.open(path) as store:
        store.children.save(Child(name="Sam", born=date(2016, 3, 14)))


def killed_while_saving(path: Path, code: str, after: float) -> list[str]:
    """Return the ids that a program said were saved before it was killed."""
    words = [sys.executable, "-c", SAVES, str(path), code]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        time.sleep(after)
        other.kill()
        return [line.strip() for line in other.stdout if line.endswith("\n")]


@pytest.mark.parametrize("passphrase", [None, "correct horse"], ids=["plain", "encrypted"])
def test_what_was_saved_survives_a_kill_and_nothing_is_half_done(
    path: Path, passphrase: str | None
) -> None:
    with Store.create(path, passphrase) as store:
        code = store.recovery_code
        store.children.save(Child(name="Sam", born=date(2016, 3, 14)))
    chance = random.Random(2)
    saved = [
        line
        for _ in range(3)
        for line in killed_while_saving(path, code, chance.uniform(0.01, 0.2))
    ]
    with Store.open(path, code or None) as store:
        assert set(saved) <= set(store.events.ids())
        assert store.events.count(kind="call") == store.events.count(kind="note")
        assert store.verify() == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("room", [0, 10_000, 200_000])
def test_a_full_disk_is_said_and_loses_nothing(
    store: Store, path: Path, run: Run, room: int
) -> None:
    store.close()
    add_child(path)
    told = run(FULL, path, room)
    sentence, counts = told.stdout.splitlines()
    assert "was not saved. Nothing was lost that was saved before." in sentence, told.stderr
    saved, kept, faults = counts.split(" ", 2)
    assert (saved, faults) == (kept, "[]")


def test_a_file_that_was_replaced_is_not_written_over(
    store: Store, child: Child, path: Path
) -> None:
    newer = path.with_name("newer")
    newer.write_bytes(path.read_bytes())
    newer.replace(path)
    before = path.read_bytes()
    with pytest.raises(FileRefused, match="was replaced or changed by another program"):
        store.events.save(Event(child=child.id, kind="call"))
    assert path.read_bytes() == before


def test_a_file_that_another_program_changed_is_not_written_over(
    store: Store, child: Child, path: Path
) -> None:
    other = dbapi2.connect(str(path))
    other.execute("update child set name = 'Kim'")
    other.commit()
    other.close()
    with pytest.raises(FileRefused, match="was replaced or changed by another program"):
        store.children.save(child)


def test_a_file_that_is_gone_is_said(store: Store, child: Child, path: Path) -> None:
    path.unlink()
    with pytest.raises(FileRefused, match="is no longer there"):
        store.events.save(Event(child=child.id, kind="call"))


UNFINISHED = """
import os, sys
from pathlib import Path
from ehcp_desktop.storage.store import Store
store = Store.open(Path(sys.argv[1]), sys.argv[2] or None)
with store.action("Fill"):
    store._connection.run("pragma cache_size = 1")
    store._connection.run("pragma user_version = 1")
    for number in range(300):
        store.set_setting(str(number), "x" * 1000)
    os.kill(os.getpid(), 9)
"""


def leave_unfinished(path: Path, code: str) -> Path:
    """Leave a record with the journal of a change that was not finished; return the journal."""
    subprocess.run([sys.executable, "-c", UNFINISHED, str(path), code], check=False)
    return path.with_name(path.name + "-journal")


@pytest.fixture(params=[None, "correct horse"], ids=["plain", "encrypted"])
def code(path: Path, request: pytest.FixtureRequest) -> str:
    """Make a record, and return what opens it."""
    with Store.create(path, request.param) as store:
        store.set_setting("first", "kept")
        return store.recovery_code


def test_its_own_journal_takes_the_unfinished_change_back(path: Path, code: str) -> None:
    assert leave_unfinished(path, code).stat().st_size > 10_000
    with path.open("ab") as file:
        file.write(b"half a page")  # it was killed in the middle of one
    with Store.open(path, code or None) as store:
        assert (store.setting("first"), store.setting("0"), store.verify()) == ("kept", None, [])


def test_the_journal_of_another_copy_is_never_applied(path: Path, code: str) -> None:
    old = path.read_bytes()
    journal = leave_unfinished(path, code)
    left = journal.read_bytes()
    journal.unlink()
    path.write_bytes(old)
    for number in range(3):
        with Store.open(path, code or None) as store:
            store.set_setting("second", str(number))
    journal.write_bytes(left if not code else left.replace(old[:16], b"another salt 123"))
    before = path.read_bytes()
    with pytest.raises(FileRefused, match="belongs to another copy"):
        Store.open(path, code or None)
    assert (path.read_bytes(), journal.exists()) == (before, True)


@pytest.mark.parametrize("left", [b"", b"not a journal", bytes.fromhex("d9d505f920a163d7") * 100])
def test_a_journal_that_is_none_does_no_harm(path: Path, left: bytes) -> None:
    Store.create(path).close()
    path.with_name(path.name + "-journal").write_bytes(left)
    with Store.open(path) as store:
        assert store.verify() == []


def test_a_journal_without_the_first_page_tells_nothing(path: Path) -> None:
    path.write_bytes(b"a record")
    start = bytes.fromhex("d9d505f920a163d7") + bytes(12) + (512).to_bytes(4, "big")
    page = (2).to_bytes(4, "big") + bytes(1024 + 4)
    journal = (start + (1024).to_bytes(4, "big")).ljust(512, b"\0") + page
    path.with_name(path.name + "-journal").write_bytes(journal)
    check(path)


def with_paper(store: Store, child: Child) -> bytes:
    data = b"A letter about speech. " * 400
    sha256 = store.put_bytes(data)
    store.papers.save(Paper(child=child.id, name="letter.pdf", sha256=sha256, size=len(data)))
    return data


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_flipped_bit_in_a_paper_is_found_and_named(
    store: Store, child: Child, path: Path
) -> None:
    data = with_paper(store, child)
    assert store.read_bytes(store.papers.all()[0].sha256) == data
    store.close()
    flip(path, path.read_bytes().index(b"about speech. A letter about") + 3)
    with Store.open(path) as damaged:
        assert damaged.verify() == [
            "The paper “letter.pdf” is not what was put in: it has changed."
        ]


def test_a_flipped_bit_in_the_search_index_is_found(store: Store, path: Path) -> None:
    store.close()
    connection = dbapi2.connect(str(path))
    connection.execute("insert into search (rowid, title, body) values (1, 'a', 'speech')")
    connection.execute("update search_content set c5 = 'hearing'")
    connection.commit()
    connection.close()
    with Store.open(path) as damaged:
        assert "damaged" in damaged.verify()[0]


def test_a_link_that_leads_nowhere_is_found(store: Store, path: Path) -> None:
    store.close()
    connection = dbapi2.connect(str(path))
    connection.execute("insert into plan values ('p', 'nobody', 'nothing', 'final', null)")
    connection.commit()
    connection.close()
    with Store.open(path) as damaged:
        assert (
            damaged.verify()[0] == "A row of “plan” belongs to a row of “event” that is missing."
        )


@pytest.mark.parametrize("passphrase", [None, "correct horse"], ids=["plain", "encrypted"])
def test_wherever_a_page_is_lost_there_is_a_sentence_and_no_crash(
    path: Path, passphrase: str | None
) -> None:
    with Store.create(path, passphrase) as store:
        code = store.recovery_code or None
        with_paper(store, store.children.save(Child(name="Sam", born=date(2016, 3, 14))))
    whole, sentences = path.read_bytes(), []
    for page in range(1, len(whole) // 4096, 3):
        noise = random.Random(page).randbytes(4096)
        path.write_bytes(whole[: page * 4096] + noise + whole[(page + 1) * 4096 :])
        try:
            with Store.open(path, code) as damaged:
                assert damaged.verify() or not passphrase
        except FileRefused as told:
            sentences.append(str(told))
    assert all("damaged" in sentence for sentence in sentences)


def test_bytes_that_are_not_there_are_said(store: Store) -> None:
    with pytest.raises(BadInput, match="not in the record"):
        store.read_bytes("0" * 64)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (dbapi2.SQLITE_BUSY, FileRefused),
        (dbapi2.SQLITE_IOERR | 3 << 8, FileRefused),
        (dbapi2.SQLITE_READONLY, ReadOnly),
        (dbapi2.SQLITE_PERM, ReadOnly),
    ],
)
def test_what_the_disk_does_is_a_sentence(code: int, error: type[FileRefused]) -> None:
    problem = dbapi2.OperationalError()
    problem.sqlite_errorcode = code
    with pytest.raises(error):
        explain(problem)


def test_what_is_our_mistake_stays_a_mistake(store: Store) -> None:
    connection = store._connection  # noqa: SLF001 - no service can ask for this
    for ask in (connection.all, connection.run, connection.named):
        with pytest.raises(dbapi2.OperationalError, match="nowhere"):
            ask("select * from nowhere")


def test_a_free_page_that_a_power_cut_has_torn_is_no_damage(path: Path) -> None:
    with Store.create(path, "correct horse") as store:
        code = store.recovery_code
        store.set_setting("long", "x" * 400_000)
        store.set_setting("long", "short")
    assert path.stat().st_size > 400_000
    with path.open("r+b") as file:
        file.seek(-2000, os.SEEK_END)
        file.write(b"what was on its way when the power went")
    with Store.open(path, code) as torn:
        assert (torn.setting("long"), torn.verify()) == ("short", [])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("passphrase", [None, "correct horse"], ids=["plain", "encrypted"])
def test_whenever_the_power_goes_what_was_said_to_be_saved_is_there(
    path: Path, passphrase: str | None
) -> None:
    with Store.create(path, passphrase) as store:
        code = store.recovery_code
        store.children.save(Child(name="Sam", born=date(2016, 3, 14)))
    for number, said in enumerate(stopped_while_saving(path, code, images=25)):
        image = path.with_name(f"{number}.image")
        with Store.open(image, code or None) as store:
            assert said <= set(store.events.ids())
            assert store.events.count(kind="call") == store.events.count(kind="note")
            assert store.verify() == []
    assert said  # the last image: much had been saved by then


def stopped_while_saving(path: Path, code: str, images: int) -> list[set[str]]:
    """Take a record at random moments of a run; return what was said to be saved before each."""
    words = [sys.executable, "-c", SAVES, str(path), code]
    chance, found = random.Random(3), []
    with subprocess.Popen(words, stdout=subprocess.PIPE) as other, ExitStack() as at_last:
        at_last.callback(other.kill)  # one that stands still would be waited for for ever
        assert other.stdout is not None
        assert other.stdout.readline() == b"ready\n"
        said = other.stdout.readline().decode()  # from the first save on there is a journal
        os.set_blocking(other.stdout.fileno(), False)
        for number in range(images):
            time.sleep(chance.uniform(0.001, 0.01))
            other.send_signal(signal.SIGSTOP)
            os.waitpid(other.pid, os.WUNTRACED)
            said += (other.stdout.read() or b"").decode()
            found.append(set(said.split("\n")[:-1]))
            keep_image(path, path.with_name(f"{number}.image"), code, chance)
            other.send_signal(signal.SIGCONT)
    return found


def keep_image(path: Path, image: Path, code: str, chance: random.Random) -> None:
    """Copy record and journal; any sector of an unfinished change may be missing on the disk."""
    now = path.read_bytes()
    journal = path.with_name(path.name + "-journal").read_bytes()
    beside = image.with_name(image.name + "-journal")
    image.write_bytes(now)
    beside.write_bytes(journal)
    Store.open(image, code or None).close()
    was = image.read_bytes()
    sectors = range(0, len(now), 512)
    image.write_bytes(b"".join(chance.choice((was, now))[at : at + 512] for at in sectors))
    beside.write_bytes(journal)
