"""The `ehcp` command as a person types it: `run("due", file)` returns what they would see."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING, Protocol

import pytest
from click.testing import CliRunner

from ehcp_desktop.cli import ehcp

if TYPE_CHECKING:
    from click.testing import Result

EXAMPLES = Path(__file__).parents[1] / "examples"


class Command(Protocol):
    """A command line: its words, and what is typed when it asks."""

    def __call__(self, *words: object, typed: str | None = None) -> str: ...


class Rows(Protocol):
    """A command line whose rows are wanted."""

    def __call__(self, *words: object) -> list[dict[str, object]]: ...


def attempted(words: tuple[object, ...], typed: str | None) -> Result:
    done = CliRunner().invoke(ehcp, [str(word) for word in words], input=typed)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception  # a bug, not a refusal
    return done


@pytest.fixture
def run() -> Command:
    """Run a command that must succeed; returns what it prints, without the last line end."""

    def command(*words: object, typed: str | None = None) -> str:
        done = attempted(words, typed)
        assert done.exit_code == 0, done.stderr
        return done.stdout.rstrip("\n")

    return command


@pytest.fixture
def rows(run: Command) -> Rows:
    """Run a command with --json and return its rows."""

    def command(*words: object) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(run(*words, "--json"))
        return found

    return command


@pytest.fixture
def refusal() -> Command:
    """Run a command that must be refused with exit status 1; returns its sentence."""

    def command(*words: object, typed: str | None = None) -> str:
        done = attempted(words, typed)
        assert done.exit_code == 1, done.output
        assert done.stdout == ""
        return done.stderr.rstrip("\n")

    return command


@pytest.fixture
def wrong_usage() -> Command:
    """Run a command that is typed wrongly, so that it ends with exit status 2."""

    def command(*words: object, typed: str | None = None) -> str:
        done = attempted(words, typed)
        assert done.exit_code == 2, done.output
        return done.stderr

    return command


@pytest.fixture(scope="session")
def with_a_child(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a family file with one child, Sam, in it, to be copied."""
    path = tmp_path_factory.mktemp("new") / "family.ehcp"
    add = ("child", "add", path, "--name", "Sam Example", "--born", "2016-03-14")
    for words in (("new", path), (*add, "--authority", "Anyshire County Council")):
        assert attempted(words, None).exit_code == 0
    return path


@pytest.fixture
def file(tmp_path: Path, with_a_child: Path) -> Path:
    """Return a new family file with one child, Sam, in it."""
    return copy(with_a_child, tmp_path / "family.ehcp")


@pytest.fixture
def imported(tmp_path: Path, run: Command) -> Command:
    """Import one of the two real chronologies; returns the file."""

    def make(*words: object, typed: str | None = None) -> str:
        name, child, born, authority = words
        path = tmp_path / "f.ehcp"
        run("new", path)
        run("child", "add", path, "--name", child, "--born", born, "--authority", authority)
        run("import", path, EXAMPLES / str(name), "--child", child)
        return str(path)

    return make


@pytest.fixture
def cambridgeshire(imported: Command) -> str:
    return imported("jsc-cambridgeshire.csv", "JSC", "2014-01-15", "Cambridgeshire County Council")


@pytest.fixture
def leeds(imported: Command) -> str:
    return imported("leeds-review.csv", "Lee", "2012-05-01", "Leeds City Council")
