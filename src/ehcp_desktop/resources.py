"""Find the files that are shipped with the program."""

from __future__ import annotations

from pathlib import Path

_PACKAGED = Path(__file__).with_name("_resources")  # wheel or frozen program
_CHECKOUT = Path(__file__).parents[2] / "resources"  # source tree or editable install
ROOT = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
