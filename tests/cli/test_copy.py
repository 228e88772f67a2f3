from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command, Rows

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text("their own words\n")
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_copy_is_given_and_noted(
    file: Path, stick: Path, secret: Path, run: Command, rows: Rows
) -> None:
    said = run("copy", file, stick, "--to", "Amara", "--copy-passphrase-file", secret)
    assert said.startswith("The record in one protected file, with 0 papers. Written to ")
    (made,) = stick.rglob("*.ehcp")
    assert run("verify", made, "--passphrase-file", secret)
    assert rows("history", file)[0]["name"] == "Copy given to Amara"


def test_a_copy_of_an_open_record_asks_for_a_passphrase(
    file: Path, stick: Path, run: Command, refusal: Command
) -> None:
    assert "needs a passphrase" in refusal("copy", file, stick, "--to", "Amara", typed="")
    run("copy", file, stick, "--to", "Amara", "--open-set", typed="one two\none two\n")
    assert list(stick.rglob("index.html"))


def test_a_copy_without_whom_it_is_for_is_wrong_usage(
    file: Path, stick: Path, wrong_usage: Command
) -> None:
    assert "--to" in wrong_usage("copy", file, stick)
