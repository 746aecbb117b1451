// The arrangement of a page and what can be done with it. No document here: every operation takes an
// arrangement and returns a new one, or the same where it does nothing, so that undoing is going back.
//
//   {articles: [{key, blocks}], outside: [block], gone: {key: into or null}, signatures: {key: text}}
//   block = {id, kind, spans: [[line, start, end], …]}
//
// Lines count from 1. Offsets count characters as the server does, not the halves a string is made of.
// Every operation conserves: each character stays in the span that had it, or goes to a piece of that span.

const OUTSIDE = new Set(["section", "staff", "furniture"]);
const HEAD = ["column", "kicker", "title", "subtitle"];
let ids = 0;

const made = (kind, spans) => ({ id: `b${++ids}`, kind, spans });
const withKind = (block, kind) => (block.kind === kind ? block : { ...block, kind });
const isOutside = (kind) => OUTSIDE.has(kind);

export function open({ articles, outside }) {
  const blocks = (list) => list.map(({ kind, spans }) => made(kind, spans));
  return {
    articles: articles.map(({ key, blocks: list }) => ({ key, blocks: blocks(list) })),
    outside: blocks(outside), gone: {}, signatures: {},
  };
}

// What is sent: without the names that blocks have here.
export function toJson({ articles, outside }) {
  const bare = (list) => list.map(({ kind, spans }) => ({ kind, spans }));
  return { articles: articles.map(({ key, blocks }) => ({ key, blocks: bare(blocks) })), outside: bare(outside) };
}

const inSource = (one, other) => one.spans[0][0] - other.spans[0][0] || one.spans[0][1] - other.spans[0][1];
export const all = (state) => [...state.articles.flatMap((article) => article.blocks), ...state.outside];
export const find = (state, id) => all(state).find((block) => block.id === id);
export const ownerOf = (state, id) => state.articles.find((article) => article.blocks.some((block) => block.id === id));
const isStored = (key) => !key.startsWith("new-");

function newKey(state) {
  const taken = new Set(state.articles.map(({ key }) => key));
  let number = 1;
  while (taken.has(`new-${number}`)) number++;
  return `new-${number}`;
}

const replaceArticle = (state, key, blocks) => ({
  ...state, articles: state.articles.map((article) => (article.key === key ? { ...article, blocks } : article)),
});

// The state with another list in the place of one: an article's blocks, or those outside.
const replaceList = (state, key, blocks) =>
  key === null ? { ...state, outside: blocks } : replaceArticle(state, key, blocks);
const listOf = (state, key) => (key === null ? state.outside : state.articles.find((one) => one.key === key).blocks);

// An article whose last block went away is no more; what was stored goes where its text went.
function tidied(before, state, into) {
  const had = new Set(before.articles.filter(({ blocks }) => blocks.length).map(({ key }) => key));
  const empty = state.articles.filter(({ key, blocks }) => !blocks.length && (had.has(key) || !isStored(key)));
  if (!empty.length) return state;
  const keys = new Set(empty.map(({ key }) => key));
  const home = into !== null && !keys.has(into) ? into : null;
  const gone = Object.fromEntries(
    Object.entries(state.gone).map(([old, to]) => [old, keys.has(to) ? home : to]),
  );
  for (const key of keys) if (isStored(key)) gone[key] = home;
  return { ...state, articles: state.articles.filter(({ key }) => !keys.has(key)), gone };
}

// Take blocks out of wherever they are: the rest, and the blocks in the order of their articles.
function taken(state, wanted) {
  const chosen = new Set(wanted);
  const blocks = all(state).filter(({ id }) => chosen.has(id));
  const rest = (list) => list.filter(({ id }) => !chosen.has(id));
  return [{
    ...state, outside: rest(state.outside),
    articles: state.articles.map((article) => ({ ...article, blocks: rest(article.blocks) })),
  }, blocks];
}

// Where a block belongs by the source: behind the last block that is printed before it. Heads stand first.
function placeBySource(list, block) {
  let place = 0;
  list.forEach((one, at) => { if (inSource(one, block) < 0) place = at + 1; });
  return place;
}

// --- operations ---

// Blocks into an article (null: outside), at a place in its list, or where the source has them.
export function move(state, chosen, key, at = null) {
  const list = listOf(state, key);
  const before = at === null ? null : list.slice(0, at).filter(({ id }) => !chosen.includes(id)).length;
  const [rest, blocks] = taken(state, chosen);
  if (!blocks.length) return state;
  const target = [...listOf(rest, key)];
  const fitting = blocks.map((block) => {
    if (key === null) return isOutside(block.kind) ? block : withKind(block, "furniture");
    return isOutside(block.kind) ? withKind(block, "paragraph") : block;
  });
  if (key === null) target.push(...fitting), target.sort(inSource);
  else if (before !== null) target.splice(before, 0, ...fitting);
  else fitting.forEach((block) => target.splice(placeBySource(target, block), 0, block));
  return tidied(state, replaceList(rest, key, target), key);
}

// Another kind. Furniture leaves its article; from outside a block goes to the article printed before it.
export function setKind(state, chosen, kind) {
  if (isOutside(kind)) {
    const [rest, blocks] = taken(state, chosen);
    const outside = [...rest.outside, ...blocks.map((block) => withKind(block, kind))].sort(inSource);
    return blocks.length ? tidied(state, { ...rest, outside }, null) : state;
  }
  const outer = state.outside.filter(({ id }) => chosen.includes(id));
  const moved = outer.reduce((now, block) => {
    const home = articleBefore(now, block);
    return home ? move(now, [block.id], home.key) : extract(now, [block.id]);
  }, state);
  const change = (block) => (chosen.includes(block.id) ? withKind(block, kind) : block);
  return { ...moved, articles: moved.articles.map((one) => ({ ...one, blocks: one.blocks.map(change) })) };
}

function articleBefore(state, block) {
  const printed = state.articles.flatMap((article) => article.blocks.map((one) => [one, article]));
  const earlier = printed.filter(([one]) => inSource(one, block) < 0).sort(([one], [other]) => inSource(one, other));
  if (earlier.length) return earlier[earlier.length - 1][1];
  return state.articles.find(({ blocks }) => blocks.length);
}

// From this block on it is an article of its own; what begins it as a subheading is its title.
export function split(state, id) {
  const article = ownerOf(state, id);
  if (!article) return state;
  const at = article.blocks.findIndex((block) => block.id === id);
  if (!at) return state;
  const [first, ...others] = article.blocks.slice(at);
  const blocks = [first.kind === "subheading" ? withKind(first, "title") : first, ...others];
  const place = state.articles.indexOf(article) + 1;
  const articles = replaceArticle(state, article.key, article.blocks.slice(0, at)).articles;
  return { ...state, articles: articles.toSpliced(place, 0, { key: newKey(state), blocks }) };
}

// These blocks are an article of their own, where the first of them is printed.
export function extract(state, chosen) {
  const [rest, blocks] = taken(state, chosen);
  if (!blocks.length) return state;
  const fitting = blocks.map((block) => (isOutside(block.kind) ? withKind(block, "paragraph") : block));
  const owner = ownerOf(state, blocks[0].id) || articleBefore(state, blocks[0]);
  const place = owner ? rest.articles.findIndex(({ key }) => key === owner.key) + 1 : 0;
  const key = newKey(state);
  return tidied(state, { ...rest, articles: rest.articles.toSpliced(place, 0, { key, blocks: fitting }) }, key);
}

// One article of two, with the blocks of the first before those of the second; its address is the one that
// readers may know. A second headline is a subheading.
export function merge(state, key, into) {
  const first = state.articles.find((one) => one.key === into);
  const second = state.articles.find((one) => one.key === key);
  if (!first || !second || key === into) return state;
  const titled = first.blocks.some(({ kind }) => kind === "title");
  const has = new Set(first.blocks.map(({ kind }) => kind));
  const added = second.blocks.map((block) =>
    HEAD.includes(block.kind) && (titled || has.has(block.kind)) ? withKind(block, "subheading") : block);
  const heads = titled ? [] : added.filter(({ kind }) => HEAD.includes(kind));
  const blocks = [...heads, ...first.blocks, ...added.filter((block) => !heads.includes(block))];
  const kept = !isStored(into) && isStored(key) ? key : into;
  const lost = kept === into ? key : into;
  const gone = Object.fromEntries(Object.entries(state.gone).map(([old, to]) => [old, to === lost ? kept : to]));
  if (isStored(lost)) gone[lost] = kept;
  const articles = state.articles
    .filter((one) => one !== second)
    .map((one) => (one === first ? { key: kept, blocks } : one));
  return { ...state, articles, gone };
}

// One block of several of one article, in their order there; of one alone, with the block before it.
export function join(state, chosen) {
  const article = chosen.length ? ownerOf(state, chosen[0]) : null;
  const key = article ? article.key : null;
  const list = listOf(state, key);
  let places = chosen.map((id) => list.findIndex((block) => block.id === id)).filter((at) => at >= 0);
  if (places.length === 1 && places[0] > 0) places = [places[0] - 1, places[0]];
  places.sort((one, other) => one - other);
  if (places.length < 2) return state;
  const parts = places.map((at) => list[at]);
  const one = { ...parts[0], spans: parts.flatMap(({ spans }) => spans) };
  const blocks = list.map((block, at) => (at === places[0] ? one : block));
  return replaceList(state, key, blocks.filter((_block, at) => at === places[0] || !places.includes(at)));
}

// The spans of a block before a place in the source and from it on.
function cutSpans(spans, line, at) {
  const head = [], tail = [];
  let isBehind = false;
  for (const span of spans) {
    const [row, start, end] = span;
    if (!isBehind && row === line && start < at && at < end) {
      head.push([row, start, at]);
      tail.push([row, at, end]);
      isBehind = true;
    } else {
      isBehind = isBehind || (row === line && start === at);
      (isBehind ? tail : head).push(span);
    }
  }
  return [head, tail];
}

// Two blocks of one, at a place in the source; the first keeps its name.
export function cut(state, id, line, at) {
  const article = ownerOf(state, id);
  const key = article ? article.key : null;
  const block = find(state, id);
  if (!block) return state;
  const [head, tail] = cutSpans(block.spans, line, at);
  if (!head.length || !tail.length) return state;
  const list = listOf(state, key);
  const place = list.indexOf(block);
  return replaceList(state, key, list.toSpliced(place, 1, { ...block, spans: head }, made(block.kind, tail)));
}

// Cut whatever stands across the ends of a stretch of the source: the new state, and the blocks within it.
export function isolate(state, { from, to }) {
  const isBefore = (line, at, place) => line < place.line || (line === place.line && at < place.at);
  const isIn = ([line, start]) => !isBefore(line, start, from) && isBefore(line, start, to);
  const within = [];
  const pieces = ([line, start, end]) => {
    const cuts = [from, to].filter((place) => place.line === line && start < place.at && place.at < end);
    const edges = [start, ...cuts.map(({ at }) => at), end];
    return edges.slice(1).map((edge, number) => [line, edges[number], edge]);
  };
  const parted = (block) => {
    const runs = [];
    for (const span of block.spans.flatMap(pieces)) {
      const run = runs[runs.length - 1];
      if (run && isIn(run[0]) === isIn(span)) run.push(span);
      else runs.push([span]);
    }
    const blocks = runs.length === 1 ? [block]
      : runs.map((spans, number) => (number ? made(block.kind, spans) : { ...block, spans }));
    within.push(...blocks.filter(({ spans }) => isIn(spans[0])).map(({ id }) => id));
    return blocks;
  };
  return [{
    ...state,
    articles: state.articles.map((article) => ({ ...article, blocks: article.blocks.flatMap(parted) })),
    outside: state.outside.flatMap(parted),
  }, within];
}

// Blocks of one article a place up (-1) or down (1), as they stand together.
export function shift(state, chosen, by) {
  const article = chosen.length ? ownerOf(state, chosen[0]) : null;
  if (!article) return state;
  const blocks = [...article.blocks];
  const places = blocks.map((block, at) => (chosen.includes(block.id) ? at : -1)).filter((at) => at >= 0);
  if (by > 0) places.reverse();
  if (!places.length || !(places[0] + by in blocks)) return state;
  for (const at of places) [blocks[at], blocks[at + by]] = [blocks[at + by], blocks[at]];
  return replaceArticle(state, article.key, blocks);
}

// An article a place up or down on the page.
export function shiftArticle(state, key, by) {
  const at = state.articles.findIndex((one) => one.key === key);
  if (at < 0 || !(at + by in state.articles)) return state;
  const articles = [...state.articles];
  [articles[at], articles[at + by]] = [articles[at + by], articles[at]];
  return { ...state, articles };
}

export function sign(state, key, text) {
  return { ...state, signatures: { ...state.signatures, [key]: text } };
}
