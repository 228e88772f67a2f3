"""The key of an encrypted record: made from a passphrase, or read from the recovery code."""

from __future__ import annotations

from typing import NamedTuple

SALT_BYTES = 16
KEY_BYTES = 32
_GROUP = 4
_TEXT = frozenset(b"\0\t\n\r" + bytes(range(32, 127)))
_CODE_LETTERS = 52  # 32 bytes in base32
# What people write for letters that base32 has: it knows no 0, 1 and 8.
_SLIPS = str.maketrans({"0": "O", "1": "I", "8": "B", "-": None, " ": None, "\n": None})


class Key(NamedTuple):
    """The key and the salt of one file; neither is ever shown by accident."""

    key: bytes
    salt: bytes

    def __repr__(self) -> str:
        return "Key(…)"

    @property
    def pragma(self) -> str:
        """The statement that gives key and salt together to SQLCipher. Never log it."""
        return f'pragma key = "{self.as_text}"'

    @property
    def as_text(self) -> str:
        """Key and salt as SQLCipher takes them. Never log it."""
        return f"x'{self.key.hex()}{self.salt.hex()}'"

    @property
    def recovery_code(self) -> str:
        """The key in groups of four letters, the last of which proves the others."""
        import base64

        text = base64.b32encode(self.key).decode("ascii").rstrip("=")
        text += _check_group(self.key)
        return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def new_salt() -> bytes:
    """Return the salt of a new file: by chance, but never one that looks like another file."""
    import secrets

    salt = secrets.token_bytes(SALT_BYTES)
    return new_salt() if is_like_text(salt) else salt


def is_like_text(beginning: bytes) -> bool:
    """Tell whether a file that begins so is text, or empty pages, rather than encrypted."""
    return all(byte in _TEXT for byte in beginning)


def key_from_passphrase(passphrase: str, salt: bytes) -> Key:
    """Return the key that a passphrase makes with a file's salt; takes about 0.4 seconds."""
    import hashlib
    import unicodedata

    words = unicodedata.normalize("NFC", passphrase).encode("utf-8", "replace")
    made = hashlib.scrypt(
        words, salt=salt, n=2**17, r=8, p=1, maxmem=256 * 1024 * 1024, dklen=KEY_BYTES
    )
    return Key(made, salt)


def key_from_recovery_code(code: str, salt: bytes) -> Key | None:
    """Return the key that a recovery code holds, or None when it is not one."""
    import base64

    letters = code.upper().translate(_SLIPS)
    if len(letters) != _CODE_LETTERS + _GROUP:
        return None
    try:
        key = base64.b32decode(letters[:_CODE_LETTERS] + "====")
    except ValueError:
        return None
    return Key(key, salt) if _check_group(key) == letters[_CODE_LETTERS:] else None


def _check_group(key: bytes) -> str:
    import base64
    import hashlib

    return base64.b32encode(hashlib.sha256(key).digest()).decode("ascii")[:_GROUP]
