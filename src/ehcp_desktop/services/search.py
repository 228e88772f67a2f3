"""Find words anywhere in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.storage.search import Hit

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family

__all__ = ["Hit", "find"]


def find(family: Family, words: str, most: int = 30) -> list[Hit]:
    """Return what holds every word, the newest first; the last word may be only a beginning."""
    return family.store.search(words, most)
