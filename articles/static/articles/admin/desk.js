/* What the desk adds to the theme. Everything works without it. */
"use strict";

// Show the article's own lines first, without moving the page itself.
function showFirstMark() {
  const source = document.querySelector(".desk-source");
  const mark = source && source.querySelector("mark.owner-0");
  if (mark) source.scrollTop = Math.max(0, mark.closest("li").offsetTop - 24);
}

// Complete the last of the tags that are being typed from those there are.
function suggestTags(input) {
  let waiting = 0;
  input.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      const [, before, term] = input.value.match(/^(.*[,，、;；]\s*)?(.*)$/s);
      if (!term.trim()) return;
      const query = new URLSearchParams({
        app_label: "articles", model_name: "articletag", field_name: "tag", term: term.trim(),
      });
      const answer = await fetch(`${input.dataset.suggestions}?${query}`);
      if (!answer.ok) return; // may edit articles but not see the list of tags
      const { results } = await answer.json();
      input.list.replaceChildren(...results.map(({ text }) => {
        const option = document.createElement("option");
        option.value = (before || "") + text;
        return option;
      }));
    }, 200);
  });
}

// The theme loads select2 without the words that come with it, or twice, so that it does not find them.
function translateSelects() {
  if (!document.querySelector("select.admin-autocomplete")) return;
  django.jQuery.fn.select2.defaults.set("language", {
    errorLoading: () => gettext("The results could not be loaded."),
    loadingMore: () => gettext("Loading more results…"),
    noResults: () => gettext("No results found"),
    removeAllItems: () => gettext("Remove all items"),
    searching: () => gettext("Searching…"),
  });
}

// One letter, where nobody is writing: what it stands on says which.
function pressKeys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const meant = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!meant) return;
  event.preventDefault();
  meant.click();
}

// Who writes in the text of a choice has made it.
function chooseByWriting(text) {
  text.addEventListener("input", () => {
    document.querySelector(`[name="${text.dataset.chooses}"][value="edited"]`).checked = true;
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-chooses]").forEach(chooseByWriting);
  document.querySelectorAll("[data-submits]").forEach((select) => {
    select.addEventListener("change", () => select.form.requestSubmit());
  });
  document.addEventListener("keydown", pressKeys);
  translateSelects();
  showFirstMark();
  document.querySelectorAll("input[data-suggestions]").forEach(suggestTags);
});
