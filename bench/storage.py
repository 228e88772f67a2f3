"""How long a save and a search take, as ratios to the disk alone and to the same SQL alone.

The floor of a save is 4 kB added to a file and pushed to the disk; ours writes an event, its
change log and its search index, so that a power cut cannot lose it. The floor of a search is the
same SQL on a connection of its own. Run: python bench/storage.py [events] [rounds]
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.when import When
from ehcp_desktop.storage.search import FIND, match_text
from ehcp_desktop.storage.store import Store

SAVE_LIMIT, SAVE_GOAL = 10.0, 5.0
SEARCH_LIMIT, SEARCH_GOAL = 3.0, 1.5
SAVES = 50
CHANCE = random.Random(2)
WORDS = ["".join(CHANCE.choices("aeiounrtlsdgmp", k=CHANCE.randint(3, 9))) for _ in range(4000)]
QUERIES = [word[: CHANCE.randint(2, len(word))] for word in CHANCE.choices(WORDS[:300], k=100)]


def _text(words: int) -> str:
    """Return text in which a few words are common and most are rare, as in letters."""
    return " ".join(WORDS[int(CHANCE.paretovariate(0.7)) % len(WORDS)] for _ in range(words))


def _event(child: Child) -> Event:
    day = When.day(date(2020, 1, 1) + timedelta(days=CHANCE.randrange(2000)))
    return Event(child=child.id, kind="letter", on=day, who=_text(2), summary=_text(120))


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _bare_save(file: int) -> None:
    os.write(file, os.urandom(4096))
    os.fdatasync(file)


def save_ratio(store: Store, child: Child, folder: Path) -> float:
    """Return how much longer one acknowledged save takes than one bare write, as a median."""
    file = os.open(folder / "floor", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    ratios = []
    for _ in range(SAVES):
        event = _event(child)
        bare = _timed(lambda: _bare_save(file))
        ratios.append(_timed(lambda one=event: store.events.save(one)) / bare)  # type: ignore[misc]
    os.close(file)
    return statistics.median(ratios)


def _late(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99) - 1]


def search_round(store: Store) -> tuple[float, float]:
    """Return the slowest of a hundred searches (but one): bare, and through the program."""
    raw = dbapi2.connect(str(store.path))
    bare, ours = [], []
    for query in QUERIES:
        match = match_text(query)
        bare.append(_timed(lambda one=match: raw.execute(FIND, (one, 50)).fetchall()))  # type: ignore[misc]
        ours.append(_timed(lambda one=query: store.search(one)))  # type: ignore[misc]
    raw.close()
    return _late(bare), _late(ours)


def main() -> None:
    """Print both ratios; exit 1 when one is over its limit."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as name:
        store = Store.create(Path(name) / "family.ehcp")
        child = store.children.save(Child(name="Sam", born=date(2016, 3, 14)))
        store.events.save_all(_event(child) for _ in range(count))
        saves = [save_ratio(store, child, Path(name)) for _ in range(rounds)]
        search_round(store)
        searches = [search_round(store) for _ in range(rounds)]
        store.close()
    save = statistics.median(saves)
    ratios = [ours / bare for bare, ours in searches]
    search = statistics.median(ratios)
    slow = statistics.median(ours for _, ours in searches) * 1000
    print(
        f"one save: {save:.2f} x a bare write (n={rounds}, {min(saves):.2f}-{max(saves):.2f};"
        f" limit {SAVE_LIMIT:g}, goal {SAVE_GOAL:g})"
    )
    print(
        f"search of {count} events, 99th of 100: {search:.2f} x the same SQL, {slow:.1f} ms"
        f" (n={rounds}, {min(ratios):.2f}-{max(ratios):.2f}; limit {SEARCH_LIMIT:g},"
        f" goal {SEARCH_GOAL:g})"
    )
    sys.exit(save > SAVE_LIMIT or search > SEARCH_LIMIT)


if __name__ == "__main__":
    main()
