"""Nodes keep their names when articles come and go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from kg.across.naming import NOTHING, Naming, Standing, name_nodes


@dataclass(frozen=True)
class Before:
    """A graph that stands."""

    nodes: frozenset[str] = frozenset()
    replaced: Mapping[str, str] = field(default_factory=dict)

    def holds(self, iri: str) -> bool:
        return iri in self.nodes


def frames(letters: str) -> list[str]:
    """A frame for each letter, the first passage of the article of that name."""
    return [f"commitment/{letter}/1-9" for letter in letters]


def named(groups: str, before: Standing = NOTHING) -> Naming:
    """The naming of frames that are grouped as the words are: `ab c`."""
    return name_nodes(
        [frames(group) for group in groups.split() if len(group) > 1], frames(groups.replace(" ", "")), before
    )


def standing(groups: str, before: Standing = NOTHING) -> Before:
    """The graph that such a naming publishes."""
    naming = named(groups, before)
    own = frames(groups.replace(" ", ""))
    return Before(frozenset(naming.names.get(frame, frame) for frame in own), naming.replaced)


def called(groups: str, before: Standing = NOTHING) -> dict[str, str]:
    """Each frame's letter and the letter that its node is called by."""
    naming = named(groups, before)
    return {frame[11]: naming.names.get(frame, frame)[11] for frame in frames(groups.replace(" ", ""))}


def replaced(groups: str, before: Standing = NOTHING) -> dict[str, str]:
    return {old[11]: new[11] for old, new in named(groups, before).replaced.items()}


def test_a_node_is_called_by_the_frame_of_its_first_article() -> None:
    assert called("cab d") == {"a": "a", "b": "a", "c": "a", "d": "d"}
    assert replaced("cab d") == {"b": "a", "c": "a"}


def test_in_one_article_the_first_passage_counts_by_number() -> None:
    naming = name_nodes([["commitment/a/100-120", "commitment/a/20-40"]], [])
    assert {node.iri for node in naming.nodes} == {"commitment/a/20-40"}


def test_what_stands_keeps_its_name_when_an_earlier_article_comes() -> None:
    assert called("ab", standing("b")) == {"a": "b", "b": "b"}
    assert called("abc", standing("bc")) == {"a": "b", "b": "b", "c": "b"}


def test_a_node_keeps_the_name_of_an_article_that_has_gone() -> None:
    before = standing("abc")
    assert called("bc", before) == {"b": "a", "c": "a"}
    assert called("b", standing("bc", before)) == {"b": "a"}
    assert called("abc", standing("b", before)) == {"a": "a", "b": "a", "c": "a"}


def test_of_two_nodes_that_become_one_the_larger_keeps_its_name_and_the_other_resolves() -> None:
    before = standing("a bcd")
    assert set(called("abcd", before).values()) == {"b"}
    assert replaced("abcd", before) == {"a": "b", "c": "b", "d": "b"}


def test_the_name_of_a_gone_node_resolves_to_what_it_became_part_of() -> None:
    before = standing("b", standing("ab"))  # the node a, held by the article b alone
    assert replaced("bcd", Before(before.nodes | set(frames("cd")), {**before.replaced})) == {
        "b": "a",
        "c": "a",
        "d": "a",
    }


def test_a_merge_undone_leaves_the_name_to_the_frame_that_bears_it() -> None:
    before = standing("abc")
    assert called("a bc", before) == {"a": "a", "b": "b", "c": "b"}
    assert replaced("a bc", before) == {"c": "b"}


def test_a_name_that_two_claim_goes_to_the_larger() -> None:
    before = standing("bcd", standing("abcd"))
    assert called("b cd", before) == {"b": "b", "c": "a", "d": "a"}


def test_what_was_replaced_once_is_told_for_ever() -> None:
    before = standing("abc")
    alone = standing("a", before)
    assert alone.replaced == before.replaced
    assert standing("ad", alone).replaced.items() > before.replaced.items()


partitions = st.lists(st.sampled_from("abcdefg"), unique=True, max_size=7).flatmap(
    lambda letters: st.lists(st.integers(0, 3), min_size=len(letters), max_size=len(letters)).map(
        lambda bins: " ".join(
            "".join(letter for letter, own in zip(letters, bins, strict=True) if own == bin) for bin in range(4)
        )
    )
)


@given(st.lists(partitions, min_size=1, max_size=5))
def test_names_hold_whatever_comes_and_goes(history: Iterable[str]) -> None:
    before: Standing = NOTHING
    known: set[str] = set()
    for groups in history:
        naming = named(groups, before)
        own = frames(groups.replace(" ", ""))
        names = {frame: naming.names.get(frame, frame) for frame in own}
        blocks = {frozenset(frames(group)) for group in groups.split()}
        # One name for each node, and none for two.
        assert {frozenset(frame for frame in own if names[frame] == name) for name in names.values()} == blocks
        # No name in use is told to be replaced, and every name that ever was is in use, resolves, or has no node left.
        assert not set(naming.replaced) & set(names.values())
        assert not set(naming.replaced) & set(naming.replaced.values())
        resolved = {name: naming.replaced.get(name, name) for name in known}
        for frame in own:
            # Whoever linked to a frame by its own name finds its node.
            assert naming.replaced.get(frame, frame) == names[frame]
        assert {name for name in before.replaced if name not in names.values()} <= set(naming.replaced)
        known |= set(resolved) | set(names.values())
        before = Before(frozenset(names.values()), naming.replaced)
        # Built again, all is called as it is.
        again = named(groups, before)
        assert (again.names, again.replaced) == (naming.names, naming.replaced)
