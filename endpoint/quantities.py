"""Sizes and durations as people write them: 4GiB, 512MiB, 64kB; 30s, 1.5h, 2m."""

from __future__ import annotations

import re
from typing import Annotated

# The types of settings that are written with a unit.
Bytes = Annotated[int, "SIZE"]
Seconds = Annotated[float, "DURATION"]

# IEC 80000-13 has the binary multiples, the SI the decimal ones.
_SIZES = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
_SIZES |= {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}
_DURATIONS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*([A-Za-z]*)", re.ASCII)


def read_bytes(text: str) -> int:
    """A size in bytes; a number alone is bytes. Raises ValueError, which says what a size looks like."""
    units = {name.lower(): factor for name, factor in _SIZES.items()}
    return round(_read(text, units, "b", "size: write 512MiB, 4GiB"))


def read_seconds(text: str) -> float:
    """A duration in seconds; a number alone is seconds. Raises ValueError, which says what a duration looks like."""
    return _read(text, _DURATIONS, "s", "duration: write 30s, 2m")


def _read(text: str, units: dict[str, float] | dict[str, int], alone: str, wanted: str) -> float:
    match = _NUMBER.fullmatch(text.strip())
    factor = units.get(match[2].lower() or alone) if match else None
    if match is None or factor is None:
        raise ValueError(f"{text!r} is no {wanted} or the like")
    return float(match[1]) * factor


def show_bytes(size: int) -> str:
    """The shortest exact way to write a size."""
    return _show(size, {name: factor for name, factor in _SIZES.items() if name == "B" or "i" in name})


def show_seconds(duration: float) -> str:
    """The shortest exact way to write a duration."""
    if duration != int(duration):
        return f"{duration:g}s"
    return _show(int(duration), {name: int(factor) for name, factor in _DURATIONS.items() if factor >= 1})


def _show(amount: int, units: dict[str, int]) -> str:
    fitting = [(factor, name) for name, factor in units.items() if amount and amount % factor == 0]
    factor, name = max(fitting, default=(1, min(units, key=lambda unit: units[unit])))
    return f"{amount // factor}{name}"
