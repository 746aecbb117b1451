// Places on the page: the line and the character that stand under a point of the screen, and back.

const isBlank = (characters) => !characters.join("").trim();

// `source` is the list of lines as it is drawn, `lines` what is printed in them, by characters.
export function placesOf(source, lines) {
  // The line and the character of a point in either side.
  function placeOf(node, offset) {
    const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".wb-text, .wb-printed [data-start]");
    if (!holder) return null;
    const before = document.createRange();
    before.setStart(holder, 0);
    before.setEnd(node, offset);
    const start = holder.matches(".wb-text") ? 0 : Number(holder.dataset.start);
    return { line: Number(holder.closest("[data-line]").dataset.line), at: start + Array.from(before.toString()).length };
  }

  // The point of a line and a character in the source.
  function spotOf(line, at) {
    const text = source.children[line - 1]?.querySelector(".wb-text");
    if (!text) return null;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), spot = document.createRange();
    let left = at, node = walker.nextNode();
    for (; node; node = walker.nextNode()) {
      const characters = Array.from(node.data);
      if (left <= characters.length) {
        spot.setStart(node, characters.slice(0, left).join("").length);
        return spot;
      }
      left -= characters.length;
    }
    spot.selectNodeContents(text);
    spot.collapse(false);
    return spot;
  }

  // A stretch with the white space at its ends, so that no block of nothing is left.
  function widened(one, other) {
    let [from, to] = [one, other].sort((a, b) => a.line - b.line || a.at - b.at);
    while (from.line < to.line && isBlank(lines[from.line - 1].slice(from.at))) from = { line: from.line + 1, at: 0 };
    while (to.line > from.line && isBlank(lines[to.line - 1].slice(0, to.at))) to = { line: to.line - 1, at: lines[to.line - 2].length };
    from = { ...from }, to = { ...to };
    while (from.at > 0 && isBlank([lines[from.line - 1][from.at - 1]])) from.at--;
    while (to.at < lines[to.line - 1].length && isBlank([lines[to.line - 1][to.at]])) to.at++;
    const has = from.line < to.line || !isBlank(lines[from.line - 1].slice(from.at, to.at));
    return has ? { from, to } : null;
  }

  return { placeOf, spotOf, widened };
}
