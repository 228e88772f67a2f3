"""Whether a window can be shown here; asked before Qt is loaded, which would stop the program."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

# What Qt needs on a bare Debian or Ubuntu: first for any window, then for X11.
_LIBRARIES = (
    "libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libx11-6 "
    "libbrotli1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 "
    "libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-util1 libxcb-xkb1 "
    "libxkbcommon-x11-0 libx11-xcb1"
)
NO_LIBRARIES = (
    "EHCP Desktop needs some libraries of your system to show a window; install them with: "
    f"sudo apt install {_LIBRARIES}"
)
NO_DISPLAY = (
    "There is no display here to show a window on; the command “ehcp” does the same work without "
    "one (try: ehcp --help)."
)
_X_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where every X server puts its socket


def obstacle(*, unseen: bool = False) -> str:
    """Return why no window can be shown, as a sentence, or "".

    `unseen` is for work that needs no display: without one, Qt then draws in memory.
    """
    if not sys.platform.startswith("linux"):
        return ""
    if "QT_QPA_PLATFORM" not in os.environ and not _has_display():
        if not unseen:
            return NO_DISPLAY
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return "" if _can_load() else NO_LIBRARIES


def _has_display() -> bool:
    return _has_wayland() or _has_x11(os.environ.get("DISPLAY", ""))


def _has_wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and Path(os.environ.get("XDG_RUNTIME_DIR", "/"), name).exists()


def _has_x11(display: str) -> bool:
    """Tell whether a display answers; one on another computer is believed."""
    host, _, number = display.partition(":")
    if not number or host not in ("", "unix"):
        return bool(number)
    return _answers(f"{_X_SOCKETS}/X{number.partition('.')[0]}")


def _answers(path: str) -> bool:
    from _socket import AF_UNIX, socket  # what Python's own socket wraps, in a tenth of its time

    for address in (path, "\0" + path):
        line = socket(AF_UNIX)
        answer = line.connect_ex(address)
        line.close()
        if answer == 0:
            return True
    return False


def _can_load() -> bool:
    """Load what Qt loads; it is wanted a moment later, so nothing is lost by trying."""
    # ctypes.CDLL does no more than this on Linux, and takes much longer to import.
    from _ctypes import dlopen

    try:
        import PySide6.QtWidgets  # noqa: F401 - to see whether it can be

        wanted = os.environ.get("QT_QPA_PLATFORM") or ("wayland" if _has_wayland() else "xcb")
        if wanted.partition(":")[0] == "xcb":
            dlopen(str(_plugin("libqxcb.so")), 0x2)
    except (ImportError, OSError):
        return False
    return True


def _plugin(name: str) -> Path:
    found = find_spec("PySide6")
    origin = found.origin if found else None
    return Path(origin or "").parent / "Qt" / "plugins" / "platforms" / name
