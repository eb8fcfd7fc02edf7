"""The quads of one article under its frames' own IRIs -> the same under the IRIs of their nodes, as N-Quads.

What holds once per article (see ontology/shapes.ttl) is said once, should an article have several frames of one node.
Lines are rewritten without being parsed: the graph of a million frames has tens of millions of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from kg.across.naming import Naming, Place, article_of, place
from kg.namespaces import BASE, expand

_ONCE = "modality topic deadline deadlineText madeIn amount unit approximate sector aidStatus confidence"
_FUNCTIONAL = {f"<{expand(f'mq:{name}')}>".encode() for name in _ONCE.split(" ")}
_LABEL = f"<{expand('rdfs:label')}>".encode()
_WORDING = f"<{expand('skos:altLabel')}>".encode()
_AFFILIATION = re.compile(rf"^<([^>]*)> <{re.escape(expand('mq:affiliation'))}> <([^>]*)>".encode(), re.MULTILINE)
_RENDERS = f"<{expand('mq:renders')}>".encode()


class Rewriting:
    """The IRIs to write instead of others, article by article."""

    def __init__(self, naming: Naming, base: str = BASE) -> None:
        labels = {node.label for node in naming.nodes}
        self._names: defaultdict[str, dict[bytes, bytes]] = defaultdict(dict)
        self._labels: set[bytes] = set()
        self._places: dict[bytes, Place] = {}
        for own, name in naming.names.items():
            term = _term(base, own)
            self._names[article_of(own)][term] = _term(base, name)
            self._places[term] = place(own)
            if own in labels:
                self._labels.add(term)

    def rewrite(self, article: str, page: bytes) -> bytes:
        """The N-Quads of an article (as IRIs name it), rewritten."""
        names = self._names.get(article)
        if not names:
            return page
        lines = page.splitlines(keepends=True)
        return b"".join(self._rewritten(lines, names, self._sayers(lines, names)))

    def _sayers(self, lines: Iterable[bytes], names: dict[bytes, bytes]) -> dict[tuple[bytes, bytes], bytes]:
        """Of each node with several frames here and each property that holds once: the frame that says it."""
        frames: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for own, name in names.items():
            frames[name].append(own)
        rank = {
            own: (own not in self._labels, self._places[own])
            for several in frames.values()
            if len(several) > 1
            for own in several
        }
        sayers: dict[tuple[bytes, bytes], bytes] = {}
        if rank:
            for line in lines:
                subject, predicate, _ = _parts(line)
                if subject in rank and predicate in _FUNCTIONAL:
                    key = names[subject], predicate
                    sayers[key] = min(sayers.get(key, subject), subject, key=rank.__getitem__)
        return sayers

    def _rewritten(
        self, lines: Iterable[bytes], names: dict[bytes, bytes], sayers: dict[tuple[bytes, bytes], bytes]
    ) -> Iterator[bytes]:
        for line in lines:
            subject, predicate, value = _parts(line)
            name = names.get(subject)
            if name is None:
                yield line.replace(value, names[value], 1) if predicate == _RENDERS and value in names else line
            elif sayers.get((name, predicate), subject) == subject:
                rest = line[len(subject) :]
                if predicate == _LABEL and subject not in self._labels:
                    rest = rest.replace(_LABEL, _WORDING, 1)
                yield name + rest


def about(nodes: Collection[bytes], page: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each line of a page about one of the nodes, or about a statement that renders it, with that node.

    Nodes are terms of N-Quads: IRIs in angle brackets.
    """
    lines = page.splitlines(keepends=True)
    parts = [_parts(line) for line in lines]
    rendering = {subject: value for subject, predicate, value in parts if predicate == _RENDERS and value in nodes}
    for line, (subject, _, _) in zip(lines, parts, strict=True):
        if subject in nodes:
            yield subject, line
        elif subject in rendering:
            yield rendering[subject], line


def affiliations(page: bytes) -> Iterator[tuple[str, str]]:
    """The actors of a page and those they belong to, as the page says."""
    yield from ((actor.decode(), whole.decode()) for actor, whole in _AFFILIATION.findall(page))


def _term(base: str, node: str) -> bytes:
    return f"<{base}{node}>".encode()


def _parts(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Subject, predicate and object; of a literal with spaces in it, the beginning."""
    subject, predicate, value, _ = line.split(b" ", 3)
    return subject, predicate, value
