"""Which graphs an update may change, told from its text."""

from __future__ import annotations

import pytest

from endpoint.update_text import Operation, TextError, operations, settled


def only(text: str) -> Operation:
    (found,) = operations(settled(text))
    return found


@pytest.mark.parametrize(
    ("text", "graphs", "default"),
    [
        ("INSERT DATA { <s> <p> <o> }", set(), True),
        ("INSERT DATA { GRAPH <g> { <s> <p> '} GRAPH <h> {' } }", {"<g>"}, False),
        ("DELETE DATA { GRAPH ex:g { <s> <p> 1 } . <s> <p> 2 }", {"ex:g"}, True),
        ("DELETE WHERE { GRAPH <g> { ?s ?p ?o } }", {"<g>"}, False),
        ("DELETE { ?s ?p ?o } INSERT { GRAPH <h> { ?s ?p 1 } } WHERE { GRAPH <i> { ?s ?p ?o } }", {"<h>"}, True),
        ("WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", {"<g>"}, False),
        ("INSERT { } USING <u> WHERE { ?s ?p ?o }", set(), False),
        ("CLEAR SILENT GRAPH <g>", {"<g>"}, False),
        ("CREATE GRAPH <g>", {"<g>"}, False),
        ("COPY <g> TO DEFAULT", set(), True),
        ("MOVE SILENT GRAPH <g> TO <h>", {"<g>", "<h>"}, False),
        ("ADD DEFAULT TO GRAPH <h>", {"<h>"}, False),
        ("INSERT DATA { <s> <p> <o> {| <q> 1 |} # GRAPH <g> {\n }", set(), True),
    ],
)
def test_graphs_of_an_operation(text: str, graphs: set[str], default: bool) -> None:
    found = only(text)
    assert (set(found.graphs), found.default, set(found.variables)) == (graphs, default, set())


def test_all_graphs_are_meant_by_their_words() -> None:
    assert [(one.default, one.named) for one in operations("DROP ALL ; CLEAR NAMED ; CLEAR DEFAULT")] == [
        (True, True),
        (False, True),
        (True, False),
    ]


def test_variables_stand_for_graphs_that_the_data_name() -> None:
    found = only("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert (set(found.variables), found.pattern) == ({"g"}, "{ GRAPH ?g { ?s ?p ?o } }")


def test_declarations_hold_for_what_follows() -> None:
    first, second = operations("PREFIX a: <x:a> CLEAR GRAPH a:b ; PREFIX c: <x:c> CLEAR GRAPH c:d ;")
    assert first.prologue.split() == ["PREFIX", "a:", "<x:a>"]
    assert second.prologue.split() == ["PREFIX", "a:", "<x:a>", "PREFIX", "c:", "<x:c>"]


def test_dataset_of_the_protocol_is_put_before_the_pattern() -> None:
    found = only("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }").with_using("USING <g> ")
    assert found.text == "DELETE { ?s ?p ?o } USING <g> WHERE { ?s ?p ?o }"
    assert only("DELETE WHERE { ?s ?p ?o }").with_using("USING <g> ").text == found.text


@pytest.mark.parametrize(
    "text",
    [
        "CLEAR XYZ",
        "INSERT DATA { GRAPH { <s> <p> 1 } }",
        "INSERT DATA { <s> <p> 1",
        "SELECT * {}",
        "INSERT DATA {} CLEAR ALL",
    ],
)
def test_what_is_not_understood_is_not_guessed_at(text: str) -> None:
    with pytest.raises(TextError):
        operations(text)


def test_nothing_more_can_be_hidden_in_what_looks_like_a_name() -> None:
    assert settled("FILTER(?a<?b#> 1)") == "FILTER(?a<?b#>\n 1)"
    with pytest.raises(TextError):
        settled("FILTER(?a<?b''';x> 1)")
