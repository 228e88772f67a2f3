# ruff: noqa: S608 - the names in this SQL are our own tables and fields; values are bound
"""One record type in one SQLite table: the columns are the fields, read from the dataclass."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from ehcp_desktop.domain.record import Record
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.storage.changes import Changes
from ehcp_desktop.storage.connection import Connection, Row, Value

T = TypeVar("T", bound=Record)

_SAME_DAYS = 4096  # days that are read only once, since many records have the same
_READ: dict[str, Callable[[Any], Any]] = {
    "When": lru_cache(_SAME_DAYS)(When.parse),
    "date": date.fromisoformat,
    "bool": bool,
}


class Table(Generic[T]):
    """Finds and saves the records of one type. What is in the bin is not found."""

    def __init__(
        self, record: type[T], name: str, connection: Connection, changes: Changes
    ) -> None:
        self._record = record
        self._name = name
        self._connection = connection
        self._changes = changes

    def get(self, identity: str) -> T:
        """Return one record. Raises BadInput when there is none."""
        row = self._connection.one(f"{self._select}_live where id = ?", (identity,))
        if row is None:
            raise BadInput(f"There is no {self.noun} “{identity}” in this record.")
        return self._from_row(row)

    def all(self, order: str = "", **equals: object) -> list[T]:
        """Return records whose fields equal the given ones; a tuple gives alternatives.

        `order` names fields, each perhaps with "desc": "on desc, kind". Otherwise as first saved.
        """
        where, values = self._where(equals)
        sql = f"{self._select}_live{where}{self._order(order)}"
        return [self._from_row(row) for row in self._connection.all(sql, values)]

    def ids(self, order: str = "", **equals: object) -> list[str]:
        """Return the ids of the records that `all` would return, in the same order."""
        where, values = self._where(equals)
        sql = f"select id from {self._name}_live{where}{self._order(order)}"
        return [str(row[0]) for row in self._connection.all(sql, values)]

    def values_of(self, field: str, **equals: object) -> set[Value]:
        """Return what one field holds, as it is stored, in the records that `all` would return."""
        where, values = self._where(equals)
        sql = f"select distinct {self._column(field)} from {self._name}_live{where}"
        return {row[0] for row in self._connection.all(sql, values)}

    def many(self, identities: Sequence[str]) -> list[T]:
        """Return the records with these ids, in their order, without those that are gone."""
        sql = f"{self._select}_live where id in (select value from json_each(?))"
        rows = self._connection.all(sql, (json.dumps(list(identities)),))
        found = {record.id: record for record in map(self._from_row, rows)}
        return [found[one] for one in identities if one in found]

    def count(self, **equals: object) -> int:
        """Return how many records `all` would return."""
        where, values = self._where(equals)
        return self._connection.number(f"select count(*) from {self._name}_live{where}", values)

    def save(self, record: T) -> T:
        """Add a record, or change the one with its id; returns it."""
        self.save_all((record,))
        return record

    def save_all(self, records: Iterable[T]) -> None:
        """Add or change several records in one action."""
        with self._changes.action(f"Save {self.noun}"):
            self._changes.put_all(self._name, [self._to_row(record) for record in records])

    def trash(self, identity: str) -> None:
        """Put a record in the bin."""
        with self._changes.action(f"Remove {self.noun}"):
            self._changes.trash(self._name, identity)

    def restore(self, identity: str) -> None:
        """Take a record out of the bin."""
        with self._changes.action(f"Put back {self.noun}"):
            self._changes.restore(self._name, identity)

    def trashed(self) -> list[T]:
        """Return what is in the bin, the newest first."""
        sql = f"{self._select} where trashed is not null order by trashed desc, rowid desc"
        return [self._from_row(row) for row in self._connection.all(sql)]

    @property
    def noun(self) -> str:
        """What a sentence calls one of these."""
        return self._name.partition("_")[0]

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return _field_types(self._record)

    @cached_property
    def _fields(self) -> tuple[str, ...]:
        return tuple(self._kinds)

    @cached_property
    def _readers(self) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
        return tuple((field, _READ[kind]) for field, kind in self._kinds.items() if kind in _READ)

    @cached_property
    def _select(self) -> str:
        columns = ", ".join(f'"{field}"' for field in self._fields)
        return f"select {columns} from {self._name}"

    def _from_row(self, row: Row) -> T:
        values: dict[str, Any] = dict(zip(self._fields, row, strict=True))
        for field, read in self._readers:
            if (value := values[field]) is not None:
                values[field] = read(value)
        return self._record(**values)

    def _to_row(self, record: T) -> dict[str, Value]:
        return {field: _stored(getattr(record, field)) for field in self._fields}

    def _where(self, equals: dict[str, object]) -> tuple[str, list[Value]]:
        tests: list[str] = []
        values: list[Value] = []
        for field, wanted in equals.items():
            column = self._column(field)
            if wanted is None:
                tests.append(f"{column} is null")
            elif isinstance(wanted, Collection) and not isinstance(wanted, str):
                tests.append(f"{column} in (select value from json_each(?))")
                values.append(json.dumps([_stored(one) for one in wanted]))
            else:
                tests.append(f"{column} = ?")
                values.append(_stored(wanted))
        return (" where " + " and ".join(tests) if tests else ""), values

    def _order(self, order: str) -> str:
        terms = [term.split() for term in order.split(",") if term.strip()]
        parts = [self._column(field) + _way(way) for field, *way in terms]
        return " order by " + ", ".join([*parts, "number"])

    def _column(self, field: str) -> str:
        if field not in self._fields:
            raise ValueError(field)
        return f'"{field}"'


def _way(words: list[str]) -> str:
    return {"": "", "asc": "", "desc": " desc"}[" ".join(words)]


def _stored(value: Any) -> Value:  # noqa: ANN401 - any field of any record
    if isinstance(value, str):
        if value.isascii():
            return value
        return value.encode("utf-8", "replace").decode("utf-8")  # no half an emoji can be stored
    if isinstance(value, When):
        return value.iso()
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _field_types(record: type) -> dict[str, str]:
    """Return the type of each field as it is written there; to evaluate it would take longer."""
    return {
        field.name: str(field.type).removesuffix(" | None") for field in dataclasses.fields(record)
    }
