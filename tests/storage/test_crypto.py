"""The key comes from the passphrase as people type it, or from the printed code."""

from __future__ import annotations

import pytest

from ehcp_desktop.storage.crypto import (
    Key,
    key_from_passphrase,
    key_from_recovery_code,
    new_salt,
)

SALT = bytes(range(16))
KEY = Key(bytes(range(32)), SALT)


def test_the_recipe_of_the_file_format_is_kept() -> None:
    """The same figures are in docs/file-format.md; changing them locks every family out."""
    made = key_from_passphrase("Ŵyn’s café", SALT)
    assert made.key.hex() == "d28d25d1567f8a48f2e09c723d19002b00ca8727f1f3dd720cb3db3b0ab29267"


def test_a_new_salt_never_looks_like_a_file_of_another_kind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = [b"A letter to the ", bytes(16), "Ŵyn’s café".encode()]
    monkeypatch.setattr("secrets.token_bytes", lambda _count: drawn.pop(0))
    assert new_salt() == "Ŵyn’s café".encode()


def test_the_passphrase_is_the_same_however_its_accents_are_typed() -> None:
    composed, decomposed = "caf\u00e9", "cafe\u0301"
    assert key_from_passphrase(composed, SALT) == key_from_passphrase(decomposed, SALT)


def test_the_recovery_code_is_the_key_in_groups_of_four() -> None:
    assert KEY.recovery_code.startswith("AAAQ-EAYE-AUDA-OCAJ-BIFQ-YDIO-B4IB")
    assert [len(group) for group in KEY.recovery_code.split("-")] == [4] * 14


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}\n"])
def test_the_recovery_code_gives_the_key_back(typed: str) -> None:
    assert key_from_recovery_code(typed.format(KEY.recovery_code), SALT) == KEY


def test_noughts_ones_and_eights_are_read_as_the_letters_they_look_like() -> None:
    code = KEY.recovery_code.replace("O", "0").replace("I", "1").replace("B", "8")
    assert key_from_recovery_code(code, SALT) == KEY


@pytest.mark.parametrize(
    "typed",
    ["", "correct horse", KEY.recovery_code[:-1], "B" + KEY.recovery_code[1:], "9" * 56, "é" * 56],
)
def test_anything_else_is_not_a_recovery_code(typed: str) -> None:
    assert key_from_recovery_code(typed, SALT) is None


def test_a_key_never_shows_itself() -> None:
    assert KEY.key.hex() not in repr(KEY) + str(KEY)
    assert KEY.pragma.endswith(f"{KEY.key.hex()}{SALT.hex()}'\"")
