"""Rules as plain lists that JSON can hold, and back: checked before, so not checked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, timedelta

from ehcp_desktop.domain.clause import Condition, Fallback, Joint, Leg, Pause, Start, Window
from ehcp_desktop.domain.counting import Count
from ehcp_desktop.domain.rule import Rule

_TUPLES = {made.__name__: made for made in (Condition, Fallback, Joint, Leg, Pause, Start, Window)}
_DATACLASSES = {made.__name__: made for made in (Count, Rule)}
_DEFAULTS = {
    name: {one.name: one.default for one in fields(made) if one.default is not MISSING}
    for name, made in _DATACLASSES.items()
}
SHAPE = " ".join(
    [
        *(f"{name}{made._fields}" for name, made in _TUPLES.items()),
        *(f"{name}{(*made.__dataclass_fields__,)}" for name, made in _DATACLASSES.items()),
    ]
)


def packed(value: object) -> object:
    """Return a value as text, number, mapping, or a list that begins with what it is."""
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, timedelta):
        return ["timedelta", value.days]
    if isinstance(value, tuple):
        name = type(value).__name__
        return [name, *(packed(one) for one in value)]
    if is_dataclass(value):
        told = {one.name: getattr(value, one.name) for one in fields(value)}
        kept = {one.name: packed(told[one.name]) for one in fields(value) if _says(one, told)}
        return [type(value).__name__, kept]
    return value


def unpacked(value: object) -> object:
    """Return what was packed."""
    if not isinstance(value, list):
        return value
    name = value[0]
    made = _DATACLASSES.get(name)
    if made is None:
        parts = [unpacked(one) for one in value[1:]]
        return tuple(parts) if name == "tuple" else _MAKERS[name](*parts)
    one = object.__new__(made)
    told = value[1].items()
    one.__dict__.update(  # the defaults too, though the class holds them: read five times as fast
        _DEFAULTS[name]
        | {key: unpacked(part) if isinstance(part, list) else part for key, part in told}
    )
    return one


def _says(field: Field[object], told: dict[str, object]) -> bool:
    """Return whether a field must be kept, because it differs from what the class itself holds."""
    return field.default is MISSING or told[field.name] != field.default


_MAKERS: dict[str, Callable[..., object]] = {
    "date": date.fromisoformat,
    "timedelta": timedelta,
    **_TUPLES,
}
