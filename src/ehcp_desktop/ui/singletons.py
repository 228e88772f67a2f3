"""Make None, True and False last for ever, as they do from Python 3.12 on.

PySide6 6.12 is built as if they did: each call that returns one of them gives a reference away
that it never took. On Python 3.11 the program would stop after some thousand calls ("deallocating
None"). Remove this module when Python 3.11 is no longer supported.
"""

from __future__ import annotations

import sys


def keep_for_ever() -> None:
    """Give each of them more references than can ever be taken away."""
    if sys.version_info >= (3, 12):
        return
    # ctypes itself takes longer to import than the first window can spare.
    from _ctypes import _SimpleCData

    class _Count(_SimpleCData):  # type: ignore[type-arg]  # it takes none when run
        _type_ = "l" if sys.platform != "win32" else "q"

    for one in (None, True, False, NotImplemented):
        _Count.from_address(id(one)).value += sys.maxsize >> 2
