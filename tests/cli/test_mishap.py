from __future__ import annotations

import errno
import os

import pytest

from ehcp_desktop.cli.mishap import in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "You may not read or write “f.pdf”"),
        (errno.EROFS, "can only be read"),
        (errno.ENOENT, "There is no file or folder “f.pdf”"),
        (errno.EISDIR, "“f.pdf” is a folder"),
        (errno.EIO, "“f.pdf” could not be read or written"),
    ],
    ids=str,
)
def test_what_the_computer_refuses_is_told_in_a_sentence(number: int, words: str) -> None:
    said = in_words(OSError(number, os.strerror(number), "f.pdf"))
    assert words in said
    assert said.endswith(".")


def test_a_refusal_without_a_name_is_still_a_sentence() -> None:
    assert in_words(OSError("odd")) == (
        "That place could not be read or written: no reason given. Nothing was changed."
    )
