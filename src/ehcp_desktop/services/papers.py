"""Papers kept whole: taken in, tied to events, and copied out to be looked at."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePath

from ehcp_desktop.domain.letter import Attachment, Paper
from ehcp_desktop.errors import BadInput, FileRefused
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.private_folder import write_private

LARGEST = 100 * 1024 * 1024  # bytes
_LONGEST_NAME = 150
_FORBIDDEN = set('<>:"/\\|?*')
_RESERVED = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789"),
}


def attach(
    family: Family, child_id: str, path: Path, event_id: str | None = None, title: str = ""
) -> Paper:
    """Take a file in, byte for byte, and tie it to an event. Raises BadInput or FileRefused."""
    return attach_bytes(family, child_id, (path.name, _read(path)), event_id, title)


def attach_bytes(
    family: Family,
    child_id: str,
    file: tuple[str, bytes],
    event_id: str | None = None,
    title: str = "",
) -> Paper:
    """Take in a file that is given as its name and bytes; the same bytes again add nothing."""
    name, data = file
    if len(data) > LARGEST:
        raise BadInput(_too_large(name))
    with family.store.action(f"Add the paper {name}"):
        paper = _kept(family, child_id, file, title)
        if event_id:
            tie(family, paper.id, event_id)
    return paper


def tie(family: Family, paper_id: str, event_id: str) -> None:
    """Tie a paper to an event, once."""
    store = family.store
    if not store.attachments.count(event=event_id, paper=paper_id):
        with store.action("Attach a paper"):
            store.attachments.save(Attachment(event=event_id, paper=paper_id))


def untie(family: Family, paper_id: str, event_id: str) -> None:
    """Untie a paper from an event; the paper stays."""
    store = family.store
    with store.action("Detach a paper"):
        for identity in store.attachments.ids(event=event_id, paper=paper_id):
            store.attachments.trash(identity)


def of_event(family: Family, event_id: str) -> list[Paper]:
    """Return the papers tied to an event, as they were attached."""
    ties = family.store.attachments.all(event=event_id)
    return family.store.papers.many([one.paper for one in ties])


def read(family: Family, paper_id: str) -> bytes:
    """Return a paper's bytes."""
    return family.store.read_bytes(family.store.papers.get(paper_id).sha256)


def copy_out(family: Family, paper_id: str, folder: Path | None = None) -> Path:
    """Write a paper to a folder, or to a private one that is taken away when the record closes."""
    paper = family.store.papers.get(paper_id)
    data = family.store.read_bytes(paper.sha256)
    name = safe_name(paper.name)
    if folder is None:
        return family.opened_papers.put(name, data)
    path = folder / name
    if path.exists():
        raise FileRefused(f"“{path}” already exists. Choose another folder; nothing was changed.")
    try:
        return write_private(path, data)
    except OSError as problem:
        raise FileRefused(f"“{path}” cannot be written: {problem.strerror}.") from problem


def safe_name(name: str) -> str:
    """Return a file name that every system takes and that cannot lead to another folder."""
    kept = "".join(
        "_" if letter in _FORBIDDEN else letter
        for letter in name.encode("utf-8", "replace").decode("utf-8")
        if unicodedata.category(letter) not in ("Cc", "Cf")
    ).strip(" .")
    stem, suffix = PurePath(kept or "paper").stem, PurePath(kept or "paper").suffix[:20]
    if stem.partition(".")[0].upper() in _RESERVED:
        stem = f"_{stem}"
    while len((stem + suffix).encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem + suffix


def _kept(family: Family, child_id: str, file: tuple[str, bytes], title: str) -> Paper:
    name, data = file
    store = family.store
    sha256 = store.put_bytes(data)
    for known in store.papers.all(child=child_id, sha256=sha256):
        return known
    return store.papers.save(
        Paper(
            child=child_id,
            name=name,
            sha256=sha256,
            size=len(data),
            title=title,
            kind=PurePath(name).suffix.lower().lstrip("."),
        )
    )


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadInput(f"“{path}” is a folder. Choose a file.")
        if path.stat().st_size > LARGEST:
            raise BadInput(_too_large(path.name))
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file “{path}”.") from None
    except OSError as problem:
        raise BadInput(f"“{path}” cannot be read: {problem.strerror}.") from problem


def _too_large(name: str) -> str:
    return (
        f"“{name}” is larger than 100 megabytes, so it was not taken in."
        " Save it in a smaller form or in parts, and add those."
    )
