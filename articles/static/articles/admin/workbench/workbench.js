// The workbench of a page: what is chosen, what is done with it, and back again. The operations themselves stand
// in arrangement.js, what is seen in sheet.js, where a point of the screen is in the source in places.js, keys and
// dragging in modules of these names, the way to the server in saving.js.

import * as arrangement from "./arrangement.js";
import { letDrag } from "./dragging.js";
import { listenToKeys } from "./keys.js";
import { placesOf } from "./places.js";
import * as saving from "./saving.js";
import * as sheet from "./sheet.js";

const { element } = sheet;
const page = JSON.parse(document.getElementById("workbench-state").textContent);
const lines = sheet.readLines(page.source);
const rows = Object.fromEntries(page.articles.map((row) => [row.key, row]));
const root = document.getElementById("workbench");
const source = root.querySelector(".wb-lines"), cards = root.querySelector(".wb-articles");
const told = root.querySelector(".wb-told"), saveButton = root.querySelector("[data-do=save]");
const { placeOf, spotOf, widened } = placesOf(source, lines);
const SENTENCE = /[。！？!?；;]/;

let state = arrangement.open(page);
let past = [], future = [];
let chosen = [], anchor = null; // names of blocks; where a choice of several began
let range = null; // a stretch of the source that is no block yet
let mark = null; // {id, line, at}: where a block would be cut
let signatures = Object.fromEntries(page.articles.map(({ key, signature }) => [key, signature]));
let problems = byArticle([...page.problems, ...page.articles.flatMap((row) => row.problems)]);

// --- what is seen ---

function byArticle(list) {
  const found = {};
  for (const problem of list) (found[problem.key] ||= []).push(problem);
  return found;
}

function draw() {
  sheet.drawSource(source, state, lines, page.kinds);
  const signed = { ...signatures, ...state.signatures };
  sheet.drawCards(cards, { state, rows, lines, words: page.kinds, signatures: signed, problems });
  showChoice();
  root.querySelector("[data-do=undo]").disabled = !past.length;
  root.querySelector("[data-do=redo]").disabled = !future.length;
  saveButton.textContent = past.length ? gettext("Save") : gettext("Accept page");
  const count = Object.values(problems).flat().length, button = root.querySelector("[data-do=problem]");
  button.hidden = !count;
  button.textContent = interpolate(ngettext("%s problem", "%s problems", count), [count]);
}

const marksOf = (id) => root.querySelectorAll(`[data-block="${id}"]`);
const cardBlock = (id) => cards.querySelector(`[data-block="${id}"]`);

function showChoice() {
  const isChosen = new Set(chosen);
  for (const shown of root.querySelectorAll("[data-block]")) {
    const is = isChosen.has(shown.dataset.block);
    shown.classList.toggle("is-chosen", is);
    if (shown.role === "option") {
      shown.setAttribute("aria-selected", String(is));
      shown.tabIndex = shown.dataset.block === chosen[chosen.length - 1] ? 0 : -1;
    }
  }
  if (!chosen.length && cards.querySelector(".wb-block")) cards.querySelector(".wb-block").tabIndex = 0;
  const kinds = new Set(chosen.map((id) => arrangement.find(state, id)?.kind));
  for (const button of root.querySelectorAll("[data-kind]")) {
    button.setAttribute("aria-pressed", String(kinds.size === 1 && kinds.has(button.dataset.kind)));
  }
  showMark();
}

function showMark() {
  root.querySelectorAll(".wb-caret").forEach((caret) => { caret.parentNode.normalize(); caret.remove(); });
  if (!mark) return;
  const spot = spotOf(mark.line, mark.at);
  if (spot) spot.insertNode(element("span", { class: "wb-caret" }));
}

function say(text) { told.textContent = text; }

// Scrolls to a block: on both sides, or on the one across from where it was met.
function bringIntoView(id, isFromSource = null) {
  if (isFromSource !== true) source.querySelector(`[data-block="${id}"]`)?.scrollIntoView({ block: "nearest" });
  if (isFromSource !== false) cardBlock(id)?.scrollIntoView({ block: "nearest" });
}

// --- choosing ---

function choose(ids, { from = null, focus = true } = {}) {
  chosen = ids;
  anchor = from || ids[0] || null;
  range = null;
  if (mark && mark.id !== ids[ids.length - 1]) mark = null;
  showChoice();
  if (focus && ids.length) cardBlock(ids[ids.length - 1])?.focus({ preventScroll: true });
}

function chooseTo(id) {
  const order = arrangement.all(state).map((block) => block.id);
  const [first, last] = [order.indexOf(anchor ?? id), order.indexOf(id)];
  const ids = order.slice(Math.min(first, last), Math.max(first, last) + 1);
  choose(last < first ? ids.reverse() : ids, { from: anchor ?? id });
}

function chooseRange(one, other) {
  const found = widened(one, other);
  if (!found) return;
  choose([], { focus: false });
  range = found;
  say(gettext("A stretch of text is chosen: give it a kind, or an article."));
}

function walk(by, isExtending) {
  const order = arrangement.all(state).map(({ id }) => id);
  if (!order.length) return;
  const at = order.indexOf(chosen[chosen.length - 1]);
  const id = order[at < 0 ? 0 : Math.min(Math.max(at + by, 0), order.length - 1)];
  if (isExtending) chooseTo(id);
  else choose([id]);
  bringIntoView(id);
}

// The mark goes through the characters of the chosen block, by ones or to the next end of a sentence.
function moveMark(by, isFar) {
  const block = chosen.length === 1 && arrangement.find(state, chosen[0]);
  if (!block) return;
  const places = block.spans.flatMap(([line, start, end]) =>
    Array.from({ length: end - start }, (_none, at) => ({ line, at: start + at })));
  let at = mark ? places.findIndex((place) => place.line === mark.line && place.at === mark.at) : 0;
  do at += by;
  while (isFar && places[at] && places[at - 1] && !SENTENCE.test(lines[places[at - 1].line - 1][places[at - 1].at]));
  if (!places[at]) return;
  mark = { id: block.id, ...places[at] };
  showMark();
  source.children[mark.line - 1].scrollIntoView({ block: "nearest" });
}

// What is to be worked on: the chosen blocks, or the chosen stretch made into blocks.
function subject() {
  if (!range) return [state, chosen];
  return arrangement.isolate(state, range);
}

// --- steps ---

function step(next, ids = chosen) {
  if (next === state) return;
  past.push({ state, chosen });
  future = [];
  show(next, ids);
}

function show(next, ids) {
  state = next;
  range = null;
  mark = null;
  document.getSelection().removeAllRanges();
  draw();
  choose(ids.filter((id) => arrangement.find(state, id)));
  if (chosen.length) bringIntoView(chosen[0]);
  askServer();
}

function goBack(from, to) {
  const last = from.pop();
  if (!last) return;
  to.push({ state, chosen });
  show(last.state, last.chosen);
}

function work(change) {
  const [now, ids] = subject();
  if (!ids.length) {
    say(gettext("Choose a block first: click it, or drag over text."));
    return;
  }
  say("");
  step(change(now, ids), ids);
}

const ownersOf = (now, ids) => [...new Set(ids.map((id) => arrangement.ownerOf(now, id)).filter(Boolean))];

function mergeArticles(now, ids) {
  const owners = ownersOf(now, ids);
  const order = now.articles.filter((article) => owners.includes(article));
  if (!order.length) return now;
  const at = now.articles.indexOf(order[0]);
  const [first, ...others] = order.length > 1 || !at ? order : [now.articles[at - 1], order[0]];
  if (!others.length) {
    say(gettext("There is no article above this one."));
    return now;
  }
  let into = first.key;
  for (const { key } of others) {
    const place = now.articles.findIndex((article) => article.key === into);
    now = arrangement.merge(now, key, into);
    into = now.articles[Math.min(place, now.articles.length - 1)].key;
  }
  return now;
}

function cutAtMark() {
  const block = mark && arrangement.find(state, mark.id);
  if (!block) {
    say(gettext("Click where the paragraph is to be cut, or move the mark with ← and →."));
    return;
  }
  const next = arrangement.cut(state, mark.id, mark.line, mark.at);
  const list = arrangement.all(next), at = list.findIndex(({ id }) => id === mark.id);
  step(next, next === state ? chosen : [list[at + 1].id]);
}

function moveToArticle(number) {
  const article = number ? state.articles[number - 1] : null;
  if (number && !article) {
    say(interpolate(gettext("There is no article %s."), [number]));
    return;
  }
  work((now, ids) => arrangement.move(now, ids, article ? article.key : null));
}

const DOINGS = {
  undo: () => goBack(past, future),
  redo: () => goBack(future, past),
  split: () => work((now, ids) => arrangement.split(now, ids[0])),
  extract: () => work(arrangement.extract),
  merge: () => work(mergeArticles),
  join: () => work(arrangement.join),
  cut: cutAtMark,
  up: () => work((now, ids) => arrangement.shift(now, ids, -1)),
  down: () => work((now, ids) => arrangement.shift(now, ids, 1)),
  problem: nextProblem,
  sign: () => signArticle(ownersOf(state, chosen)[0]?.key),
  help: () => document.getElementById("wb-help").showModal(),
  save,
};

function setKind(kind) {
  work((now, ids) => arrangement.setKind(now, ids, kind));
}

function shiftArticle(by) {
  work((now, ids) => ownersOf(now, ids).reduce((done, { key }) => arrangement.shiftArticle(done, key, by), now));
}

// --- the byline, as the editor types it ---

function signArticle(key) {
  const button = key && cards.querySelector(`[data-sign="${CSS.escape(key)}"]`);
  if (!button) return;
  const before = { ...signatures, ...state.signatures }[key] || "";
  const input = element("input", {
    class: "desk-input", value: before, "aria-label": gettext("Byline"), placeholder: gettext("Role Name；Role Name"),
  });
  const end = (text) => {
    input.onblur = null;
    if (text !== null && text.trim() !== before) step(arrangement.sign(state, key, text.trim()));
    else input.replaceWith(button);
  };
  input.onblur = () => end(input.value);
  input.onkeydown = (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter") end(input.value);
    if (event.key === "Escape") end(null);
  };
  button.replaceWith(input);
  input.select();
}

// --- problems ---

let problemAt = -1;

function nextProblem() {
  const shown = [...cards.querySelectorAll(".wb-problem")];
  if (!shown.length) return;
  problemAt = (problemAt + 1) % shown.length;
  jump(shown[problemAt]);
}

function jump(shown) {
  const line = Number(shown.dataset.jump), key = shown.dataset.keyOf;
  const onLine = source.children[line - 1]?.querySelector("[data-block]");
  const article = state.articles.find((one) => one.key === key);
  const id = onLine?.dataset.block || (article ? article.blocks[0]?.id : state.outside[0]?.id);
  if (!id) return;
  choose([id]);
  bringIntoView(id);
  shown.scrollIntoView({ block: "nearest" });
  say(shown.textContent);
}

// --- the server ---

let asked = 0, waiting = 0;
const proposal = () => ({
  arrangement: arrangement.toJson(state), seen: page.seen, gone: state.gone, signatures: state.signatures,
});

// What the arrangement says now: bylines and problems are read by the same code as the import's.
function askServer() {
  window.clearTimeout(waiting);
  const turn = ++asked;
  waiting = window.setTimeout(async () => {
    const answer = await saving.post(page.plan, proposal());
    if (turn !== asked) return;
    if (answer.refusals?.length) say(answer.refusals.join(" "));
    if (!Object.keys(answer.signatures || {}).length || cards.querySelector("input")) return;
    signatures = answer.signatures;
    problems = byArticle([...answer.problems, ...page.problems]);
    const isHere = cards.contains(document.activeElement);
    draw();
    if (isHere && chosen.length) cardBlock(chosen[chosen.length - 1])?.focus({ preventScroll: true });
  }, 400);
}

// The page opens anew at the article that was worked on, also where the address names one that was joined to it.
function stayHere() {
  const owner = chosen.length ? arrangement.ownerOf(state, chosen[0]) : null;
  if (owner && rows[owner.key]) window.history.replaceState(null, "", `#article-${owner.key}`);
}

async function save() {
  if (!await saving.ask(page, proposal())) return;
  past = [];
  stayHere();
  window.location.reload();
}

window.addEventListener("beforeunload", (event) => { if (past.length) event.preventDefault(); });

// --- mouse ---

root.querySelector(".wb-bar").addEventListener("mousedown", (event) => {
  if (event.target.closest("button")) event.preventDefault(); // what is chosen stays chosen
});

root.querySelector(".wb-bar").addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.do) DOINGS[button.dataset.do]();
  if (button?.dataset.kind) setKind(button.dataset.kind);
});

let lineFrom = null; // where a drag over line numbers began

const lineAt = ({ target }) => Number(target.closest(".wb-lines > li")?.dataset.line) || null;
const selectLines = (one, other) => {
  const [first, last] = [Math.min(one, other), Math.max(one, other)];
  const start = spotOf(first, 0), end = spotOf(last, lines[last - 1].length);
  document.getSelection().setBaseAndExtent(start.startContainer, start.startOffset, end.startContainer, end.startOffset);
  chooseRange({ line: first, at: 0 }, { line: last, at: lines[last - 1].length });
};

source.addEventListener("mousedown", (event) => {
  if (!event.target.closest(".wb-number")) return;
  event.preventDefault();
  lineFrom = event.shiftKey && range ? range.from.line : lineAt(event);
  selectLines(lineFrom, lineAt(event));
});
source.addEventListener("mousemove", (event) => {
  if (lineFrom && event.buttons && lineAt(event)) selectLines(lineFrom, lineAt(event));
});

for (const side of [source, cards]) {
  side.addEventListener("mouseup", (event) => {
    if (lineFrom) { lineFrom = null; return; }
    const selection = document.getSelection();
    if (!selection.isCollapsed && selection.anchorNode) {
      const [one, other] = [placeOf(selection.anchorNode, selection.anchorOffset), placeOf(selection.focusNode, selection.focusOffset)];
      if (one && other) { chooseRange(one, other); return; }
    }
    chooseWithMouse(event, side === source);
  });
  side.addEventListener("pointerover", ({ target }) => light(target.closest("[data-block]")?.dataset.block, side === source));
  side.addEventListener("pointerleave", () => light(null));
}

function chooseWithMouse(event, isFromSource) {
  const { target, shiftKey, ctrlKey, metaKey } = event;
  if (target.closest("a, button, input, .wb-handle")) return;
  const id = target.closest("[data-block]")?.dataset.block;
  if (!id) { choose([], { focus: false }); return; }
  if (shiftKey) chooseTo(id);
  else if (ctrlKey || metaKey) choose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  else {
    const { anchorNode, anchorOffset } = document.getSelection();
    const place = anchorNode && root.contains(anchorNode) ? placeOf(anchorNode, anchorOffset) : null;
    mark = place ? { id, ...place } : null;
    choose([id]);
  }
  bringIntoView(id, isFromSource);
}

let lit = null, lighting = 0;

function light(id, isFromSource) {
  if (id === lit) return;
  if (lit) marksOf(lit).forEach((shown) => shown.classList.remove("is-lit"));
  window.clearTimeout(lighting);
  lit = id || null;
  if (!lit) return;
  marksOf(lit).forEach((shown) => shown.classList.add("is-lit"));
  lighting = window.setTimeout(() => bringIntoView(id, isFromSource), 250);
}

cards.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.sign !== undefined) signArticle(button.dataset.sign);
  else if (button?.dataset.jump) jump(button);
  else if (button?.dataset.number) moveToArticle(Number(button.dataset.number));
});
cards.addEventListener("focusin", ({ target }) => {
  if (target.role === "option" && !chosen.includes(target.dataset.block)) choose([target.dataset.block], { focus: false });
});

// --- dragging and keys ---

letDrag(cards, {
  take: (id) => { if (!chosen.includes(id)) choose([id]); },
  drop: (key, at) => work((now, ids) => arrangement.move(now, ids, key, at)),
});

listenToKeys(root, {
  doings: DOINGS,
  setKind,
  moveToArticle,
  countArticles: () => state.articles.length,
  walk,
  moveMark,
  shiftArticle,
  clear: () => { document.getSelection().removeAllRanges(); choose([], { focus: false }); say(""); },
});

// --- begin ---

draw();
const wanted = window.location.hash.slice(1).replace(/^article-/, "");
const first = (state.articles.find(({ key }) => key === wanted) || state.articles[0])?.blocks[0];
if (first) choose([first.id]);
if (first && wanted) bringIntoView(first.id);
