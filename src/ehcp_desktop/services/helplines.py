"""Who can help: organisations that advise families free of charge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from ehcp_desktop.errors import BadResource
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services.shipped import read_toml_cached

FILE = ROOT / "helplines.toml"
_NEEDED = ("name", "what", "how")


@dataclass(frozen=True, kw_only=True)
class Helpline:
    """One organisation: what it does, how to reach it, and what is known of phone and web."""

    name: str
    what: str
    how: str
    phone: tuple[str, ...] = ()
    web: str = ""


def load() -> tuple[Helpline, ...]:
    """Read the shipped helplines in their order. Raises BadResource naming entry and key."""
    entries = read_toml_cached(FILE)[0].get("help")
    return tuple(_helpline(entry) for entry in cast("list[Mapping[str, object]]", entries or []))


def _helpline(entry: Mapping[str, object]) -> Helpline:
    for key in _NEEDED:
        if not entry.get(key):
            raise BadResource(f"helplines.toml, {entry.get('name')}: {key} is missing.")
    return Helpline(
        name=str(entry["name"]),
        what=str(entry["what"]),
        how=str(entry["how"]),
        phone=tuple(cast("list[str]", entry.get("phone", []))),
        web=str(entry.get("web", "")),
    )
