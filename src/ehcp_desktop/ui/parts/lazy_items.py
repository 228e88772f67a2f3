"""Items that are read a hundred at a time, when they come into sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable

    from ehcp_desktop.ui.parts.lists import Item

_CHUNK = 100


class LazyItems(Sequence["Item"]):
    """A sequence of items of which only the ids are known; `read` returns those of a range."""

    def __init__(self, ids: Sequence[str], read: Callable[[int, int], Sequence[Item]]) -> None:
        self.ids = ids
        self._read = read
        self._chunks: dict[int, Sequence[Item]] = {}

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if place >= len(self):
            raise IndexError(place)
        chunk, within = divmod(place, _CHUNK)
        if chunk not in self._chunks:
            self._chunks[chunk] = self._read(chunk * _CHUNK, (chunk + 1) * _CHUNK)
        return self._chunks[chunk][within]

    def row_of(self, item_id: str) -> int:
        """Return the place of an item, or -1."""
        return self.ids.index(item_id) if item_id in self.ids else -1
