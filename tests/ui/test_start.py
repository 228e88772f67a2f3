from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

OPENS_A_WINDOW = """
import sys
from datetime import date
from pathlib import Path
from ehcp_desktop import app
qt = app._application()
window = app.build_window(qt, date.today)
window.paint_first()
app._open_first(window, app.read_arguments(sys.argv[1:]))
window.show()
print(*sys.modules)
window.close()
"""
QT = {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap"}
OURS = {"ehcp_desktop", *QT, "sqlcipher3", "platformdirs"}
OF_THE_TEST_RUN = {
    "coverage",
    "__mp_main__",
    "sitecustomize",
    "usercustomize",
    "distutils-precedence",
}
SLOW = {"sqlite_utils", "reportlab", "docx", "jinja2", "openpyxl", "xlsxwriter", "click", "bidi"}


def run(
    *arguments: str, code: str = "", **environment: str | None
) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "LC_ALL": "C.UTF-8", **environment}
    command = ["-c", code] if code else ["-m", "ehcp_desktop"]
    return subprocess.run(
        [sys.executable, *command, *arguments],
        env={name: value for name, value in settings.items() if value is not None},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def record(example_family: object, tmp_path: Path) -> Path:
    example_family.close()  # type: ignore[attr-defined]  # a Family
    return tmp_path / "example.ehcp"


def test_nothing_slow_is_imported_before_the_window_is_painted(record: Path) -> None:
    done = run(str(record), code=OPENS_A_WINDOW)
    assert done.returncode == 0, done.stderr
    modules = set(done.stdout.split())
    assert "ehcp_desktop.domain.rule" not in modules  # the law is read when the frame is seen
    loaded = {name.partition(".")[0] for name in modules}
    foreign = loaded - OURS - sys.stdlib_module_names - OF_THE_TEST_RUN
    assert not loaded & SLOW
    assert not {name for name in foreign if not name.startswith("_")}


def test_check_builds_every_screen() -> None:
    done = run("--check", "--today", "2026-11-22")
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_display_one_sentence_says_what_to_do() -> None:
    done = run(DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None)
    assert done.returncode == 1
    assert "ehcp" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is looked for on Linux")
def test_a_display_that_does_not_answer_is_no_display() -> None:
    done = run(DISPLAY=":4711", WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="apt is on Linux")
def test_without_qts_libraries_the_apt_line_is_given(tmp_path: Path) -> None:
    broken = tmp_path / "PySide6"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise ImportError('libGL.so.1')")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = run(PYTHONPATH=path)
    assert done.returncode == 1
    assert "sudo apt install" in done.stderr
    assert "libxcb-cursor0" in done.stderr


def test_pictures_are_drawn_where_there_is_no_display(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    wanted = ("--screen", "today", "--screen", "add", "--today", "2026-11-22")
    done = run("--pictures", str(folder), *wanted, DISPLAY=None)
    assert (done.returncode, done.stderr) == (0, "")
    drawn = {picture.name for picture in folder.iterdir()}
    looks = ("light", "dark", "1024x700", "200-percent", "comfort")
    assert drawn == {f"{screen}-{look}.png" for screen in ("today", "add") for look in looks}


def test_a_screen_that_there_is_not_cannot_be_built() -> None:
    done = run("--check", "--screen", "yesterday")
    assert (done.returncode, done.stderr) == (1, "There is no screen “yesterday”.\n")


def test_a_wrong_option_is_wrong_usage() -> None:
    assert run("--nonsense").returncode == 2
