// What a key means on the workbench. The letters of the kinds stand on their buttons.

const KEYS = { s: "split", n: "extract", m: "merge", j: "join", "/": "cut", e: "problem", i: "sign", "?": "help" };
const WAITS = 600; // milliseconds, for a second digit

// `doings` by their names, and what takes more than a name; all of it is told in docs/guides/workbench.md.
export function listenToKeys(root, {
  doings, setKind, moveToArticle, countArticles, walk, moveMark, shiftArticle, clear,
}) {
  const kinds = Object.fromEntries([...root.querySelectorAll("[data-kind]")].map((button) =>
    [button.querySelector("kbd").textContent.toLowerCase(), button.dataset.kind]));
  let digits = "", digitTimer = 0;

  function pressDigit(key) {
    window.clearTimeout(digitTimer);
    digits += key;
    const end = () => { const number = Number(digits); digits = ""; moveToArticle(number); };
    // A second digit may follow where there are so many articles.
    if (digits !== "0" && Number(digits) * 10 <= countArticles()) digitTimer = window.setTimeout(end, WAITS);
    else end();
  }

  function pressArrow({ key, altKey, shiftKey, ctrlKey, metaKey }) {
    const by = key === "ArrowUp" || key === "ArrowLeft" ? -1 : 1;
    if (key === "ArrowLeft" || key === "ArrowRight") moveMark(by, ctrlKey || metaKey);
    else if (altKey && shiftKey) shiftArticle(by);
    else if (altKey) doings[by < 0 ? "up" : "down"]();
    else walk(by, shiftKey);
  }

  function pressWithControl(key, shiftKey) {
    if (key === "z") return shiftKey ? doings.redo : doings.undo;
    if (key === "y") return doings.redo;
    return key === "s" ? doings.save : null;
  }

  function meant(event) {
    const key = event.key.toLowerCase();
    if (event.key.startsWith("Arrow")) return () => pressArrow(event);
    if (event.ctrlKey || event.metaKey) return pressWithControl(key, event.shiftKey);
    if (event.altKey) return null;
    if (/^[0-9]$/.test(key)) return () => pressDigit(key);
    if (key === "escape") return clear;
    if (kinds[key]) return () => setKind(kinds[key]);
    return KEYS[key] ? doings[KEYS[key]] : null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.closest("input, textarea, select, dialog") || document.querySelector("dialog[open]")) return;
    const isOnFrame = !root.contains(event.target) && event.target !== document.body;
    const doing = isOnFrame && event.key.startsWith("Arrow") ? null : meant(event);
    if (!doing) return;
    event.preventDefault();
    event.stopPropagation();
    doing();
  }, true);
}
