from __future__ import annotations

import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.services.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

UNDER_A_LIMIT = (
    "import resource, sys, pathlib; from ehcp_desktop.services.whole_file import write_whole\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
    "try: write_whole(pathlib.Path(sys.argv[1]), bytes(5000))\n"
    "except OSError as trouble: print(trouble.filename)\n"
)


def test_a_file_is_written_for_this_account_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "l.txt", b"whole")
    assert (tmp_path / "l.txt").read_bytes() == b"whole"
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "l.txt").stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_when_the_disk_is_full_the_old_file_stays_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "l.txt"
    path.write_bytes(b"old")
    words = [sys.executable, "-c", UNDER_A_LIMIT, str(path)]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert said.strip() == str(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no-such-folder"):
        write_whole(tmp_path / "no-such-folder/l.txt", b"x")
