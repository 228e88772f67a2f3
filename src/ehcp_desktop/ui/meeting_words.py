"""What a meeting window says above its field: what to write, and what it asks after a line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.domain.meeting import TO_DO, MeetingLine, sides


def write() -> str:
    """Return what is said when the next line can be written."""
    return _tr("Write what is said: a name, a colon, the words. Then Enter.")


def restored() -> str:
    """Return what is said of a half line that was put back."""
    return _tr(
        "Restored: the line you were typing. Enter keeps it as it is, End goes on with it. "
        "If you type another, it is kept as a line of its own."
    )


def keys() -> str:
    """Return which keys there are."""
    return _tr(
        "Ctrl+Up, Ctrl+Down: another part\n"
        "Ctrl+1 to 7, or Alt and a letter: what kind of line\n"
        "Up: correct the last line\n"
        "F11: full screen"
    )


def asked_after(made: MeetingLine) -> str:
    """Return what is asked once a line is entered: "owner", "by", "ours", or "" for nothing."""
    if made.kind in TO_DO:
        return "by" if made.owner or made.who else "owner"
    is_ours = made.kind == "difference" and not sides(made)[1]
    return "ours" if is_ours else ""


def question(made: MeetingLine, what: str, day: str) -> str:
    """Return how it is asked; a `day` is one that stands in the words, and is offered."""
    asks = {
        "owner": _tr("Who will do it? Enter alone skips this."),
        "by": _tr("By when? For example: Friday, or 12 June. Enter alone skips this."),
        "ours": _tr("How do we see it? Enter alone skips this."),
    }
    taken = _tr("By when? Enter takes the day in the words; type another, or Esc for none.")
    return f"{taken if day else asks[what]} “{made.text}”"


def _tr(words: str) -> str:
    return QCoreApplication.translate("MeetingDesk", words)
