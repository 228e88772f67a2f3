"""A fixed day, a real family file, a private home, no network; and no Qt where Qt cannot start."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
from datetime import date
from functools import cache
from shutil import copy, disk_usage
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
NETWORKS = frozenset({socket.AF_INET, socket.AF_INET6})
MEMORY = "/dev/shm"  # noqa: S108 - pytest makes folders of its own in it
ROOM = 1_000_000_000  # bytes


def _why_no_qt() -> str:
    """Return why no window can be opened here, or "" where it can."""
    try:
        import PySide6.QtWidgets  # noqa: F401  only to see whether its libraries are there
    except ImportError as trouble:
        return str(trouble)
    return ""


WHY_NO_QT = _why_no_qt()
collect_ignore = ["ui"] if WHY_NO_QT else []


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.__new__" and arguments[1] in NETWORKS:
        raise AssertionError("Something tried to open a network socket.")


def pytest_configure() -> None:
    sys.addaudithook(_refuse_the_network)
    if os.access(MEMORY, os.W_OK) and disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", MEMORY)  # saves wait for no disk


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """Leave pytest-qt out where Qt cannot be loaded, so that everything else is still tested."""
    if WHY_NO_QT and manager.hasplugin("pytest-qt") and plugin is not None:
        manager.unregister(name="pytest-qt")


def pytest_report_header() -> str:
    if not WHY_NO_QT:
        return "window: tested"
    return f"window: NOT tested, Qt cannot start ({WHY_NO_QT}); README.md names the libraries"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if hasattr(os, "geteuid") and os.geteuid() == 0 and item.get_closest_marker("permissions"):
            item.add_marker(pytest.mark.skip(reason="root may do everything"))
        if WHY_NO_QT and {"qtbot", "qapp"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.skip(reason=f"Qt cannot start: {WHY_NO_QT}"))


@pytest.fixture(scope="session", autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the tests out of the tester's own files; one home, so that caches stay warm."""
    home = tmp_path_factory.mktemp("home")
    names = ("DATA", "CACHE", "CONFIG", "STATE")
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.setenv("LOCALAPPDATA", str(home / "local"))
        yield home


@pytest.fixture
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a key from a passphrase in a moment, where its cost is not what is tested."""
    slow = hashlib.scrypt
    monkeypatch.setattr(hashlib, "scrypt", lambda words, **told: slow(words, **{**told, "n": 16}))


@pytest.fixture
def today() -> date:
    """Return the day of every test, a Sunday, unless it says otherwise."""
    return date(2026, 11, 22)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty family file, made once: to copy one is thirty times quicker."""
    from ehcp_desktop.services.family import Family

    path = tmp_path_factory.mktemp("blank") / "family.ehcp"
    Family.create(path, None, date.today).close()
    return path


@pytest.fixture
def family(tmp_path: Path, blank: Path, today: date) -> Iterator[Family]:
    """Yield a new, empty family file on disk, opened for writing."""
    from ehcp_desktop.services.family import Family

    opened = Family.open(copy(blank, tmp_path / "family.ehcp"), None, lambda: today)
    yield opened
    opened.close()


@pytest.fixture
def child(family: Family) -> Child:
    """Return a child at school in year 6, in the family file."""
    from ehcp_desktop.domain.people import Child

    return family.store.children.save(
        Child(
            name="Sam Example",
            born=date(2016, 3, 14),
            authority="Anyshire County Council",
            school="Hill Road Primary School",
            year_group=6,
        )
    )


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Callable[[date], Path]:
    """Return what gives the file of the made-up family as it is on a day, to be copied."""
    from ehcp_desktop.services import example
    from ehcp_desktop.services.family import Family

    @cache
    def made(day: date) -> Path:
        path = copy(blank, tmp_path_factory.mktemp("example") / "example.ehcp")
        with Family.open(path, None, lambda: day) as family:
            example.fill(family)
        return path

    return made


@pytest.fixture
def example_family(
    tmp_path: Path, today: date, example_file: Callable[[date], Path]
) -> Iterator[Family]:
    """Yield the made-up family of --example, rolled to today, opened for writing."""
    from ehcp_desktop.services.family import Family

    path = copy(example_file(today), tmp_path / "example.ehcp")
    opened = Family.open(path, None, lambda: today)
    yield opened
    opened.close()
