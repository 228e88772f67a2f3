"""Give a family a copy of its record, on a stick: protected, checked, and open only if wanted.

All of it is made in a folder with another name, which gets its own when everything is there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When, spoken_day
from ehcp_desktop.errors import BadInput, FileRefused, ReadOnly
from ehcp_desktop.storage.creating import keep_name

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family

T = TypeVar("T")
NAME = "EHCP record"
OPEN_SET = "Open papers"
KIND = "copy_given"
_LEAST = 2_000_000  # bytes of room beside what is copied: for the text files, and the disk itself
_PDFS = 2_000_000  # bytes, about, of what is made for one child
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
    place = folder_of(family, wanted.folder)
    making = place.with_name(f".{place.name}.making")
    try:
        shutil.rmtree(making, ignore_errors=True)  # left behind by a program that was killed
        making.mkdir()
        left = yield from _make(family, wanted, making)
        making.rename(place)
        with suppress(OSError):  # not every stick can be told to
            keep_name(wanted.folder)
    except OSError as problem:
        raise FileRefused(
            f"The copy could not be written to “{wanted.folder}”: {problem.strerror}. Nothing of"
            " it was left there."
        ) from problem
    finally:
        shutil.rmtree(making, ignore_errors=True)
    record(family, wanted.to, left)
    return Given(place, left)


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
    place = folder_of(family, wanted.folder)
    if place.exists():
        raise FileRefused(
            f"“{place.name}” is already there. Choose another folder; nothing is overwritten."
        )
    _check_room(family, wanted)


def folder_of(family: Family, folder: Path) -> Path:
    """Return the folder that a copy made today gets inside another: a name that tells nothing."""
    return folder / f"{NAME} {family.today().isoformat()}"


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
                summary=left,
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

    def written() -> Step:
        done = file.stat().st_size / size if file.exists() else 0
        return Step(min(most, most * done), "Writing the protected record")

    yield from _beside(lambda: copier.write(file), written, copier.stop)
    compared = Step(most, "Reading it again, and comparing")
    papers = yield from _beside(lambda: copier.check(file), lambda: compared, copier.stop)
    left = [f"The record in one protected file, with {_counted(papers, 'paper')}"]
    if wanted.open_set:
        for done, count in open_set.write(family, making / OPEN_SET):
            yield Step(0.6 + 0.4 * done / max(1, count), "Writing the open papers")
        left.append(f"{_counted(count, 'file')} that anyone can open, in “{OPEN_SET}”")
    write_through(making / "README.txt", _readme(family, wanted).encode())
    return ", and ".join(left) + "."


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
        except GeneratorExit:
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
        f"This is a copy of a family's record, made on {day} for {wanted.to.strip()}.",
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
