"""How long a spreadsheet of events takes to be taken in, as a ratio to its rows alone.

The floor writes the very rows that an import leaves (events, change log, search index) to another
new record, with one statement each and in one transaction; ours also reads the spreadsheet, checks
every row, and knows it again. The longest part is how long the window would stand still.
Run: python bench/importing.py [rows] [rounds]
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2

from ehcp_desktop.domain.people import Child
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.importing import checked_in_parts, taken_in_parts
from ehcp_desktop.services.spreadsheet import read_table

LIMIT, GOAL = 6.0, 3.0
KINDS = "call email letter meeting note provision_missed".split()
CHANCE = random.Random(2)
WORDS = ["".join(CHANCE.choices("aeiounrtlsdgmp", k=CHANCE.randint(3, 9))) for _ in range(4000)]
COPIED = {
    "event": "select * from event",
    "action": "select * from action",
    "change": "select * from change",
    "search_row": "select * from search_row order by number",
    "search": 'select rowid, kind, "row", child, "on", title, body from search order by rowid',
}
INTO_SEARCH = 'search (rowid, kind, "row", child, "on", title, body)'


def _text(words: int) -> str:
    """Return text in which a few words are common and most are rare, as in a diary."""
    return " ".join(WORDS[int(CHANCE.paretovariate(0.7)) % len(WORDS)] for _ in range(words))


def write_rows(path: Path, count: int) -> None:
    """Write a spreadsheet of events over seven years."""
    rows = ["date,kind,who,summary,notes"]
    for _ in range(count):
        day = date(2018, 1, 1) + timedelta(days=CHANCE.randrange(2800))
        rows.append(f"{day},{CHANCE.choice(KINDS)},{_text(2)},{_text(12)},{_text(20)}")
    path.write_text("\n".join(rows), encoding="utf-8")


def _new(path: Path) -> tuple[Family, Child]:
    family = Family.create(path, None, lambda: date(2026, 11, 22))
    return family, family.store.children.save(Child(name="Sam", born=date(2016, 3, 14)))


def _parts(family: Family, child: Child, path: Path) -> Iterator[object]:
    checked = yield from checked_in_parts(family, child, path, read_table(path))
    yield from taken_in_parts(family, child, checked)


def ours(folder: Path, path: Path) -> tuple[float, float]:
    """Return the seconds of one import into a new record, and of its longest part."""
    family, child = _new(folder / "ours.ehcp")
    began = last = time.perf_counter()
    longest = 0.0
    for _ in _parts(family, child, path):
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    done = time.perf_counter()
    family.close()
    return done - began, max(longest, done - last)


def floor(folder: Path) -> float:
    """Return the seconds that the same rows take with one statement for each table."""
    with dbapi2.connect(str(folder / "ours.ehcp")) as made:
        rows = {table: made.execute(sql).fetchall() for table, sql in COPIED.items()}
    family, _ = _new(folder / "floor.ehcp")
    family.close()
    bare = dbapi2.connect(str(folder / "floor.ehcp"))
    bare.executescript("pragma synchronous = extra; pragma cache_size = -8000")
    bare.execute("delete from search_row")
    bare.execute("delete from search")
    bare.execute("delete from change")
    bare.execute("delete from action")
    bare.commit()
    began = time.perf_counter()
    for table, values in rows.items():
        marks = ", ".join("?" * len(values[0]))
        into = INTO_SEARCH if table == "search" else table
        bare.executemany(f"insert into {into} values ({marks})", values)  # noqa: S608 - our names
    bare.commit()
    done = time.perf_counter()
    bare.close()
    return done - began


def main() -> None:
    """Print the ratio; exit 1 when it is over its limit."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    ratios, seconds, longest = [], [], []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "events.csv"
        write_rows(path, count)
        for number in range(rounds):
            folder = Path(name) / str(number)
            folder.mkdir()
            took, part = ours(folder, path)
            ratios.append(took / floor(folder))
            seconds.append(took)
            longest.append(part)
    ratio, took = statistics.median(ratios), statistics.median(seconds)
    print(
        f"{count} rows taken in: {ratio:.2f} x the same rows alone, {took:.2f} s,"
        f" longest part {statistics.median(longest) * 1000:.0f} ms"
        f" (n={rounds}, {min(ratios):.2f}-{max(ratios):.2f}; limit {LIMIT:g}, goal {GOAL:g})"
    )
    sys.exit(ratio > LIMIT)


if __name__ == "__main__":
    main()
