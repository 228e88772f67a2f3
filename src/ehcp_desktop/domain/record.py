"""What every stored fact has."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


def new_id() -> str:
    """Return a new record id: a random UUID as 32 hexadecimal digits.

    Made by hand because the uuid module takes longer to import than opening a record.
    """
    number = int.from_bytes(os.urandom(16), "big")
    number &= ~(0xF << 76 | 0x3 << 62)  # RFC 9562, 5.4: version 4 and its variant
    return f"{number | 0x4 << 76 | 0x2 << 62:032x}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A stored fact; it has its id from the moment it is made."""

    id: str = field(default_factory=new_id)
