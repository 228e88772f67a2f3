from __future__ import annotations

import pytest

from ehcp_desktop.services.shortening import shortened


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("On  track\n with help", "On track with help"),
        ("On track with help.", "On track with …"),
        ("x" * 19, f"{'x' * 18} …"),
        ("On track 12\u00a0January", "On track …"),
        ("", ""),
    ],
)
def test_words_are_one_line_and_end_after_a_word(words: str, told: str) -> None:
    assert shortened(words, 18) == told
