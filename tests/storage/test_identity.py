from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from ehcp_desktop.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def test_a_copy_is_the_same_record_and_a_new_one_is_another(tmp_path: Path) -> None:
    with Store.create(tmp_path / "a.ehcp") as one, Store.create(tmp_path / "b.ehcp") as other:
        known, another = one.identity, other.identity
    shutil.copyfile(tmp_path / "a.ehcp", tmp_path / "copy.ehcp")
    with Store.open(tmp_path / "copy.ehcp") as copy:
        assert copy.identity == known != another
