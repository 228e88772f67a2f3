"""A disposable copy of the made-up family; made once a day, then only copied."""

from __future__ import annotations

import contextlib
import shutil
import zlib
from datetime import date
from pathlib import Path

from ehcp_desktop import paths, resources

NAME = "Made-up family.ehcp"
_KEPT = "example-*.ehcp"


def example_copy(folder: Path, today: date) -> Path:
    """Put the made-up family, as it stands on a day, into a folder; returns its file."""
    copy = folder / NAME
    kept = kept_example(today)
    if kept is not None and kept.is_file():
        with contextlib.suppress(OSError):
            shutil.copyfile(kept, copy)
            return copy
    _make(copy, today)
    if kept is not None:
        _keep(copy, kept)
    return copy


def kept_example(today: date) -> Path | None:
    """Return where the family of a day is kept for the next time, or None when nowhere."""
    with contextlib.suppress(OSError):
        return paths.cache_folder() / f"example-{today.isoformat()}-{_mark()}.ehcp"
    return None


def _mark() -> str:
    """Return what changes when a new program would make the family differently."""
    made_of = [resources.ROOT / "example.toml", *sorted(resources.ROOT.glob("migrations/*.sql"))]
    stats = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in made_of]
    return f"{zlib.crc32(repr(stats).encode()):08x}"


def _make(copy: Path, today: date) -> None:
    from ehcp_desktop.services.example import fill
    from ehcp_desktop.services.family import Family

    copy.unlink(missing_ok=True)
    with Family.create(copy, None, lambda: today) as family:
        fill(family)


def _keep(copy: Path, kept: Path) -> None:
    """Keep it in one step, so that nobody copies half of it, and drop those of other days."""
    with contextlib.suppress(OSError):
        for older in kept.parent.glob(_KEPT):
            older.unlink()
        half = kept.with_suffix(".part")
        shutil.copyfile(copy, half)
        half.chmod(0o600)
        half.replace(kept)
