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

// Tell that this article is open here, and show who else has it open.
function keepPresent(note) {
  const send = (fields) => {
    const body = new URLSearchParams(fields);
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    return fetch(note.dataset.presence, { method: "POST", body, keepalive: true });
  };
  window.setInterval(async () => {
    if (document.hidden) return;
    const answer = await send({}).catch(() => null);
    if (!answer || !answer.ok) return; // away or signed out: the form itself says so when it is sent
    const { present } = await answer.json();
    note.querySelector("span:last-child").textContent = present;
    note.hidden = !present;
  }, 20000);
  // Who saves stays: the farewell could come after the page has opened anew.
  let saving = false;
  document.addEventListener("submit", () => { saving = true; });
  window.addEventListener("pagehide", () => saving || send({ leave: "1" }));
}

// Put what is stored now into the field of a form that was refused.
function takeTheirs(button) {
  button.addEventListener("click", () => {
    const field = document.querySelector(`#id_${button.dataset.takes}`);
    field.value = button.dataset.stored;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

// Who writes in the text of a choice has made it.
function chooseByWriting(text) {
  text.addEventListener("input", () => {
    document.querySelector(`[name="${text.dataset.chooses}"][value="edited"]`).checked = true;
  });
}

// The button stands beside the one that saves, and readers notice at once.
function askBeforeWithdrawing(button) {
  button.addEventListener("click", (event) => {
    if (!window.confirm(gettext("Withdraw this article? Readers can no longer open it."))) event.preventDefault();
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[name$=_save_and_withdraw]").forEach(askBeforeWithdrawing);
  document.querySelectorAll("[data-presence]").forEach(keepPresent);
  document.querySelectorAll("[data-takes]").forEach(takeTheirs);
  document.querySelectorAll("[data-chooses]").forEach(chooseByWriting);
  document.querySelectorAll("[data-submits]").forEach((select) => {
    select.addEventListener("change", () => select.form.requestSubmit());
  });
  document.addEventListener("keydown", pressKeys);
  translateSelects();
  showFirstMark();
  document.querySelectorAll("input[data-suggestions]").forEach(suggestTags);
});
