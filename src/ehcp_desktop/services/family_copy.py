"""Give a family a copy of its record, on a stick: protected, checked, and open only if wanted.

All of it is made in a hidden folder that is this run's alone, which gets its name when everything
is there and was compared. A lock beside it tells it from a folder that a killed program left.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.record import new_id
from ehcp_desktop.domain.when import When, spoken_day
from ehcp_desktop.errors import BadInput, FileRefused, ReadOnly
from ehcp_desktop.storage.creating import keep_name
from ehcp_desktop.storage.lock import Held, Lock

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family

T = TypeVar("T")
NAME = "EHCP record"
OPEN_SET = "Open papers"
KIND = "copy_given"
_LEAST = 2_000_000  # bytes of room beside what is copied: for the text files, and the disk itself
_PDFS = 2_000_000  # bytes, about, of what is made for one child
_LARGE = 2**32 - 1  # bytes: with these a file is too large for FAT, which many sticks have
_MAKING, _LOCK = ".making", ".lock"
_WAIT = 0.01  # seconds for each look whether another thread is done


class Wanted(NamedTuple):
    """What is to be given: into which folder, to whom, and whether with a set that is open.

    Without a passphrase the copy has that of the record itself.
    """

    folder: Path
    to: str
    passphrase: str | None
    open_set: bool = False


class Step(NamedTuple):
    """How far it is, from 0 to 1, and what is done just now."""

    share: float
    words: str


class Given(NamedTuple):
    """What was left: its folder, and in words for the record."""

    folder: Path
    left: str


Making = Generator[Step, None, Given]


def give(family: Family, wanted: Wanted) -> Making:
    """Make the copy, compare it with the record, and write into the record what was left.

    Stopped before its end, nothing of it stays. Raises BadInput or FileRefused; then too.
    """
    check(family, wanted)
    try:
        _sweep(wanted.folder)
        with _working_folder(wanted.folder) as making:
            left = yield from _make(family, wanted, making)
            place = folder_of(family, wanted.folder)
            _finish(making, place, lambda: record(family, wanted.to, left))
    except OSError as problem:
        raise FileRefused(
            f"The copy could not be written to “{wanted.folder}”: {problem.strerror}. Nothing of"
            " it was left there."
        ) from problem
    return Given(place, left)


def _sweep(folder: Path) -> None:
    """Take away what killed programs left, open papers too; not what another makes just now."""
    every = {one.name.removesuffix(_LOCK) for one in folder.glob(f".{NAME} *{_MAKING}*")}
    for left in sorted(every):
        with suppress(Held), _locked(folder / left):
            shutil.rmtree(folder / left, ignore_errors=True)


@contextmanager
def _working_folder(folder: Path) -> Iterator[Path]:
    """Make a folder with a name of its own; whatever is still in it goes at the end."""
    making = folder / f".{NAME} {new_id()}{_MAKING}"
    with ExitStack() as held:
        held.callback(_lock_of(making).unlink, missing_ok=True)
        with suppress(Held):  # no locks on this disk: then nobody can take it away either
            held.enter_context(_locked(making))
        making.mkdir()
        held.callback(shutil.rmtree, making, ignore_errors=True)
        yield making


@contextmanager
def _locked(making: Path) -> Iterator[None]:
    lock = Lock(_lock_of(making), datetime.now().astimezone())
    try:
        yield
    finally:
        lock.release()


def _lock_of(making: Path) -> Path:
    return making.with_name(making.name + _LOCK)


def _finish(making: Path, place: Path, note: Callable[[], None]) -> None:
    """Give the copy its name and note it; where it cannot be noted, it goes back to be removed."""
    making.rename(place)
    try:
        with suppress(OSError):  # not every stick can be told to
            keep_name(place.parent)
        note()
    except BaseException:
        place.rename(making)
        raise


def check(family: Family, wanted: Wanted) -> None:
    """Raise BadInput or FileRefused when the copy cannot be made as it is wanted."""
    if not wanted.to.strip():
        raise BadInput("Please say who gets the copy; it is written into the record.")
    if wanted.passphrase == "" or (wanted.passphrase is None and not family.store.is_encrypted):
        raise BadInput("A copy for a stick needs a passphrase, for sticks are lost easily.")
    if family.store.read_only:
        raise ReadOnly(
            "This record is open for reading only, so what is left with whom could not be written"
            " into it. Nothing was copied."
        )
    if not wanted.folder.is_dir():
        raise FileRefused(f"There is no folder “{wanted.folder}”. If it is a stick, connect it.")
    _check_room(family, wanted)


def folder_of(family: Family, folder: Path) -> Path:
    """Return the new folder that a copy made today gets inside another; its name tells nothing."""
    name = f"{NAME} {family.today().isoformat()}"
    names = chain((name,), (f"{name} ({number})" for number in count(2)))
    return next(folder / one for one in names if not (folder / one).exists())


def record(family: Family, to: str, left: str) -> None:
    """Write into the record of each child what was left with whom, as one step to undo."""
    from ehcp_desktop.services import events

    with family.store.action(f"Copy given to {to.strip()}"):
        for child in family.children:
            given = Event(
                child=child.id,
                kind=KIND,
                on=When.day(family.today()),
                who=to.strip(),
                direction="sent",
                summary=f"For {to.strip()}: {left[:1].lower()}{left[1:]}",
            )
            events.log(family, given)


def _check_room(family: Family, wanted: Wanted) -> None:
    needed = int(1.05 * family.path.stat().st_size) + _LEAST
    if wanted.open_set:
        needed += sum(paper.size for paper in family.store.papers.all())
        needed += _PDFS * len(family.children)
    free = shutil.disk_usage(wanted.folder).free
    if free < needed:
        raise FileRefused(
            f"There is not enough room in “{wanted.folder}”: about {_megabytes(needed)} are"
            f" needed, and {_megabytes(free)} are free. Nothing was copied."
        )


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:,.0f} MB"


def _make(family: Family, wanted: Wanted, making: Path) -> Generator[Step, None, str]:
    from ehcp_desktop.services import open_set

    copier, file = family.store.copier(wanted.passphrase), making / f"{NAME}.ehcp"
    size, most = max(1, family.path.stat().st_size), 0.5 if wanted.open_set else 0.7
    _check_size(making / "size", size)

    def written() -> Step:
        done = file.stat().st_size / size if file.exists() else 0
        return Step(min(most, most * done), "Writing the protected record")

    yield from _beside(lambda: copier.write(file), written, copier.stop)
    opened = ""
    if wanted.open_set:
        for done, count in open_set.write(family, making / OPEN_SET):
            yield Step(most + 0.3 * done / max(1, count), "Writing the open papers")
        opened = f", and {_counted(count, 'file')} that anyone can open, in “{OPEN_SET}”"
    write_through(making / "README.txt", _readme(family, wanted).encode())
    compared = Step(0.8 if wanted.open_set else most, "Reading it again, and comparing")
    papers = yield from _beside(lambda: copier.check(file), lambda: compared, copier.stop)
    return f"The record in one protected file, with {_counted(papers, 'paper')}{opened}."


def _check_size(probe: Path, size: int) -> None:
    """Raise FileRefused where no file can be as large as the record, as on many sticks."""
    if size < _LARGE:
        return
    try:
        with probe.open("xb") as file:
            file.truncate(size)
    except OSError as problem:
        if problem.errno != errno.EFBIG:
            raise
        raise FileRefused(
            f"The record has {_megabytes(size)}, and this stick or folder takes no file of that"
            " size. Use another one, or one that was formatted as exFAT. Nothing was copied."
        ) from problem
    finally:
        probe.unlink(missing_ok=True)


def _beside(
    work: Callable[[], T], told: Callable[[], Step], stop: Callable[[], None]
) -> Generator[Step, None, T]:
    """Do something in another thread and pause until it is done; closed before, it is stopped."""
    with ThreadPoolExecutor(1) as threads:
        found = threads.submit(work)
        try:
            yield told()
            while not wait((found,), _WAIT).done:
                yield told()
        except (GeneratorExit, KeyboardInterrupt):
            stop()
            with suppress(Exception):  # that it was stopped
                found.result()
            raise
    return found.result()


def write_through(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on its disk: a stick may be pulled out at once."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _readme(family: Family, wanted: Wanted) -> str:
    day = spoken_day(family.today()).replace("\u00a0", " ")
    parts = [
        f"This is a copy of a family's record, made on {day}.",
        f"{NAME}.ehcp is the whole record in one protected file: what happened, letters, papers"
        " and notes. EHCP Desktop opens it, a free program for Windows, macOS and Linux, with the"
        " passphrase that you chose or were given. Nobody can open it without the passphrase:"
        " keep that apart from this stick.",
    ]
    if wanted.open_set:
        parts.append(
            f"The folder “{OPEN_SET}” holds letters and papers that any computer can open, with no"
            " passphrase. Whoever has this stick can read them. Begin with index.html in it."
        )
    parts.append(
        "To go on with the record, copy the .ehcp file to your computer first and open it there. A"
        " stick can fail, so keep another copy."
    )
    return "\r\n\r\n".join(parts) + "\r\n"
