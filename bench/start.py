"""Measure the time from starting the program to its painted window, against a bare Qt window.

    python bench/start.py [--rounds 9]

Both run in turn on a private Xvfb, so that a busy computer slows both; the result is the median of
the ratios of each round. *Painted* means that the window's pixels hold at least three colours: for
us the frame, whose record it is and the name of the first screen. *Filled* is the last change of
its pixels: what is due stands there. Memory is the peak of the started process. Needs Xvfb, and
python-xlib of the test extra.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from Xlib import X, display, error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TIMEOUT = 40.0  # seconds
SCREEN = (1600, 1200)  # pixels, so that every window fits
LEAST = (200, 100)  # pixels: smaller windows are splash screens and tooltips
COLOURS = 3
STRIDE = 4 * 37  # look at every 37th pixel
STEP = 0.004  # seconds between two looks
STILL = 0.8  # seconds without a change: nothing more will come
FLOOR = Path(__file__).parent / "floors" / "bare_window.py"


@dataclass(frozen=True)
class Start:
    """One start: milliseconds to the painted and to the filled window, and peak megabytes."""

    painted: float
    filled: float
    memory: float


class Xvfb:
    """A private screen, taken down at the end."""

    def __enter__(self) -> str:
        reader, writer = os.pipe()
        self._process = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(writer),
                "-screen",
                "0",
                f"{SCREEN[0]}x{SCREEN[1]}x24",
                "-noreset",
            ],
            pass_fds=[writer],
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as answer:
            return f":{answer.readline().strip()}"

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


def pixels(root: Any) -> bytes:  # noqa: ANN401  python-xlib has no types
    """Return the pixels of the first window that is large; none when there is none yet."""
    for window in root.query_tree().children:
        try:
            place = window.get_geometry()
            is_seen = window.get_attributes().map_state == X.IsViewable
            if is_seen and place.width >= LEAST[0] and place.height >= LEAST[1]:
                whole = (0, 0, place.width, place.height, X.ZPixmap, 0xFFFFFFFF)
                return bytes(window.get_image(*whole).data)
        except error.XError:  # it went away, or is not quite there yet
            continue
    return b""


def is_painted(seen: bytes) -> bool:
    """Say whether a window has drawn something."""
    return len({seen[at : at + 3] for at in range(0, len(seen) - 4, STRIDE)}) >= COLOURS


def start(command: Sequence[str], environment: dict[str, str]) -> Start:
    """Start a program, wait for its painted window, and stop it."""
    root = (screen := display.Display(environment["DISPLAY"])).screen().root
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not is_painted(seen := pixels(root)):
            if process.poll() is not None or time.perf_counter() - begun > TIMEOUT:
                raise SystemExit(f"No window came from: {' '.join(command)}")
            time.sleep(STEP)
        painted = time.perf_counter()
        filled = _last_change(root, seen)
        memory = _peak_megabytes(process.pid)
        return Start((painted - begun) * 1000, (filled - begun) * 1000, memory)
    finally:
        process.terminate()
        process.wait()
        screen.close()


def _last_change(root: Any, seen: bytes) -> float:  # noqa: ANN401  python-xlib has no types
    changed = time.perf_counter()
    while (now := time.perf_counter()) - changed < STILL:
        if (newer := pixels(root)) != seen:
            seen, changed = newer, now
        time.sleep(STEP)
    return changed


def _peak_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def rounds(count: int, commands: Sequence[Sequence[str]], home: str) -> Iterator[list[Start]]:
    """Yield for each round one start of every command, in turn; the first round is not counted."""
    with Xvfb() as name:
        environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("XDG_", "QT_", "WAYLAND"))
        }
        environment |= {"DISPLAY": name, "HOME": home, "XDG_RUNTIME_DIR": home}
        environment |= {"LC_ALL": "C.UTF-8", "QT_ACCESSIBILITY": "0"}
        for number in range(count + 1):
            measured = [start(command, environment) for command in commands]
            if number:
                yield measured


def main() -> None:
    """Measure, and print one line for each program and one for the ratio."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--rounds", type=int, default=9)
    count = reader.parse_args().rounds
    python = sys.executable
    with tempfile.TemporaryDirectory() as home:
        record = str(Path(home) / "example.ehcp")
        subprocess.run([python, "-m", "ehcp_desktop.cli", "new", record, "--example"], check=True)
        commands = ([python, str(FLOOR)], [python, "-m", "ehcp_desktop", record])
        seen = list(rounds(count, commands, home))
    _report(seen)


def _report(seen: list[list[Start]]) -> None:
    for name, starts in zip(("bare window", "EHCP Desktop"), zip(*seen, strict=True), strict=True):
        painted, filled = [one.painted for one in starts], [one.filled for one in starts]
        print(
            f"{name:14} painted after {median(painted):5.0f} ms ({min(painted):.0f}-"
            f"{max(painted):.0f}), filled after {median(filled):5.0f} ms, "
            f"{median(one.memory for one in starts):4.0f} MB"
        )
    painted = [ours.painted / floor.painted for floor, ours in seen]
    filled = [ours.filled / floor.painted for floor, ours in seen]
    memory = [ours.memory / floor.memory for floor, ours in seen]
    print(
        f"painted {median(painted):.2f} ({min(painted):.2f}-{max(painted):.2f}) of {len(seen)} "
        f"rounds, goal 1.25, good 1.6; filled {median(filled):.2f} "
        f"({min(filled):.2f}-{max(filled):.2f}); memory {median(memory):.2f}, goal 1.4, good 1.8"
    )


if __name__ == "__main__":
    main()
