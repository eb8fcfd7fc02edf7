"""What a list is ordered by, and one page of it in that order.

To sort a large list, an engine compares the addresses of all items that stand at the same key, such as a day. So it is
asked for the first keys and how many items stand at each, and then for the items at the few keys of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from endpoint.site.asking import Row, Value, rows

# Pages that lie together are found by the same keys.
KEYS = 500


@dataclass(frozen=True, slots=True)
class Order:
    """The pattern that binds ?key of ?item, and the way in which keys run; items without a key come last.

    Of an item's keys the last counts where they run downwards, else the first. `single` says that no item has two,
    which spares the engine to look; `tells` that only items of the list have one, which need not be asked then.
    """

    pattern: str
    downwards: bool = True
    single: bool = False
    tells: bool = False

    @property
    def sorting(self) -> tuple[str, str]:
        """Pattern and ORDER BY for a query that has all items."""
        return f"OPTIONAL {{ {self.pattern} }}", self._by("?key") if self.downwards else "ASC(!BOUND(?key)) ASC(?key)"

    def keys_query(self, where: str, count: int) -> str:
        """The first keys and how many items stand at each: enough of them for so many items."""
        key, limit = self._key, -(-count // KEYS) * KEYS
        return (
            f"SELECT {key} (COUNT(DISTINCT ?item) AS ?n) WHERE {{\n  {self._keyed(where)}\n}}"
            f" GROUP BY {key} ORDER BY {self._by(key)} LIMIT {limit}"
        )

    def items(self, where: str, typed: str, keys: Sequence[Row], window: range) -> list[str]:
        """The items in a window of the list; `keys` are the rows of `keys_query`, `typed` binds ?item of the list."""
        counts = [(row[self._key[1:]], int(row["n"])) for row in keys]
        with_key = sum(count for _, count in counts)
        at, before = _keys_of(counts, window)
        found = rows(self._items_query(where, at, window.start - before, len(window))) if at else []
        items = [str(row["item"]) for row in found]
        if len(items) < len(window) and with_key < window.stop:
            items += self._without_key(typed, max(0, window.start - with_key), len(window) - len(items))
        return items

    def _items_query(self, where: str, at: Sequence[Value], skipped: int, count: int) -> str:
        key, values = self._key, " ".join(str(value.term) for value in at)
        return (
            f"SELECT DISTINCT ?item {key} WHERE {{\n  VALUES {key} {{ {values} }}\n  {self._keyed(where)}\n}}"
            f" ORDER BY {self._by(key)} ?item LIMIT {count} OFFSET {skipped}"
        )

    def _without_key(self, typed: str, skipped: int, count: int) -> Iterator[str]:
        query = f"SELECT DISTINCT ?item WHERE {{\n  {typed}\n  MINUS {{ {self.pattern} }}\n}}"
        return (str(row["item"]) for row in rows(f"{query} ORDER BY ?item LIMIT {count} OFFSET {skipped}"))

    @property
    def _key(self) -> str:
        """The variable of the key that counts."""
        return "?key" if self.single else "?best"

    def _keyed(self, where: str) -> str:
        """The pattern of items and that variable."""
        if self.single:
            return f"{where}\n  {self.pattern}"
        best = "MAX" if self.downwards else "MIN"
        return f"{{ SELECT ?item ({best}(?key) AS ?best) WHERE {{\n  {where}\n  {self.pattern}\n}} GROUP BY ?item }}"

    def _by(self, variable: str) -> str:
        return f"{'DESC' if self.downwards else 'ASC'}({variable})"


def _keys_of(counts: Sequence[tuple[Value, int]], window: range) -> tuple[list[Value], int]:
    """The keys at which the items of the window stand, and how many items stand before the first of these."""
    wanted: list[Value] = []
    begin = before = 0
    for key, count in counts:
        if begin + count > window.start and begin < window.stop:
            before = before if wanted else begin
            wanted.append(key)
        begin += count
    return wanted, before
