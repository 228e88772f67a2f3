"""Cut the power at random moments, and look whether everything that was said to be saved is there.

A real run of the program is watched (strace, Linux only): every write, truncation, sync, creation
and deletion of the record and its journal. Then crash images are built from it. What came before
a file's last sync is there; of what came after it, any 512-byte sector may be there or not; names
in the folder may be as they were at its last sync, or later. Each image is opened as the program
opens it. With synchronous = off, the control, most images must be lost or damaged: else nothing is
tried here. Run: python bench/powercut.py [images] [saves]
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ehcp_desktop.domain.people import Child
from ehcp_desktop.errors import EhcpError
from ehcp_desktop.storage.store import Store

SECTOR = 512
RUN = """
import os, random, sys
from pathlib import Path
from ehcp_desktop.domain.event import Event
from ehcp_desktop.storage.store import Store
path, code, saves, control = sys.argv[1:]
store = Store.open(Path(path), code or None)
if control:
    store._connection.run("pragma synchronous = off")
child = store.children.all()[0].id
chance = random.Random(4)
for number in range(int(saves)):
    words = " ".join(str(chance.randrange(10**5)) for _ in range(chance.choice((10, 100, 1000))))
    with store.action("Two at once"):
        first = store.events.save(Event(child=child, kind="call", summary=words))
        store.events.save(Event(child=child, kind="note", who=first.id))
    os.write(1, f"ack {first.id}\\n".encode())
store.close()
os.write(1, b"closed\\n")
"""
CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Step(NamedTuple):
    """One thing that reached the disk, or was asked to: `what` is write, cut, sync or a name."""

    what: str
    name: str
    at: int = 0
    data: bytes = b""


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


class Watched:
    """The steps of one run, read from what strace wrote."""

    def __init__(self, record: Path) -> None:
        journal = record.name + "-journal"
        self._names = {str(record): "record", str(record.with_name(journal)): "journal"}
        self._names[str(record.parent)] = "folder"
        self._open: dict[str, str] = {}
        self.steps: list[Step] = []

    def read(self, line: str) -> None:
        """Take one line of strace into account."""
        found = CALL.match(line)
        if found is None:
            return
        call, words, result = found.groups()
        number = words.partition(",")[0]
        if call in ("openat", "unlink"):
            self._by_name(call, words, result)
        elif call == "write" and number == "1":
            self.steps.append(Step("said", "", 0, _bytes(TEXT.findall(words)[0])))
        elif number in self._open:
            self._by_number(call, words, self._open[number])
            if call == "close":
                del self._open[number]

    def _by_name(self, call: str, words: str, result: str) -> None:
        path = _bytes(TEXT.findall(words)[0]).decode(errors="replace")
        name = self._names.get(path.rstrip("/"))
        if name is None or result == "-1":
            return
        if call == "unlink":
            self.steps.append(Step("gone", name))
        else:
            self._open[result] = name
            if "O_CREAT" in words and name == "journal":
                self.steps.append(Step("made", name))

    def _by_number(self, call: str, words: str, name: str) -> None:
        if call == "pwrite64":
            data = _bytes(TEXT.findall(words)[0])
            self.steps.append(Step("write", name, int(words.rpartition(",")[2]), data))
        elif call == "ftruncate":
            self.steps.append(Step("cut", name, int(words.rpartition(",")[2])))
        elif call in ("fsync", "fdatasync"):
            self.steps.append(Step("sync", name))


def watch(record: Path, code: str, saves: int, control: str) -> list[Step]:
    """Run the program under strace and return what it did to the record and its journal."""
    log = record.with_name("strace")
    calls = "openat,close,unlink,write,pwrite64,ftruncate,fsync,fdatasync"
    program = [sys.executable, "-c", RUN, str(record), code, str(saves), control]
    watcher = ["strace", "-f", "-xx", "-s", "100000", "-e", f"trace={calls}", "-o", str(log)]
    subprocess.run([*watcher, *program], check=True, stdout=subprocess.DEVNULL)
    watched = Watched(record)
    with log.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            watched.read(line)
    return watched.steps


def _apply(held: bytearray, step: Step) -> None:
    if step.what == "cut":
        del held[step.at :]
    held.extend(bytes(max(0, step.at - len(held))))
    held[step.at : step.at + len(step.data)] = step.data


def _sectors(step: Step) -> list[Step]:
    starts = range(0, len(step.data), SECTOR) if step.what == "write" else (0,)
    return [step._replace(at=step.at + at, data=step.data[at : at + SECTOR]) for at in starts]


class Disk:
    """What is on the disk for certain, and what is still on its way there."""

    def __init__(self, before: bytes) -> None:
        self._held = {"record": bytearray(before), "journal": bytearray()}
        self._waiting: dict[str, list[Step]] = {"record": [], "journal": []}
        self._named = [False]  # whether the folder names a journal: as synced, and each later

    def take(self, step: Step) -> None:
        """Take one step into account."""
        if step.what in ("write", "cut"):
            self._waiting[step.name].append(step)
        elif step.what in ("made", "gone"):
            self._named.append(step.what == "made")
        elif step.what == "sync":
            self._sync(step.name)

    def _sync(self, name: str) -> None:
        if name == "folder":
            self._named = self._named[-1:]
            return
        for step in self._waiting[name]:
            _apply(self._held[name], step)
        self._waiting[name] = []

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files as they may be found."""
        share = chance.choice((0.0, 0.5, 0.9, 1.0))
        held = {name: bytearray(data) for name, data in self._held.items()}
        for name, steps in self._waiting.items():
            for sector in (one for step in steps for one in _sectors(step)):
                if chance.random() < share:
                    _apply(held[name], sector)
        files = {name: bytes(data) for name, data in held.items()}
        return files if chance.choice(self._named) else {"record": files["record"]}


def verdict(image: Path, files: dict[str, bytes], code: str, said: set[str]) -> str:
    """Return how one crash image opens: sound, lost or damaged."""
    journal = image.with_name(image.name + "-journal")
    journal.unlink(missing_ok=True)
    image.write_bytes(files["record"])
    if "journal" in files:
        journal.write_bytes(files["journal"])
    try:
        with Store.open(image, code or None) as store:
            if store.verify():
                return "damaged"
            halves = store.events.count(kind="call") - store.events.count(kind="note")
            return "lost" if halves or said - set(store.events.ids()) else "sound"
    except EhcpError:
        return "damaged"


def trial(
    folder: Path, passphrase: str | None, control: str, counts: tuple[int, int]
) -> Counter[str]:
    """Cut the power in one run, and count how the images open."""
    images, saves = counts
    record = folder / "family.ehcp"
    with Store.create(record, passphrase) as store:
        store.children.save(Child(name="Sam", born=date(2016, 3, 14)))
        code = store.recovery_code
    before = record.read_bytes()
    steps = watch(record, code, saves, control)
    syncs = sum(step.what == "sync" for step in steps)
    print(f"  {saves} saves, {syncs / saves:.1f} syncs each,", end=" ", flush=True)
    chance, found = random.Random(1), Counter[str]()
    cuts = Counter(chance.randint(1, len(steps)) for _ in range(images))
    disk, said = Disk(before), set[str]()
    for number, step in enumerate(steps, start=1):
        disk.take(step)
        if step.data.startswith(b"ack "):
            said.add(step.data[4:-1].decode())
        for _ in range(cuts[number]):
            files = disk.after_a_cut(chance)
            found[verdict(folder / "image.ehcp", files, code, said)] += 1
    return found


def main() -> None:
    """Print how many images were sound; exit 1 when one was not, or the control was."""
    counts = (
        int(sys.argv[1]) if len(sys.argv) > 1 else 500,
        int(sys.argv[2]) if len(sys.argv) > 2 else 40,
    )
    wrong = False
    for words, passphrase, control in (
        ("plain", None, ""),
        ("encrypted", "correct horse", ""),
        ("control: synchronous = off", None, "off"),
    ):
        print(words)
        with tempfile.TemporaryDirectory() as name:
            found = trial(Path(name).resolve(), passphrase, control, counts)
        print(f"{counts[0]} power cuts: {dict(found)}")
        bad = counts[0] - found["sound"]
        wrong |= bad <= counts[0] / 2 if control else bad > 0
    sys.exit(wrong)


if __name__ == "__main__":
    main()
