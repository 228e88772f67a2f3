"""What to say when the computer will not do it, or when the program itself is wrong."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from types import TracebackType

_SENTENCES = {
    errno.ENOSPC: "The disk is full, so nothing was changed; make room and try again.",
    errno.EDQUOT: "Your space on this disk is used up, so nothing was changed; make room first.",
    errno.EFBIG: "The file would be larger than is allowed here, so nothing was changed.",
    errno.ENOENT: "There is no file or folder {name}; check the name.",
    errno.EISDIR: "{name} is a folder; name a file.",
    errno.ENOTDIR: "{name} lies in something that is not a folder; check the name.",
    errno.EACCES: "You may not read or write {name}; choose another place or change its rights.",
    errno.EPERM: "You may not read or write {name}; choose another place or change its rights.",
    errno.EROFS: "{name} is on a disk that can only be read; choose another place.",
    errno.EEXIST: "{name} is already there; choose another name.",
    errno.ENAMETOOLONG: "The name {name} is too long; choose a shorter one.",
}


def in_words(trouble: OSError) -> str:
    """Return a sentence a person can act on for what the operating system refused."""
    name = f"“{trouble.filename}”" if trouble.filename else "that place"
    sentence = _SENTENCES.get(trouble.errno or 0)
    if sentence is None:
        sentence = "{name} could not be read or written: " + (
            trouble.strerror or "no reason given"
        )
        sentence += ". Nothing was changed."
    said = sentence.format(name=name)
    return said[0].upper() + said[1:]


def report_bug(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
    """Say that the program itself went wrong, and keep where; never what was being worked on."""
    if issubclass(kind, KeyboardInterrupt):
        return
    sys.stderr.write(
        f"Something in this program went wrong ({kind.__name__}); your record is as it was before "
        f"this command. {_kept(kind, trace)}\n"
    )


def _kept(kind: type[BaseException], trace: TracebackType | None) -> str:
    import traceback

    from ehcp_desktop.paths import log_folder

    places = [
        f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)
    ]
    try:
        log = log_folder() / "ehcp.log"
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{kind.__name__} at {' > '.join(places)}\n")
    except OSError:
        return f"Please report: {places[-1] if places else 'no place known'}."
    return f"Where it happened is in {log}."
