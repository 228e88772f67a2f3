"""Read the shipped TOML files quickly: parsed once, then kept in the cache folder as JSON."""

from __future__ import annotations

import contextlib
import json
import os
from datetime import date
from pathlib import Path

from ehcp_desktop import paths

_SHAPE = 1  # raise when the shape of the cache changes


def read_toml_cached(*files: Path) -> list[dict[str, object]]:
    """Return one mapping for each file, in order; dates come as ISO text.

    The cache is keyed by path, size and time of change. It is never needed: when it cannot be
    read or written the files are simply parsed. Raises OSError when a shipped file is absent.
    """
    marks = [_mark(file) for file in files]
    cache = _cache_for(files)
    kept = _kept(cache, marks)
    if kept is not None:
        return kept
    parsed = [_parsed(file) for file in files]
    if cache is not None:
        _keep(cache, marks, parsed)
    return parsed


def _mark(file: Path) -> list[str | int]:
    stat = file.stat()
    return [str(file), stat.st_size, stat.st_mtime_ns, _SHAPE]


def _cache_for(files: tuple[Path, ...]) -> Path | None:
    name = "-".join((files[0].parent.name, files[0].stem, str(len(files))))
    with contextlib.suppress(OSError):
        return paths.cache_folder() / f"{name}.json"
    return None


def _kept(cache: Path | None, marks: list[list[str | int]]) -> list[dict[str, object]] | None:
    if cache is None:
        return None
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(cache.read_bytes())
        if kept["marks"] == marks:
            return list(kept["files"])
    return None


def _parsed(file: Path) -> dict[str, object]:
    import tomllib

    plain = json.dumps(tomllib.loads(file.read_text(encoding="utf-8")), default=date.isoformat)
    return dict(json.loads(plain))


def _keep(cache: Path, marks: list[list[str | int]], parsed: list[dict[str, object]]) -> None:
    fresh = cache.with_suffix(f".{os.getpid()}.new")
    with contextlib.suppress(OSError):
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump({"marks": marks, "files": parsed}, out)
        fresh.replace(cache)
