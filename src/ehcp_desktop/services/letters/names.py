"""The ids of the letters that can be written; kept apart because they are asked for at start."""

from __future__ import annotations

from ehcp_desktop.resources import ROOT

FOLDER = ROOT / "letters"


def template_ids() -> tuple[str, ...]:
    """Return the ids of the letters, in order of name, without opening their files."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.md")))
