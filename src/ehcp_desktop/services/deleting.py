"""Delete a family's record with all that the program has put beside it, against a receipt."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.errors import BadInput, FileRefused
from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.services.documents.listing import Listing, Told, pdf, text
from ehcp_desktop.services.families import PROTECTED
from ehcp_desktop.services.whole_file import write_whole
from ehcp_desktop.storage.lock import Held, Lock, lock_path

if TYPE_CHECKING:
    from ehcp_desktop.services.families import Listed

SUFFIXES = (".pdf", ".txt")
_ELSEWHERE = (
    "Copies elsewhere are not deleted: backups, sticks, e-mails, folders that are kept in step"
    " with other computers, and papers that were printed or saved."
)
_ON_DISK = "On a solid-state disk or a stick the bytes may stay until the disk writes over them. "
_PROTECTED = "Without its passphrase nobody can read a protected record from them."
_READABLE = "This record has no passphrase: whoever finds them can read it."


class Deleted(NamedTuple):
    """What a receipt says: no name, no file and no folder. `papers` is None when not counted."""

    label: str
    on: date
    sha256: str
    size: int
    papers: int | None
    files: int
    is_protected: bool


def not_promised(*, is_protected: bool) -> tuple[str, ...]:
    """Return what the deletion of a record cannot promise."""
    return (_ELSEWHERE, _ON_DISK + (_PROTECTED if is_protected else _READABLE))


def files_of(path: Path) -> list[Path]:
    """Return a record and all that the program has put beside it, the record first."""
    name = path.name
    kept = re.compile(rf"{re.escape(path.stem)} \(format \d+(, copy \d+)?\)\.ehcp")
    hidden = {f"{name}-journal", f".{name}.making", f".{name}.keeping", f".{name}.making-journal"}
    beside = (
        one for one in path.parent.iterdir() if one.name in hidden or kept.fullmatch(one.name)
    )
    return [path, *sorted(beside)]


def delete(listed: Listed, receipt: Path, today: date, passphrase: str = "") -> Deleted:
    """Delete a family's record and what is beside it, and return what the receipt says.

    The passphrase of a protected record is for counting its papers, and for seeing that it is
    theirs; it may be lost. The receipt, a new .pdf or .txt, is written first: where it cannot be,
    nothing is deleted. Raises BadInput, WrongPassphrase or FileRefused, also while the record is
    open in another window, and when what lies there is not the record on the list.
    """
    _check_receipt(receipt)
    path = listed.path.resolve()
    lock = _alone(listed, path)
    try:
        papers = _papers(listed, path, passphrase, today)
        every = files_of(path)
        done = Deleted(
            label=listed.name,
            on=today,
            sha256=_sha256(path),
            size=path.stat().st_size,
            papers=papers,
            files=len(every),
            is_protected=listed.state == PROTECTED,
        )
        _write(receipt, done)
        _remove(every, receipt)
        listed.path.unlink(missing_ok=True)  # a link that led to it
    except OSError as problem:
        raise FileRefused(f"It could not be deleted: {problem.strerror}.") from problem
    finally:
        lock.release()
    return done


def _check_receipt(receipt: Path) -> None:
    if receipt.suffix.casefold() not in SUFFIXES:
        raise BadInput("A receipt can be saved as .pdf or .txt; choose one of these.")
    if receipt.exists():
        raise BadInput(
            "There is a file of that name already. Give the receipt a name of its own; nothing was"
            " deleted."
        )


def _papers(listed: Listed, path: Path, passphrase: str, today: date) -> int | None:
    """Return how many papers the record holds; None when it cannot be read.

    Raises FileRefused when it is another record than the one on the list, or none.
    """
    from ehcp_desktop.errors import PassphraseNeeded
    from ehcp_desktop.services.family import Family

    try:
        with Family.open(path, passphrase or None, lambda: today, read_only=True) as family:
            if listed.record in ("", family.store.identity):
                return family.store.papers.count()
    except PassphraseNeeded:
        return None
    raise FileRefused(
        f"The file of {listed.name} now holds another record than the one on the list, so nothing"
        " was deleted."
    )


def told(done: Deleted) -> Listing:
    """Return the receipt, to be laid out."""
    promised = not_promised(is_protected=done.is_protected)
    papers = "not counted: its passphrase was not given" if done.papers is None else done.papers
    facts = (
        ("Label on the list of families", done.label),
        ("Deleted on", spoken_weekday(done.on)),
        ("SHA-256 of the file", done.sha256),
        ("Size of the file", f"{done.size} bytes"),
        ("Papers in it", str(papers)),
        ("Files removed, with what the program had put beside it", str(done.files)),
    )
    return Listing(
        name="Receipt",
        on=done.on,
        title="Receipt: a record was deleted",
        opening=("Kept by EHCP Desktop, and deleted by whoever helped the family.",),
        sections=(("", tuple(Told(name, (words,)) for name, words in facts)),),
        closing=("What cannot be promised:", *promised),
    )


def _alone(listed: Listed, path: Path) -> Lock:
    try:
        return Lock(lock_path(path), datetime.now().astimezone())
    except Held as held:
        raise FileRefused(f"{listed.name} is open: {held.by}. Close it there first.") from None
    except OSError as problem:
        raise FileRefused(f"It could not be deleted: {problem.strerror}.") from problem


def _write(receipt: Path, done: Deleted) -> None:
    as_pdf = receipt.suffix.casefold() == ".pdf"
    write_whole(receipt, pdf(told(done), STANDARD) if as_pdf else text(told(done)))


def _remove(every: list[Path], receipt: Path) -> None:
    """Remove the record late and its journal last, so that a mishap leaves a record or nothing."""
    record, *beside = every
    journal = record.with_name(f"{record.name}-journal")
    try:
        for one in (*(one for one in beside if one != journal), record, journal):
            one.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            receipt.unlink()
        raise


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
