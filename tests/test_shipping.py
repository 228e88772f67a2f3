"""What is shipped is whole, and what is written about it is true."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

import ehcp_desktop
from ehcp_desktop import resources

TREE = Path(__file__).parents[1]
README = (TREE / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((TREE / "pyproject.toml").read_text("utf-8"))["project"]
SYSTEMS = ("Linux", "macOS", "Windows")
LAZY = {"arabic_reshaper", "bidi", "click", "docx", "jinja2", "openpyxl", "reportlab"}
LAZY |= {"sqlite_utils", "xlsxwriter", "PIL", "lxml"}


def names_in(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", (TREE / lock).read_text("utf-8"), re.MULTILINE))


def command(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n```\w+\n(.+)\n```", README)
    return found[1] if found else ""


def modules_after(code: str) -> set[str]:
    asked = f"{code}; import sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_version_is_said_once() -> None:
    assert version("ehcp-desktop") == ehcp_desktop.__version__


@pytest.mark.parametrize("name", ["ehcp", "ehcp-desktop"])
def test_both_doors_are_installed(name: str) -> None:
    assert len({point.value for point in entry_points(name=name)}) == 1


@pytest.mark.parametrize("folder", ["law/england", "letters", "migrations", "icons", "fonts"])
def test_resources_are_shipped(folder: str) -> None:
    assert any((resources.ROOT / folder).iterdir())


@pytest.mark.parametrize("folder", ["icons", "fonts"])
def test_licences_lie_beside_what_others_made(folder: str) -> None:
    assert list((resources.ROOT / folder).glob("*.txt"))


def test_every_library_has_its_hash_and_nothing_for_developers_is_shipped() -> None:
    run, test = names_in("requirements.lock"), names_in("requirements-test.lock")
    wanted = {re.split(r"[><=]", each)[0].casefold() for each in PROJECT["dependencies"]}
    assert wanted <= run <= test <= names_in("requirements-dev.lock")
    assert not run & {"pytest", "mypy", "ruff", "pyinstaller"}


def test_every_library_is_named_with_its_licence() -> None:
    named = (TREE / "THIRD-PARTY.md").read_text("utf-8").casefold()
    assert {name for name in names_in("requirements.lock") if name not in named} == set()


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("what", ["open", "tests"])
def test_readme_has_one_command_for_each_system(what: str, system: str) -> None:
    assert command(f"{what} on {system}").startswith("py")


def test_linux_and_mac_are_told_the_same() -> None:
    assert command("tests on Linux") == command("tests on macOS")
    assert command("open on Linux") == command("open on macOS")


def test_the_command_never_loads_qt() -> None:
    assert "PySide6" not in modules_after("import ehcp_desktop.cli")


def test_libraries_wait_until_they_are_needed() -> None:
    assert not modules_after("import ehcp_desktop.app") & LAZY


def test_a_migration_once_made_stays_in_order() -> None:
    numbers = [int(path.name[:4]) for path in sorted((resources.ROOT / "migrations").iterdir())]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "THIRD-PARTY.md"])
def test_pages_point_at_files_that_are_there(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (TREE / page).read_text("utf-8"))
    ours = [link for link in links if not link.startswith(("resources/", "src/"))]
    assert [link for link in ours if not (TREE / link).exists()] == []


def test_ci_runs_the_command_that_the_readme_gives() -> None:
    assert 'readme_command "tests on Linux"' in (TREE / ".ci" / "run").read_text("utf-8")
