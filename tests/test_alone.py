"""The program stands alone: it asks no network, and names no other place."""

from __future__ import annotations

import ast
import socket
from pathlib import Path

import pytest

import ehcp_desktop

PACKAGE = Path(ehcp_desktop.__file__).parent
TREE = Path(__file__).parents[1]
NETWORK = {"socket", "http", "urllib.request", "ssl", "ftplib", "smtplib", "requests", "asyncio"}
QT_NETWORK = {"PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore"}
LOCAL = {"ui/display.py": {"socket"}}  # asks this computer's own screen whether it is there
ELSEWHERE = ("../" + "shared", "/" + "work/", "/" + "tmp/w")
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".sql",
    ".csv",
    ".sh",
    ".spec",
    ".txt",
    ".yml",
    ".desktop",
    ".xml",
    "",
}
NOT_OURS = {
    ".git",
    ".hypothesis",
    ".venv",
    "build",
    "dist",
    "bench-out",
    "node_modules",
    "__pycache__",
}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def our_texts() -> list[Path]:
    return [
        path
        for path in TREE.rglob("*")
        if path.is_file()
        and path.suffix in TEXT
        and not NOT_OURS & set(path.relative_to(TREE).parts)
        and not any(part.endswith(("_cache", ".egg-info")) for part in path.parts)
    ]


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_no_module_can_reach_a_network(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path)}
    allowed = LOCAL.get(path.relative_to(PACKAGE).as_posix(), set())
    assert not ((imported(path) | tops) & (NETWORK | QT_NETWORK)) - allowed


def test_a_test_that_opens_a_socket_fails() -> None:
    with pytest.raises(AssertionError, match="network socket"):
        socket.socket(socket.AF_INET)


def test_nothing_names_another_place() -> None:
    naming = [
        path.relative_to(TREE)
        for path in our_texts()
        if any(place in path.read_text("utf-8", "replace") for place in ELSEWHERE)
    ]
    assert naming == []
