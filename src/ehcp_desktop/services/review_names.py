"""What a review is called, and which way of reviewing that is."""

from __future__ import annotations

import re
from functools import cache

from ehcp_desktop.domain.review import MODELS
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services.shipped import read_toml_cached

FILE = ROOT / "review_names.toml"
_SIGNS = re.compile(r"[^\w&]+|_")
_LEFT_OUT = re.compile(
    r"\b(review|reviews|meeting|the|an?|of|for|to|your|our|ehcp?|plan|invitation|model|"
    r"year \d+|y\d+|\d{4}( \d{2,4})?)\b"
)


def read_model(text: str) -> tuple[str, str]:
    """Return the model id and the label that the words of an invitation stand for.

    "Progress Review" gives ("progress", "Progress Review"); words of no known model are a label.
    """
    label = text.strip()
    if label in MODELS or not label:
        return label, ""
    words = _SIGNS.sub(" ", label.casefold()).replace("&", " and ")
    found = _models().get(" ".join(_LEFT_OUT.sub(" ", words).split()), "")
    return (found, "") if label == found else (found, label)


@cache
def _models() -> dict[str, str]:
    """Return the model of each name that is known."""
    (content,) = read_toml_cached(FILE)
    names = {model.replace("_", " "): model for model in MODELS}
    for model, words in content.items():
        names |= dict.fromkeys(words if isinstance(words, list) else (), model)
    return names
