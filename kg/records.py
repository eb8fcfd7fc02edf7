"""Dataclasses as they are read; those declared frozen are held so by the type checker alone.

An article gives thousands of small records, and a frozen one costs three times as much to make: `object.__setattr__`
is called for every field (https://docs.python.org/3/library/dataclasses.html#frozen-instances).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass, replace
else:
    import dataclasses

    def dataclass(cls=None, /, *, frozen=False, **options):
        """The standard decorator; what is declared frozen has a hash and can be set."""
        return dataclasses.dataclass(cls, unsafe_hash=frozen, **options)

    def replace(record, /, **changes):
        """A record that differs in some fields from another."""
        return type(record)(**{name: getattr(record, name) for name in record.__match_args__} | changes)


__all__ = ["dataclass", "replace"]
