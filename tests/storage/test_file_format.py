"""docs/file-format.md is enough to read a record without this program."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from sqlcipher3 import dbapi2

from ehcp_desktop.domain.people import Child
from ehcp_desktop.storage.store import Store

DOCUMENT = Path(__file__).parents[2] / "docs" / "file-format.md"
INTERNAL = ("search_", "sqlite_", "_sqlite_")


@pytest.fixture(scope="module")
def words() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


def test_the_recipe_opens_an_encrypted_record(path: Path, words: str) -> None:
    with Store.create(path, "Ŵyn’s café") as store:
        store.children.save(Child(name="Sam", born=date(2016, 3, 14)))
    recipe = re.search(r"```python\n(.*?)```", words, re.DOTALL)
    assert recipe
    made = ModuleType("recipe")
    exec(recipe[1], made.__dict__)  # noqa: S102 - the very code that families are given
    open_record: Callable[[str, str], dbapi2.Connection] = made.open_record
    connection = open_record(str(path), "Ŵyn’s café")
    assert connection.execute("select name from child_live").fetchall() == [("Sam",)]
    connection.close()


def test_every_table_and_column_is_in_the_document(store: Store, path: Path, words: str) -> None:
    connection = dbapi2.connect(str(path))
    names = connection.execute("select name from sqlite_schema where type = 'table'").fetchall()
    columns = {
        (table, column[1])
        for (table,) in names
        if not table.startswith(INTERNAL) and table != "search"
        for column in connection.execute(f"pragma table_info({table})")
    }
    connection.close()
    rows = {row[1]: row[0] for row in re.finditer(r"^\| `(\w+)` \|.*$", words, re.MULTILINE)}
    common = {"id", "trashed", "row"}
    assert {table for table, _ in columns} <= set(rows)
    missing = [pair for pair in columns if f"`{pair[1]}`" not in rows[pair[0]]]
    assert [pair for pair in missing if pair[1] not in common] == []


def test_the_example_query_works(store: Store, path: Path, words: str) -> None:
    query = re.search(r'sqlite3 family\.ehcp "(.*)"\n', words)
    assert query
    connection = dbapi2.connect(str(path))
    assert connection.execute(query[1].replace('\\"', '"')).fetchall() == []
    connection.close()
