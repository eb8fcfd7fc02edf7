// The plain <textarea name="query"> becomes a SPARQL editor that reads left to right on either page, and its form runs
// without leaving the page. Without this script the same form and the same page work.
import {autocompletion, closeBrackets, completionKeymap} from "@codemirror/autocomplete";
import {defaultKeymap, history, historyKeymap} from "@codemirror/commands";
import {bracketMatching, HighlightStyle, syntaxHighlighting} from "@codemirror/language";
import {lintKeymap, setDiagnostics} from "@codemirror/lint";
import {EditorState, Prec} from "@codemirror/state";
import {drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers} from "@codemirror/view";
import {tags} from "@lezer/highlight";
import {sparql} from "codemirror-lang-sparql";

const vocabulary = JSON.parse(document.getElementById("vocabulary").textContent);
const words = vocabulary.words;
const area = document.querySelector("textarea[name=query]");
const form = area.form;

// Colours are the page's own, light or dark.
const colours = HighlightStyle.define([
  {tag: tags.keyword, color: "var(--code-keyword)"},
  {tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)"},
  {tag: tags.number, color: "var(--code-number)"},
  {tag: [tags.url, tags.link], color: "var(--code-iri)"},
  {tag: tags.comment, color: "var(--muted)"},
]);
const theme = EditorView.theme({
  "&": {border: "1px solid var(--muted)", borderRadius: "0.3rem", background: "var(--raised)", color: "var(--ink)"},
  "&.cm-focused": {outline: "3px solid var(--accent)", outlineOffset: "1px"},
  ".cm-scroller": {font: '0.9rem/1.6 ui-monospace, "DejaVu Sans Mono", "Naskh", monospace', minHeight: "11rem", maxHeight: "32rem"},
  ".cm-content": {caretColor: "var(--ink)"},
  ".cm-cursor": {borderLeftColor: "var(--ink)"},
  ".cm-gutters": {background: "var(--wash)", color: "var(--muted)", border: "0"},
  ".cm-activeLine, .cm-activeLineGutter": {background: "var(--wash)"},
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {background: "var(--said)"},
  ".cm-tooltip": {background: "var(--raised)", color: "var(--ink)", border: "1px solid var(--muted)"},
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {background: "var(--accent)", color: "var(--on-accent)"},
  ".cm-completionDetail": {unicodeBidi: "isolate", marginInlineStart: "1rem"},
  ".cm-diagnostic": {borderLeft: "4px solid var(--alarm)"},
});

const options = [
  ...vocabulary.options,
  ...vocabulary.prefixes.map((prefix) => ({label: `${prefix}:`, type: "namespace"})),
];

function complete(context) {
  const variables = new Set(context.state.doc.toString().match(/[?$][\p{L}\p{N}_]+/gu) ?? []);
  const variable = context.matchBefore(/[?$][\p{L}\p{N}_]*/u);
  if (variable) {
    variables.delete(variable.text);
    return {from: variable.from, options: [...variables].map((label) => ({label, type: "variable"}))};
  }
  // A word of the reader's language finds the term that it names.
  const word = context.matchBefore(/[\p{L}\p{N}_:-]+/u);
  if (!word && !context.explicit) return null;
  const asked = word ? word.text : "";
  const named = /[^\x00-\x7f]/.test(asked);
  const fitting = named ? options.filter((option) => (option.detail ?? "").includes(asked)) : options;
  return {from: word ? word.from : context.pos, options: fitting, filter: !named};
}

// In a tree of its own the editor's styles need no exception from the site's content policy.
const host = document.createElement("div");
host.className = "editor";
host.dir = "ltr";
area.before(host);
const root = host.attachShadow({mode: "open"});

const view = new EditorView({
  doc: area.value,
  root,
  parent: root,
  extensions: [
    theme,
    lineNumbers(),
    drawSelection(),
    history(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    sparql(),
    syntaxHighlighting(colours),
    autocompletion({override: [complete]}),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({"aria-label": area.labels[0].textContent.trim(), dir: "ltr", spellcheck: "false"}),
    Prec.highest(keymap.of([{key: "Mod-Enter", run: () => (form.requestSubmit(), true)}])),
    keymap.of([...lintKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) area.value = update.state.doc.toString();
    }),
  ],
});
area.hidden = true;
area.labels[0].addEventListener("click", () => view.focus());

// What is wrong with the query, underlined where it is.
function mark(answer) {
  const problem = answer.querySelector("[data-line]");
  const found = [];
  if (problem) {
    const line = view.state.doc.line(Math.min(Number(problem.dataset.line), view.state.doc.lines));
    const from = Math.min(line.from + Number(problem.dataset.column) - 1, line.to);
    const message = problem.querySelector("[lang=en]").textContent;
    found.push({from, to: Math.min(from + 1, view.state.doc.length), severity: "error", message});
  }
  view.dispatch(setDiagnostics(view.state, found));
}

const button = form.querySelector("button");
const row = document.createElement("p");
row.className = "running muted";
row.setAttribute("role", "status");
const stop = Object.assign(document.createElement("button"), {type: "button", textContent: words.stop, hidden: true});
const share = Object.assign(document.createElement("button"), {type: "button", textContent: words.copy_link});
const hint = Object.assign(document.createElement("span"), {className: "muted hint", textContent: words.format_hint});
button.after(" ", stop, " ", share, " ", hint, row);
share.className = stop.className = "quiet";

let running = null;
async function run(address, remember) {
  running?.abort();
  const mine = (running = new AbortController());
  const began = performance.now();
  const clock = setInterval(() => (row.textContent = `${words.running} ${((performance.now() - began) / 1000).toFixed(1)} s`), 100);
  stop.hidden = false;
  row.classList.remove("skip");
  try {
    const response = await fetch(address, {headers: {Accept: "text/html"}, signal: mine.signal});
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const answer = page.getElementById("answer");
    document.getElementById("answer").replaceWith(document.adoptNode(answer));
    if (remember) window.history.pushState(null, "", address);
    // Seen below already; said to those who listen.
    row.classList.add("skip");
    row.textContent = answer.querySelector("[role=status], [role=alert] strong")?.textContent ?? "";
    mark(answer);
  } catch (error) {
    row.textContent = error.name === "AbortError" ? words.stopped : words.failed;
  } finally {
    clearInterval(clock);
    if (running === mine) stop.hidden = true;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run(`${form.action}?${new URLSearchParams(new FormData(form))}`, true);
});
stop.addEventListener("click", () => running?.abort());
share.addEventListener("click", async () => {
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  try {
    await navigator.clipboard.writeText(address);
    share.textContent = words.copied;
    setTimeout(() => (share.textContent = words.copy_link), 3000);
  } catch {
    window.prompt(words.copy_link, address);
  }
});
window.addEventListener("popstate", () => window.location.reload());
mark(document.getElementById("answer"));
