"""Bring a record up to the newest schema; numbered SQL files are the only place that knows it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import sqlcipher3
from sqlcipher3 import dbapi2

from ehcp_desktop.errors import FileRefused
from ehcp_desktop.resources import ROOT
from ehcp_desktop.storage.connection import Connection, in_words

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

APPLICATION_ID = 0x45484350  # "EHCP"
SCHEMA = 5  # the number of the newest file in resources/migrations
FOLDER = ROOT / "migrations"


def refuse_newer(version: int) -> None:
    """Raise FileRefused for a record that a newer program has written."""
    if version > SCHEMA:
        raise FileRefused(
            f"This record was made by a newer EHCP Desktop (its format is {version}, this program"
            f" knows {SCHEMA}). Install the newest version to open it; nothing was changed."
        )


def is_old(connection: Connection) -> bool:
    """Tell whether an older program has written the record."""
    return connection.number("pragma user_version") < SCHEMA


def migrate(connection: Connection) -> None:
    """Run every migration that the record does not have yet, all of them or none."""
    have = connection.number("pragma user_version")
    sys.modules.setdefault("pysqlite3", sqlcipher3)  # sqlite-utils takes its errors from there
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
    from sqlite_utils import Database, Migrations

    steps = Migrations("ehcp_desktop")
    for path in sorted(FOLDER.glob("*.sql")):
        number = int(path.name[:4])
        if number > have:
            steps(name=path.stem)(_step(path, number))
    with in_words():
        database = Database(connection.raw, recursive_triggers=False)
        with database.atomic():
            steps.apply(database)


class _step:  # noqa: N801 - a function that remembers its file
    __name__ = "step"

    def __init__(self, path: Path, number: int) -> None:
        self._path = path
        self._number = number

    def __call__(self, db: Database, /) -> None:
        db.executescript(self._path.read_text(encoding="utf-8"))
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute(f"pragma user_version = {self._number}")
