"""Read the shipped TOML files quickly: parsed and checked once, then kept in the cache folder."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ehcp_desktop import __version__, paths

Content = dict[str, object]
_SHAPE = 2  # raise when the shape of the cache changes


def read_toml_cached(*files: Path) -> list[Content]:
    """Return one mapping for each file, in order; dates come as ISO text.

    The cache is never needed: when it cannot be read or written the files are simply parsed.
    Raises OSError when a shipped file is absent.
    """
    kept = worked_out(files, list)
    return kept if isinstance(kept, list) else []


def worked_out(
    files: tuple[Path, ...], work: Callable[[list[Content]], object], shape: str = ""
) -> object:
    """Return what `work` makes of the files' mappings: anything that JSON can hold.

    It is worked out again when a file's path, size or time of change is another, or `shape`, which
    names what the result is made of, or the version of the program, which may count otherwise.
    """
    marks: list[object] = [*(_mark(file) for file in files), __version__, _SHAPE, shape]
    cache = _cache_for(files)
    kept = _kept(cache, marks)
    if kept is None:
        kept = work([_parsed(file) for file in files])
        if cache is not None:
            _keep(cache, marks, kept)
    return kept


def _mark(file: Path) -> list[str | int]:
    stat = file.stat()
    return [str(file), stat.st_size, stat.st_mtime_ns]


def _cache_for(files: tuple[Path, ...]) -> Path | None:
    name = "-".join((files[0].parent.name, files[0].stem, str(len(files))))
    with contextlib.suppress(OSError):
        return paths.cache_folder() / f"{name}.json"
    return None


def _kept(cache: Path | None, marks: list[object]) -> object:
    if cache is None:
        return None
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(cache.read_bytes())
        if found["marks"] == marks:
            return found["kept"]
    return None


def _parsed(file: Path) -> Content:
    import tomllib

    plain = json.dumps(tomllib.loads(file.read_text(encoding="utf-8")), default=date.isoformat)
    return dict(json.loads(plain))


def _keep(cache: Path, marks: list[object], kept: object) -> None:
    fresh = cache.with_suffix(f".{os.getpid()}.new")
    with contextlib.suppress(OSError):
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump({"marks": marks, "kept": kept}, out)
        fresh.replace(cache)
