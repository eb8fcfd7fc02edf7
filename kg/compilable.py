"""A module's source -> the same for mypyc, which compiles annotated Python nearly as it stands.

Of what the reader uses, mypyc (https://mypyc.readthedocs.io) 2.4 takes seven things in another way. A copy of the
source says them so that the compiled module does what the plain one does:

- A `cached_property` would be computed at every access: it gets a place of its own for what was computed.
- A dataclass would be made by interpreted code, and could not be sent to another process: its `__init__` and how it is
  made again are written out. It has slots anyway, and frozen is for the type checker alone (`kg.records`).
- The annotations of a class come out coarse, but tables are read by them: they are set again as written.
- A dataclass that is generic cannot be made at all: without its decorator it can.
- `x in (*A, y)` is not understood: the tuple is made first.
- What `bisect` finds among integers would be asked with an object made for each: the same is written out.
- The `__getitem__` of a dictionary is called as any object is, with an integer made for it: a method that looks in the
  list of words stands for that of `by_token`, which readers ask for every word.

What a module names in capitals is declared `Final` besides, or compiled code would look it up at every use.

One difference is left: a generator expression is computed whole before its first value is asked for. So what it calls
must change nothing: where only the first of several is to be entered a loop is written. What is fast in articles is no
faster than plain Python in one sentence of 50,000 words.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Set
from typing import NamedTuple

_LAZY, _CALLABLE = "cached_property", re.compile(r"Callable\[\[(.*)\], (.*)\]")
# What gives the word at a token, empty outside the document, and the method that stands for it.
_LOOKED_UP = ".by_token.__getitem__"
_LOOKING_UP = """
    def {name}(self, token: int) -> str:
        words = self.{words}
        return words[token] if 0 <= token < len(words) else ""
"""
# The functions of `bisect`, and how what stands in the midst of integers in order compares if the place lies behind it.
_SEARCHES = {"bisect_left": "<", "bisect_right": "<="}
_SEARCH = """
def {name}(places: list[int], place: int) -> int:
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) >> 1
        if places[middle] {behind} place:
            low = middle + 1
        else:
            high = middle
    return low
"""
_INDENT = "\n        "


class _Edit(NamedTuple):
    """A stretch of the UTF-8 source to be written anew."""

    start: int
    end: int
    text: str


def compilable(source: str, related: Set[str] = frozenset()) -> str:
    """The source of a module for mypyc.

    `related`: the classes that inherit from another or are inherited from; how they are made stays as it is.
    """
    place = _Place(source)
    # In order of the places, and at one place as they come.
    edits = sorted(_edits(ast.parse(source), place, related), key=lambda edit: edit[:2])
    raw = source.encode()
    for edit in reversed(edits):
        raw = raw[: edit.start] + edit.text.encode() + raw[edit.end :]
    return raw.decode()


class _Place:
    """Where a node stands in the UTF-8 source."""

    def __init__(self, source: str) -> None:
        self._lines = [0]
        for line in source.encode().splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def start(self, node: ast.stmt | ast.expr) -> int:
        return self._lines[node.lineno - 1] + node.col_offset

    def end(self, node: ast.stmt | ast.expr) -> int:
        return self._lines[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)

    def instead(self, node: ast.stmt | ast.expr, text: str) -> _Edit:
        return _Edit(self.start(node), self.end(node), text)

    def behind(self, node: ast.stmt, text: str) -> _Edit:
        return _Edit(self.end(node), self.end(node), text)


def _edits(tree: ast.Module, place: _Place, related: Set[str]) -> Iterator[_Edit]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            yield from _tuples(node, place)
    for node in tree.body:
        yield from _constants(node, place)
        if isinstance(node, ast.ImportFrom) and node.module == "bisect" and _are_integers(node, tree):
            yield place.instead(node, "".join(_SEARCH.format(name=n, behind=_SEARCHES[n]) for n in _names(node)))
        if isinstance(node, ast.ClassDef):
            declared = _Class(node, place)
            yield from declared.looking_up()
            yield from declared.lazily()
            yield from declared.made_otherwise(node.name in related) if declared.fields else declared.with_memos()


def _are_integers(node: ast.ImportFrom, tree: ast.Module) -> bool:
    """Whether a module searches lists of integers alone: other things are searched by a key or put in order."""
    calls = (one for one in ast.walk(tree) if isinstance(one, ast.Call) and ast.unparse(one.func) in _SEARCHES)
    return _SEARCHES.keys() >= set(_names(node)) and not any(call.keywords for call in calls)


def _names(node: ast.ImportFrom) -> list[str]:
    return [one.name for one in node.names]


def _tuples(node: ast.Compare, place: _Place) -> Iterator[_Edit]:
    for side in node.comparators:
        if isinstance(side, ast.Tuple) and any(isinstance(item, ast.Starred) for item in side.elts):
            yield place.instead(side, f"tuple([{', '.join(map(ast.unparse, side.elts))}])")


def _constants(node: ast.stmt, place: _Place) -> Iterator[_Edit]:
    """What a module names in capitals -> the same, declared final."""
    if isinstance(node, ast.AnnAssign) and node.value and ast.unparse(node.target).isupper():
        yield place.instead(node.annotation, f"_Final[{ast.unparse(node.annotation)}]")
    elif isinstance(node, ast.ImportFrom) and node.module == "__future__":
        yield place.behind(node, "\nfrom typing import Final as _Final")
    elif isinstance(node, ast.Assign) and _are_constants(node):
        names = _each(node.targets[0])
        values = _each(node.value) if len(names) > 1 else [node.value]
        told = zip(map(ast.unparse, names), map(ast.unparse, values), strict=True)
        yield place.instead(node, "; ".join(f"{name}: _Final = {value}" for name, value in told))


def _are_constants(node: ast.Assign) -> bool:
    """Whether names in capitals are given a value each, once."""
    made = ast.unparse(node.value.func) if isinstance(node.value, ast.Call) else ""
    names = _each(node.targets[0])
    each = len(node.targets) == 1 and len(names) in (1, len(_each(node.value)))
    return each and made != "TypeVar" and all(name.isupper() for name in map(ast.unparse, names))


def _each(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple) else [node]


class _Class:
    """A class as it is declared: a dataclass if it has a `decorator`, with its fields and what it computes once."""

    def __init__(self, node: ast.ClassDef, place: _Place) -> None:
        self.node, self.place = node, place
        self.decorator = next((one for one in node.decorator_list if ast.unparse(one).startswith("dataclass")), None)
        self.fields = [one for one in node.body if isinstance(one, ast.AnnAssign)] if self.decorator else []
        methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
        computed = [one for one in methods if any(ast.unparse(each) == _LAZY for each in one.decorator_list)]
        self.computed = [one for one in computed if not _looks_up(one.body[-1])]
        self.told = [one for one in computed if _looks_up(one.body[-1])]
        lines = (line for one in methods for line in one.body if isinstance(line, ast.Assign) and _looks_up(line))
        self.kept = [line for line in lines if ast.unparse(line.targets[0]).startswith("self.")]
        self.prepares = any(one.name == "__post_init__" for one in methods)
        self.generic = any(ast.unparse(base).startswith("Generic[") for base in node.bases)

    def looking_up(self) -> Iterator[_Edit]:
        """The words by token, kept by a reader or told by the document -> a method."""
        for line in self.kept:
            name, value = ast.unparse(line.targets[0]).removeprefix("self."), ast.unparse(line.value)
            yield self.place.instead(line, f"self._list_of_{name} = {value.removesuffix(_LOOKED_UP)}.forms")
            yield self.place.behind(self.node, "\n" + _LOOKING_UP.format(name=name, words=f"_list_of_{name}").rstrip())
        for method in self.told:
            start = self.place.start(method.decorator_list[0]) - len("@    ")
            yield _Edit(start, self.place.end(method), _LOOKING_UP.format(name=method.name, words="forms").strip("\n"))

    def lazily(self) -> Iterator[_Edit]:
        """What is computed once -> a property that looks first; a function that is, a method that calls it."""
        for method in self.computed:
            name, told = method.name, ast.unparse(method.returns) if method.returns else ""
            function = _CALLABLE.fullmatch(told)
            takes, gives = (f", key: {function[1]}", function[2]) if function else ("", told)
            head = "" if function else "@property\n    "
            head += f"def {name}(self{takes}) -> {gives}:{_INDENT}if self._memo_{name} is None:{_INDENT}    "
            head += f"self._memo_{name} = self._make_{name}(){_INDENT}"
            head += f"return self._memo_{name}{'(key)' if function else ''}\n\n    def _make_{name}"
            start = self.place.start(method.decorator_list[0]) - len("@")
            yield _Edit(start, self.place.start(method) + len(f"def {name}"), head)

    def _memos(self) -> Iterator[str]:
        for method in self.computed:
            yield f"_memo_{method.name}: {ast.unparse(method.returns) if method.returns else 'object'} | None = "

    def with_memos(self) -> Iterator[_Edit]:
        """Places in a plain class for what is computed once."""
        if self.computed:
            yield self.place.behind(self.node.body[0], "".join(f"\n    {memo}None" for memo in self._memos()))

    def made_otherwise(self, related: bool) -> Iterator[_Edit]:
        """A dataclass with what makes it written out, and its annotations as they were."""
        last = self.fields[-1]
        if related:
            kept = "field(default_factory=lambda: None, init=False, repr=False, compare=False)"
            yield self.place.behind(last, "".join(f"\n    {memo}{kept}" for memo in self._memos()))
        else:
            yield self.place.behind(last, self._init())
        if self.generic:
            start = self.place.start(self.node.decorator_list[0]) - len("@")
            yield _Edit(start, self.place.start(self.node), "")
            yield self._set("__match_args__", tuple(map(_name, self.fields)))
        else:
            assert self.decorator
            yield self.place.instead(self.decorator, f"dataclass({', '.join(self._options())})")
            yield self._set("__annotations__", {_name(one): ast.unparse(one.annotation) for one in self.fields})

    def _set(self, name: str, value: object) -> _Edit:
        return self.place.behind(self.node, f"\n\n\nsetattr({self.node.name}, {name!r}, {value!r})\n")

    def _options(self) -> Iterator[str]:
        given = self.decorator.keywords if isinstance(self.decorator, ast.Call) else []
        for option in given:
            if option.arg == "frozen":
                yield "unsafe_hash=True"
            elif option.arg != "slots":
                yield ast.unparse(option)

    def _init(self) -> str:
        """How a record is made, and made again from what it holds."""
        taken, body = [], []
        for one in self.fields:
            name, (default, made) = _name(one), _default(one.value)
            told = f"{ast.unparse(one.annotation)}{' | None' if made else ''}"
            taken.append(f"{name}: {told}{f' = {default}' if default else ''}")
            body.append(f"self.{name} = {f'{made} if {name} is None else ' if made else ''}{name}")
        body += [f"self.{memo}None" for memo in self._memos()]
        body += ["self.__post_init__()"] * self.prepares
        given = ", ".join(f"self.{_name(one)}" for one in self.fields)
        init = f"\n\n    def __init__(self, {', '.join(taken)}) -> None:{_INDENT}{_INDENT.join(body)}"
        return f"{init}\n\n    def __reduce__(self) -> tuple[object, ...]:{_INDENT}return type(self), ({given},)"


def _looks_up(line: ast.stmt) -> bool:
    """Whether the words by token are kept as a field or given back."""
    return isinstance(line, (ast.Assign, ast.Return)) and ast.unparse(line).endswith(_LOOKED_UP)


def _name(field: ast.AnnAssign) -> str:
    return ast.unparse(field.target)


def _default(value: ast.expr | None) -> tuple[str, str]:
    """The default of a field and what makes one; both empty if it has to be given."""
    if not (isinstance(value, ast.Call) and ast.unparse(value.func) == "field"):
        return ast.unparse(value) if value else "", ""
    options = {str(one.arg): ast.unparse(one.value) for one in value.keywords}
    if factory := options.get("default_factory"):
        return "None", factory.removeprefix("lambda: ") if factory.startswith("lambda: ") else f"{factory}()"
    return options.get("default", ""), ""
