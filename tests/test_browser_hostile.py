"""Headlines, names and quotations that mean harm, in Chromium: none is run, none turns round what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import DESKTOP, PHONE, Visit, chromium, serving, visit
from published_store import publish_trig

from kg.namespaces import PREFIXES

# Ends a script, starts another, and turns the direction of writing round (U+202E) without turning it back.
HARM = "العراق</script><script>window.harmed=1</script><img src=x onerror=window.harmed=1>\u202e ثم [نهاية]"
ID = "https://w3id.org/mithaq/id/"
TRIG = (
    "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
    + f"""
@base <{ID}> .
<article/a1> {{
  <article/a1> a mq:Article ; dcterms:identifier "a1" ; mq:mentions <actor/x>, <actor/y> ; schema:headline "HARM"@ar ;
    schema:publisher <actor/y> ; schema:datePublished "2021-07-27"^^xsd:date ; schema:url <javascript:window.harmed=1> .
  <statement/a1/10-48> a mq:Statement ; mq:speaker <actor/x> ; mq:speechAct act:affirm ; mq:addressee <actor/y> ;
    mq:statedOn "2021-07-26"^^xsd:date ; mq:content "HARM"@ar ; mq:quotation "HARM"@ar ; mq:evidence <e/1> ;
    mq:renders <utterance/a1/10-48> ; mq:confidence 0.9 .
  <utterance/a1/10-48> a mq:Utterance ; rdfs:label "HARM"@ar .
  <e/1> oa:hasSource <article/a1> ; oa:hasSelector <x/1> .
  <x/1> oa:start 10 ; oa:end 48 ; oa:exact "HARM"@ar ; oa:prefix "HARM" ; oa:suffix "HARM ." .
  <commitment/a1/10-48> a mq:Commitment ; mq:committer <actor/x> ; mq:beneficiary <actor/y> ; rdfs:label "HARM"@ar ;
    mq:deadline "2021-12-31"^^xsd:date ; mq:modality modality:planned ; mq:madeIn <statement/a1/10-48> ;
    mq:evidence <e/1> .
  <pledge/a1/10-48> a mq:AidPledge, mq:Commitment ; mq:donor <actor/x> ; mq:recipient <actor/y> ; rdfs:label "HARM"@ar ;
    mq:committer <actor/x> ; mq:amount "5200000"^^xsd:decimal ; mq:unit unit:USD ; mq:purpose "HARM"@ar ;
    mq:evidence <e/1> .
}}
<article/a2> {{
  <article/a2> a mq:Article ; dcterms:identifier "a2" ; schema:headline "HARM"@ar .
  <pledge/a1/10-48> mq:amount "5000000"^^xsd:decimal ; mq:purpose "HARM"@ar ; mq:evidence <e/2> .
  <e/2> oa:hasSource <article/a2> ; oa:hasSelector <x/2> .
  <x/2> oa:start 10 ; oa:end 48 ; oa:exact "HARM"@ar .
}}
<graph/actors> {{
  <actor/x> a mq:Person, mq:Actor ; rdfs:label "HARM"@ar, "HARM"@en ; skos:altLabel "HARM"@ar ; mq:role "HARM"@ar ;
    owl:sameAs wd:Q1 .
  <actor/y> a mq:MediaOutlet, mq:Actor ; rdfs:label "HARM"@ar, "HARM"@en .
  <disagreement/1> a mq:Disagreement ; mq:concerns <pledge/a1/10-48> ; mq:onProperty mq:purpose ;
    mq:position <position/1>, <position/2> .
  <position/1> rdf:value "HARM"@ar ; mq:heldIn <article/a1> .
  <position/2> rdf:value "HARM"@en, "5000000"^^xsd:decimal, <actor/x> ; mq:heldIn <article/a2> .
  <disagreement/2> a mq:Disagreement ; mq:concerns <pledge/a1/10-48>, <commitment/a1/10-48> ; mq:onProperty rdfs:label ;
    mq:position <position/3>, <position/4> .
  <position/3> rdf:value "HARM"@ar ; mq:concerns <pledge/a1/10-48> ; mq:heldIn <article/a1>, <article/a2> .
  <position/4> rdf:value "HARM HARM"@ar ; mq:concerns <commitment/a1/10-48> ; mq:heldIn <article/a1> .
  <tenure/x/1> a mq:Tenure ; mq:holder <actor/x> ; mq:office office:president ; mq:of <actor/y> ; mq:title "HARM"@ar .
}}
""".replace("HARM", HARM)
)
PAGES = [
    "/",
    "/articles",
    "/article/a1",
    "/actors",
    "/actor/x",
    "/statements?speaker=x",
    "/statement/a1/10-48",
    "/utterance/a1/10-48",
    "/commitments",
    "/commitment/a1/10-48",
    "/pledges?donor=x",
    "/pledge/a1/10-48",
    "/disagreements",
    "/doc/disagreement/1.html",
    "/timeline",
    "/timeline?actor=x",
    "/search?q=العراق",
    "/search?q=</script><script>window.harmed=1</script>",
    "/sparql?query=SELECT * { ?s ?p ?o }",
    "/sparql?query=</textarea></script><script>window.harmed=1</script>",
    "/doc/tenure/x/1.html",
    "/statements?speaker=</script><script>window.harmed=1</script>",
]
# What follows such a text on the same line, within the same isolated stretch, and so is turned round with it.
TURNED = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.includes("\\u202e") || ["SCRIPT", "TEXTAREA"].includes(text.parentElement.tagName)) continue;
    let island = text.parentElement;
    const inline = ({display, unicodeBidi}) => display === "inline" && !/isolate|plaintext/.test(unicodeBidi);
    while (!/^(text|title)$/.test(island.tagName) && inline(getComputedStyle(island))) island = island.parentElement;
    const after = island.textContent.split("[نهاية]").pop();
    if (/[\\p{L}\\p{N}]/u.test(after)) found.push(`${island.outerHTML.slice(0, 80)} … ${after.trim().slice(0, 80)}`);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("hostile")
    publish_trig(store, TRIG)
    with serving(store, tmp_path_factory.mktemp("none")) as address:
        yield address


@pytest.fixture(scope="module")
def window(origin: str) -> Iterator[Visit]:
    with chromium() as browser:
        yield visit(browser.new_context(), origin)


@pytest.fixture
def seen(window: Visit) -> Visit:
    window.forget()
    return window


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_run_and_nothing_beside_it_is_turned_round(seen: Visit, path: str, language: str) -> None:
    seen.look(DESKTOP, "light")
    page = seen.open(f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert page.evaluate("window.harmed") is None
    assert page.locator("script:not([type]), img").count() == 0
    assert page.locator("a[href^=javascript]").count() == 0
    assert page.evaluate(TURNED) == []
    seen.look(PHONE, "light")
    assert (seen.wider(), seen.elsewhere, seen.complaints) == ([], [], [])


def test_what_is_written_round_would_be_noticed(seen: Visit) -> None:
    page = seen.open("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p><b>a\\u202e[نهاية]</b> after</p>')")
    assert len(page.evaluate(TURNED)) == 1
