// The two sides of the workbench as they are seen: the source in numbered lines, and the articles as cards.
// Everything is drawn anew from the arrangement after each step; a printed page is small enough.

const SPACED = new Set(["column", "kicker", "title", "subtitle", "subheading", "byline"]);
const COLOURS = 30;

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

// Characters as the server counts them.
export const readLines = (source) => source.split("\n").map((line) => Array.from(line));
const textIn = (lines, [line, start, end]) => lines[line - 1].slice(start, end).join("");
const textOf = (lines, block) => block.spans.map((span) => textIn(lines, span).trim()).filter(Boolean)
  .join(SPACED.has(block.kind) ? " " : "");

const colour = (number) => (number ? `owner-${((number - 1) % COLOURS) + 1}` : "owner-none");

// Stretches of one line: which block has it, and whose it is (0 for nobody).
function marksByLine(state) {
  const found = new Map();
  const add = (blocks, owner) => {
    for (const block of blocks) {
      block.spans.forEach(([line, start, end], part) => {
        if (!found.has(line)) found.set(line, []);
        found.get(line).push({ block, owner, start, end, part });
      });
    }
  };
  state.articles.forEach((article, at) => add(article.blocks, at + 1));
  add(state.outside, 0);
  for (const marks of found.values()) marks.sort((one, other) => one.start - other.start);
  return found;
}

// --- the source ---

export function drawSource(list, state, lines, words) {
  const marks = marksByLine(state);
  list.replaceChildren(...lines.map((line, at) => {
    const onLine = marks.get(at + 1) || [];
    const kinds = onLine.filter(({ part }) => part === 0).map(({ block, owner }) =>
      element("span", { class: `wb-kind ${colour(owner)}` }, words[block.kind]));
    const text = element("span", { class: "wb-text" });
    let done = 0;
    for (const { block, owner, start, end } of onLine) {
      if (start > done) text.append(line.slice(done, start).join(""));
      text.append(element("mark", {
        class: `${colour(owner)} kind-${block.kind}`, "data-block": block.id, "data-line": at + 1, "data-start": start,
      }, line.slice(start, end).join("")));
      done = end;
    }
    if (done < line.length) text.append(line.slice(done).join(""));
    return element("li", { "data-line": at + 1, class: onLine.length ? null : "is-blank" },
      element("span", { class: "wb-number", "data-number": at + 1 }), element("span", { class: "wb-margin" }, ...kinds), text);
  }));
}

// --- the cards ---

// A block's printed text, each stretch of it knowing its place in the source.
function printed(block, lines) {
  const spaced = SPACED.has(block.kind);
  const text = element("span", { class: "wb-printed" });
  block.spans.forEach((span, part) => {
    const raw = Array.from(textIn(lines, span));
    const skipped = raw.length - Array.from(raw.join("").trimStart()).length;
    const shown = raw.join("").trim();
    if (!shown) return;
    if (part && spaced) text.append(" ");
    text.append(element("span", { "data-line": span[0], "data-start": span[1] + skipped }, shown));
  });
  return text;
}

function drawBlock(block, owner, lines, words) {
  return element("li", {
    class: `wb-block kind-${block.kind}`, "data-block": block.id, role: "option", tabindex: "-1", "aria-selected": "false",
  },
  element("span", { class: "wb-handle", draggable: "true", "aria-hidden": "true" }, "⠿"),
  element("span", { class: "wb-kind" }, words[block.kind]), printed(block, lines));
}

function headlineOf(article, row, lines, state) {
  const titles = article.blocks.filter(({ kind }) => kind === "title").map((block) => textOf(lines, block)).join(" ");
  if (titles) return titles;
  const first = article.blocks.find(({ kind }) => kind === "paragraph") || article.blocks[0];
  if (first) return `${Array.from(textOf(lines, first)).slice(0, 20).join("")}…`;
  return row ? row.headline : gettext("New article");
}

function drawDigit(number) {
  return element("button", {
    type: "button", class: `wb-digit ${colour(number)}`, "data-number": String(number), title: gettext("Move what is chosen here"),
  }, String(number));
}

function drawSignature(article, text) {
  return element("button", {
    type: "button", class: `wb-signature${text ? "" : " is-empty"}`, "data-sign": article.key, title: gettext("Write the byline"),
  }, text || gettext("No byline"));
}

function drawCard(article, number, row, view) {
  const { state, lines, words, signatures, problems } = view;
  const told = (problems[article.key] || []).map(({ sentence, line }) =>
    element("button", { type: "button", class: "wb-problem", "data-jump": line, "data-key-of": article.key }, sentence));
  const edited = row ? row.edited.map(({ field, text }) =>
    element("span", { class: "wb-edited" }, text ? `${field}: ${text}` : field)) : [];
  const status = row
    ? element("span", { class: `desk-badge is-${row.colour}` }, row.status)
    : element("span", { class: "desk-badge is-info" }, gettext("New"));
  const headline = headlineOf(article, row, lines, state);
  const head = element("header", {},
    drawDigit(number),
    row ? element("a", { class: "wb-headline", href: row.address + window.location.search }, headline)
      : element("span", { class: "wb-headline" }, headline),
    status);
  return element("article", { class: `wb-card ${colour(number)}`, "data-article": article.key, id: `article-${article.key}` },
    head, drawSignature(article, signatures[article.key]),
    ...(edited.length ? [element("p", { class: "wb-by-hand" }, gettext("Changed by hand:"), " ", ...edited)] : []),
    ...told,
    element("ol", { role: "listbox", "aria-multiselectable": "true", "aria-label": headline },
      ...article.blocks.map((block) => drawBlock(block, number, lines, words))));
}

export function drawCards(place, view) {
  const { state, rows, lines, words, problems } = view;
  const cards = state.articles.map((article, at) => drawCard(article, at + 1, rows[article.key], view));
  const told = (problems[""] || []).map(({ sentence, line }) =>
    element("button", { type: "button", class: "wb-problem", "data-jump": line, "data-key-of": "" }, sentence));
  cards.push(element("article", { class: "wb-card owner-none", "data-article": "", id: "article-none" },
    element("header", {}, drawDigit(0),
      element("span", { class: "wb-headline" }, gettext("Outside any article"))),
    ...told,
    element("ol", { role: "listbox", "aria-multiselectable": "true", "aria-label": gettext("Outside any article") },
      ...state.outside.map((block) => drawBlock(block, 0, lines, words)))));
  place.replaceChildren(...cards);
}
