from __future__ import annotations

import pytest

from ehcp_desktop.errors import BadResource
from ehcp_desktop.services import helplines


def test_every_helpline_says_what_it_does_and_how_to_reach_it() -> None:
    shipped = helplines.load()
    assert {"IPSEA", "SOS!SEN"} <= {one.name for one in shipped}
    assert all(one.what and one.how for one in shipped)


def test_an_entry_without_its_words_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        helplines, "read_toml_cached", lambda _: [{"help": [{"name": "X", "what": "y"}]}]
    )
    with pytest.raises(BadResource, match=r"X: how is missing"):
        helplines.load()
