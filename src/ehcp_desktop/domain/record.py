"""What every stored fact has."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import uuid4


def new_id() -> str:
    """Return a new record id: a UUID as 32 hexadecimal digits."""
    return uuid4().hex


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A stored fact; it has its id from the moment it is made."""

    id: str = field(default_factory=new_id)
