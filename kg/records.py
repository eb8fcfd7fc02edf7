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
    from functools import cache
    from operator import attrgetter

    def dataclass(cls=None, /, *, frozen=False, **options):
        """The standard decorator; what is declared frozen has a hash and can be set."""
        options.setdefault("unsafe_hash", frozen)
        return dataclasses.dataclass(cls, **options)

    def replace(record, /, **changes):
        """A record that differs in some fields from another."""
        values, places = _fields(type(record))
        fields = list(values(record))
        for name, value in changes.items():
            fields[places[name]] = value
        return type(record)(*fields)

    @cache
    def _fields(record):
        """What reads all fields of a record at once, and the place of each."""
        names = record.__match_args__
        return (attrgetter(*names) if len(names) > 1 else lambda one: (getattr(one, names[0]),)), {
            name: place for place, name in enumerate(names)
        }


__all__ = ["dataclass", "replace"]
