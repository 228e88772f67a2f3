"""What is asked of the letters at start, when their files are searched and not parsed."""

from __future__ import annotations

import re
from functools import cache

from ehcp_desktop.resources import ROOT

FOLDER = ROOT / "letters"
_ANSWERS = re.compile(r"^answers = \[(.*?)\]", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r'"([^"]*)"')


def template_ids() -> tuple[str, ...]:
    """Return the ids of the letters, in order of name, without opening their files."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.md")))


@cache
def answers_of(template_id: str) -> tuple[str, ...]:
    """Return the rules whose lateness a letter answers; none for a letter that is not shipped."""
    path = FOLDER / f"{template_id}.md"
    found = _ANSWERS.search(path.read_text(encoding="utf-8")) if path.exists() else None
    return tuple(_QUOTED.findall(found[1])) if found else ()
