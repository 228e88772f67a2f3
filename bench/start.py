"""Measure the time from starting the program to its painted window, against a bare Qt window.

    python bench/start.py [--rounds 9]

Both run in turn on a private Xvfb, so that a busy computer slows both; the result is the median of
the ratios of each round. *Painted* means that the biggest window's pixels hold at least three
colours. Memory is the peak of the started process. Needs Xvfb, and python-xlib of the test extra.
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
FLOOR = Path(__file__).parent / "floors" / "bare_window.py"


@dataclass(frozen=True)
class Start:
    """One start: milliseconds to the painted window, and peak memory in megabytes."""

    painted: float
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


def is_painted(window: Any) -> bool:  # noqa: ANN401  python-xlib has no types
    """Say whether a window is large and has drawn something."""
    try:
        place = window.get_geometry()
        if window.get_attributes().map_state != X.IsViewable:
            return False
        if place.width < LEAST[0] or place.height < LEAST[1]:
            return False
        pixels = window.get_image(0, 0, place.width, place.height, X.ZPixmap, 0xFFFFFFFF).data
    except error.XError:  # it went away, or is not quite there yet
        return False
    return len({pixels[at : at + 3] for at in range(0, len(pixels) - 4, STRIDE)}) >= COLOURS


def start(command: Sequence[str], environment: dict[str, str]) -> Start:
    """Start a program, wait for its painted window, and stop it."""
    root = (screen := display.Display(environment["DISPLAY"])).screen().root
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not any(is_painted(window) for window in root.query_tree().children):
            if process.poll() is not None or time.perf_counter() - begun > TIMEOUT:
                raise SystemExit(f"No window came from: {' '.join(command)}")
            time.sleep(0.004)
        painted = (time.perf_counter() - begun) * 1000
        time.sleep(0.3)
        return Start(painted, _peak_megabytes(process.pid))
    finally:
        process.terminate()
        process.wait()
        screen.close()


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
        painted = [each.painted for each in starts]
        print(
            f"{name:14} painted after {median(painted):5.0f} ms ({min(painted):.0f}-"
            f"{max(painted):.0f}), {median(each.memory for each in starts):4.0f} MB"
        )
    ratios = [ours.painted / floor.painted for floor, ours in seen]
    memory = [ours.memory / floor.memory for floor, ours in seen]
    print(
        f"ratio {median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f}) of {len(seen)} rounds; "
        f"goal 1.25, good 1.6; memory {median(memory):.2f}, goal 1.4, good 1.8"
    )


if __name__ == "__main__":
    main()
