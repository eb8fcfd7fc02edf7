"""Frames that come and go -> which of them are one, at any time.

What an article adds or takes away touches the blocks of its keys and what hangs together with them, nothing else; and
the outcome is the same as if all that is there had come at once, in any order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.curation import NONE, Curation, NodeDecision
from kg.merging.groups import Item, Link, grouped
from kg.merging.likeness import Difference, Likeness, Traits, compare, contested, enough
from kg.merging.shelf import Pair, Shelf
from kg.merging.sketch import Sketch
from kg.merging.table import number


class Standing:
    """All frames there are, and what people decided of them. A context: what it keeps is gone at its end."""

    def __init__(self, curation: Curation = NONE) -> None:
        self.curation = curation
        self.shelf = Shelf()
        self._decided: dict[str, list[NodeDecision]] = defaultdict(list)
        for decision in (*curation.merge, *curation.apart):
            for node in decision.nodes:
                self._decided[node].append(decision)
        # The items of frames on which there is a decision, each alone in its item.
        self._nodes: dict[int, str] = {}
        self._crowded: set[int] = set()
        # None as long as nothing has been compared: then all there is, is new.
        self._touched: set[int] | None = None
        self._stirred: set[int] = set()

    def __enter__(self) -> Standing:
        return self

    def __exit__(self, *error: object) -> None:
        self.shelf.close()

    def add(self, sketches: Iterable[Sketch]) -> None:
        """Take in frames. Those of one article come together, and not again before they are removed."""
        for sketch in sketches:
            decided = sketch.node in self._decided
            item, keys = self.shelf.put(sketch, alone=decided)
            if decided:
                self._nodes[item] = sketch.node
            if self._touched is not None:
                self._touched.update(keys)
                self._stirred.add(item)

    def remove(self, article: str) -> None:
        """Forget the frames of an article."""
        self.settle()
        items, keys = self.shelf.take(article)
        for item in items:
            node = self._nodes.pop(item, None) if not self.shelf.holds(item) else None
            self._stirred.update(self._others_of(node) if node else ())
        self._stirred.update(items)
        self._touched = (self._touched or set()) | keys

    def groups(self) -> Iterator[tuple[float, list[str]]]:
        """The frames that are one, two or more, sorted, and how alike those are that hold together least well."""
        self.settle()
        return self.shelf.groups()

    def rivals(self) -> Iterator[tuple[str, str, Difference]]:
        """Frames about one thing that are not the same, and in what they differ; each is the first of its group."""
        self.settle()
        return self.shelf.rivals()

    def holds(self, node: str) -> bool:
        """Whether the frame is there."""
        return self.shelf.item_of(node) is not None

    # --- comparing --------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Compare and group what is new or has lost what it was compared with."""
        if self._touched is None:
            self._crowded.update(self.shelf.crowded(int(number("crowd"))))
            self._compare(None)
            self.shelf.index("frame")
            self._group(self.shelf.items())
        elif self._touched or self._stirred:
            keys = self._with_recrowded(self._touched)
            self._stirred |= self.shelf.unlike(keys)
            self._stirred |= self._compare(keys)
            self._group(sorted(item for item in self._stirred if self.shelf.holds(item)))
        self._touched, self._stirred = set(), set()

    def _with_recrowded(self, touched: set[int]) -> set[int]:
        """The keys with those of all items whose block has become too large to be compared, or small enough."""
        crowded = set(self.shelf.crowded(int(number("crowd")), touched))
        changed = crowded ^ (self._crowded & touched)
        self._crowded ^= changed
        items = {item for key in changed for item in self.shelf.block(key)}
        return touched.union(*(self.shelf.body(item)[1] for item in items))

    def _compare(self, keys: set[int] | None) -> set[int]:
        """Compare the items of blocks; those of pairs that are alike come back, unless all are compared."""
        found: set[int] = set()
        for key, items in self.shelf.blocks(keys):
            if len(items) > 1 and key not in self._crowded:
                pairs = list(self._pairs(key, items))
                self.shelf.note(pairs)
                if keys is not None:
                    found.update(item for pair in pairs for item in pair[:2])
        self.shelf.index("likeness")
        return found

    def _pairs(self, key: int, items: list[int]) -> Iterator[Pair]:
        bodies = [(item, *self.shelf.body(item)) for item in items]
        for (first, one, ones), (second, other, others) in combinations(bodies, 2):
            # Two items with several blocks in common are compared in one of them.
            if key == min((ones & others) - self._crowded):
                like = compare(one, other)
                if _worth_noting(like, one, other):
                    yield Pair(first, second, like.score, like.differs, key)

    # --- grouping ---------------------------------------------------------------------------------------------------

    def _group(self, items: Iterable[int]) -> None:
        """Group anew the items and all that hang together with them."""
        done: set[int] = set()
        for item in items:
            if item not in done:
                together, links = self._component(item)
                done |= together
                self._split(sorted(together), links)

    def _component(self, item: int) -> tuple[set[int], list[tuple[float, int, int, bool]]]:
        """The items that hang together with one, and what links them."""
        links: set[tuple[float, int, int, bool]] = set()
        found, ahead = {item}, [item]
        while ahead:
            for link in self._links(ahead.pop()):
                links.add(link)
                fresh = {link[1], link[2]} - found
                found |= fresh
                ahead += fresh
        return found, sorted(links)

    def _links(self, item: int) -> Iterator[tuple[float, int, int, bool]]:
        for pair in self.shelf.alike(item):
            if pair.differs is None:
                yield pair.score, pair.first, pair.second, False
        for node in self._merged_with(self._nodes.get(item)):
            other = self.shelf.item_of(node)
            if other is not None:
                yield 1.0, min(item, other), max(item, other), True

    def _split(self, items: list[int], links: Iterable[tuple[float, int, int, bool]]) -> None:
        if len(items) == 1:
            return self.shelf.group(items, 1.0)
        made = {item: self.shelf.item(item, self._apart_from(item)) for item in items}
        numbers = {body.rank: item for item, body in made.items()}
        linked = (Link(score, *_ranks(made[a], made[b]), forced) for score, a, b, forced in links)
        for group in grouped(made.values(), linked):
            self.shelf.group(sorted(numbers[body.rank] for body in group.items), group.score)
        return None

    # --- what people decided ----------------------------------------------------------------------------------------

    def _merged_with(self, node: str | None) -> Iterator[str]:
        for decision in self._decided.get(node or "", ()):
            if decision.verb == "merge":
                yield from (other for other in decision.nodes if other != node)

    def _others_of(self, node: str) -> Iterator[int]:
        """The items on which there are decisions together with a frame."""
        for decision in self._decided[node]:
            for other in decision.nodes:
                item = self.shelf.item_of(other)
                if item is not None:
                    yield item

    def _apart_from(self, item: int) -> Iterator[bytes]:
        node = self._nodes.get(item, "")
        for decision in self._decided.get(node, ()):
            if decision.verb == "apart":
                items = (self.shelf.item_of(other) for other in decision.nodes if other != node)
                yield from (self.shelf.rank_of(other) for other in items if other is not None)


def _worth_noting(like: Likeness, first: Traits, second: Traits) -> bool:
    if like.differs is None:
        return like.score >= enough(first.kind)
    if like.differs == "date":
        return contested(first, second)
    return like.differs != "other" and like.score >= number("rival")


def _ranks(one: Item, other: Item) -> tuple[bytes, bytes]:
    return (one.rank, other.rank) if one.rank < other.rank else (other.rank, one.rank)
