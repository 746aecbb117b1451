// Comfort only: every page does its work without this file.

const root = document.documentElement;

function remember(name, value) {
  root.dataset[name] = value;
  try {
    localStorage.setItem(name, value);
  } catch { /* it holds for this page then */ }
}

// --- dark or light -----------------------------------------------------------------------------

const system = matchMedia("(prefers-color-scheme: dark)");
const switches = document.querySelectorAll("[data-do=theme]");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
const showTheme = () => switches.forEach((one) => one.setAttribute("aria-pressed", isDark()));

switches.forEach((one) => one.addEventListener("click", () => {
  remember("theme", isDark() ? "light" : "dark");
  showTheme();
}));
system.addEventListener("change", showTheme);
showTheme();

// --- larger and smaller type -------------------------------------------------------------------

const SIZES = ["small", "normal", "large", "larger"];
const sizers = document.querySelectorAll("[data-do=size]");
const place = () => SIZES.indexOf(root.dataset.size in { small: 1, large: 1, larger: 1 } ? root.dataset.size : "normal");
const reached = (step) => place() + step < 0 || place() + step >= SIZES.length;
const showSize = () => sizers.forEach((one) => one.setAttribute("aria-disabled", reached(Number(one.dataset.step))));

sizers.forEach((one) => one.addEventListener("click", () => {
  const step = Number(one.dataset.step);
  if (!reached(step)) remember("size", SIZES[place() + step]);
  showSize();
}));
showSize();

// --- previous and next: arrow keys, swipe ------------------------------------------------------

const go = (direction) => document.querySelector(`.beside a[rel=${direction}]`)?.click();

addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  if (event.key === "ArrowLeft") go("prev");
  if (event.key === "ArrowRight") go("next");
});

let start = null;
addEventListener("touchstart", (event) => {
  const [touch] = event.touches;
  // The edges belong to the browser's own way back, what scrolls sideways to itself.
  const free = touch.clientX > 32 && touch.clientX < innerWidth - 32 && !event.target.closest(".pages, input, select");
  start = event.touches.length === 1 && free ? touch : null;
}, { passive: true });
addEventListener("touchend", (event) => {
  const [touch] = event.changedTouches;
  if (!start || !getSelection().isCollapsed) return;
  const across = touch.clientX - start.clientX;
  const down = Math.abs(touch.clientY - start.clientY);
  if (Math.abs(across) > 90 && down < 40) go(across > 0 ? "prev" : "next");
}, { passive: true });

// The page that is shown stands in sight among forty.
const current = document.querySelector(".pages [aria-current]");
if (current) current.closest("ul").scrollLeft = current.offsetLeft - innerWidth / 3;

// --- read aloud --------------------------------------------------------------------------------

const aloud = document.querySelector(".aloud");
const speech = window.speechSynthesis;

// What is read is in the language of the paper, whatever the buttons around it speak.
const tongue = document.querySelector(".text, .card")?.lang || root.lang;

// A voice of that language; rather one of this machine, and Mandarin rather than Cantonese.
function voice() {
  const known = { zh: /^(zh|cmn)/i }[tongue.slice(0, 2)] ?? RegExp(`^${tongue.slice(0, 2)}`, "i");
  const fit = speech.getVoices().filter((one) => known.test(one.lang));
  const near = fit.filter((one) => !/HK|yue/i.test(one.lang));
  return near.find((one) => one.localService) ?? near[0] ?? fit[0];
}

// Of an article its title and text; of a page the headlines, and how each piece begins.
// A hidden title is the beginning of the text once more.
const READ = ".piece .title:not(.hidden), .text p, .text h2, .is-page .card .title, .is-page .card .opening p";

function* sentences() {
  for (const block of document.querySelectorAll(READ)) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const match of walker.currentNode.data.matchAll(/[^。！？!?…]+[。！？!?…”’」』）]*/gu)) {
        if (!match[0].trim()) continue;
        const range = new Range();
        range.setStart(walker.currentNode, match.index);
        range.setEnd(walker.currentNode, match.index + match[0].length);
        yield range;
      }
    }
  }
}

function light(range) {
  if (!window.CSS?.highlights) return;
  CSS.highlights.delete("spoken");
  if (range) CSS.highlights.set("spoken", new Highlight(range));
}

// What is read stays in sight, unless the reader has turned to something else meanwhile.
function follow(range, last) {
  const { top, bottom } = range.getBoundingClientRect();
  const before = last?.getBoundingClientRect();
  if (before && (before.bottom < 0 || before.top > innerHeight)) return;
  if (top < 0 || bottom > innerHeight) scrollBy(0, top - innerHeight / 4);
}

if (aloud && speech) {
  const [play, speed] = aloud.querySelectorAll("button, select");
  const show = () => { aloud.hidden = !voice(); };
  let waiting = null;
  let reached = 0;

  const stop = () => {
    waiting = null;
    speech.cancel();
    light(null);
    play.setAttribute("aria-pressed", "false");
  };
  const next = (queue) => {
    const range = queue[reached];
    if (!range) {
      reached = 0;
      return stop();
    }
    const words = new SpeechSynthesisUtterance(range.toString());
    words.voice = voice();
    words.lang = tongue;
    words.rate = Number(speed.value);
    words.onend = () => {
      if (waiting !== queue) return;
      reached += 1;
      next(queue);
    };
    words.onerror = () => waiting === queue && stop();
    light(range);
    follow(range, queue[reached - 1]);
    speech.speak(words);
  };
  play.addEventListener("click", () => {
    if (waiting) return stop();
    waiting = [...sentences()]; // after a pause it goes on with the sentence that was broken off
    play.setAttribute("aria-pressed", "true");
    next(waiting);
  });
  addEventListener("pagehide", stop);
  speech.addEventListener?.("voiceschanged", show);
  show();
}
