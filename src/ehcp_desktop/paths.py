"""Where the family's files live on this computer."""

from __future__ import annotations

from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("EHCP Desktop", appauthor=False)


def records_folder() -> Path:
    """Return the folder where new records are kept by default; made private if absent."""
    return _private(Path(_DIRS.user_data_dir))


def families_file() -> Path:
    """Return where the list of the families that an advocate helps is kept; it may be absent."""
    return records_folder() / "families.json"


def cache_folder() -> Path:
    """Return the folder for things that can be made again; made private if absent."""
    return _private(Path(_DIRS.user_cache_dir))


def log_folder() -> Path:
    """Return the folder for the log, which holds no names and no letter text."""
    return _private(Path(_DIRS.user_log_dir))


def _private(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
