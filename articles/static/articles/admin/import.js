// Files dragged onto the page, and how far an import is. Without it files are chosen, and the page reloads itself.
"use strict";

const WANTED = /(\.txt|\.pdf|\.zip)$|(^|\/)issue\.toml$/i;

// All files below what was dropped, with their paths.
async function filesBelow(entry, path, found) {
  const name = `${path}${entry.name}`;
  if (entry.isFile) {
    if (WANTED.test(name)) found.push([name, await new Promise((take, refuse) => entry.file(take, refuse))]);
    return;
  }
  const reader = entry.createReader();
  for (;;) { // in portions of a hundred
    const some = await new Promise((take, refuse) => reader.readEntries(take, refuse));
    if (!some.length) return;
    for (const one of some) await filesBelow(one, `${name}/`, found);
  }
}

function openImport(form) {
  const fault = form.querySelector(".desk-fault");
  const bar = form.querySelector("progress");
  const say = (words) => { fault.textContent = words; fault.hidden = !words; };

  function send(found) {
    const bytes = found.reduce((sum, [, file]) => sum + file.size, 0);
    if (!found.length) {
      say(gettext("There is no page among these files. Pages are .txt files or PDF, alone, in folders or in a zip."));
      return;
    }
    if (found.length > Number(form.dataset.mostFiles) || bytes > Number(form.dataset.mostBytes)) {
      say(interpolate(gettext("These are %(files)s files of %(size)s MB, too many at once. Send fewer issues at a time."),
        { files: found.length, size: Math.ceil(bytes / 2 ** 20) }, true));
      return;
    }
    say("");
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("paths", JSON.stringify(found.map(([path]) => path)));
    for (const [, file] of found) data.append("files", file);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      bar.hidden = false;
      bar.max = event.total;
      bar.value = event.loaded;
      if (event.loaded === event.total) bar.removeAttribute("value"); // it is being read
    });
    request.addEventListener("load", () => {
      bar.hidden = true;
      if (request.status < 400) { window.location.assign(request.responseURL); return; }
      const answer = new DOMParser().parseFromString(request.responseText, "text/html").querySelector(".desk-fault");
      say(answer ? answer.textContent : gettext("The files were not taken. Reload the page and try again."));
    });
    request.addEventListener("error", () => {
      bar.hidden = true;
      say(gettext("The connection broke off. Try again."));
    });
    request.open("POST", form.action);
    request.send(data);
  }

  const chosen = (input) => Array.from(input.files, (file) => [file.webkitRelativePath || file.name, file])
    .filter(([name]) => WANTED.test(name));
  form.querySelectorAll("input[type=file]").forEach((input) => {
    input.closest("label").hidden = false;
  });
  // Caught on its way down: the theme's own listener at a file field fails where no text field stands beside it.
  form.addEventListener("change", (event) => {
    event.stopPropagation();
    if (event.target.files.length) send(chosen(event.target));
  }, true);
  form.querySelector("button").hidden = true;

  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("is-over"); });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("is-over");
  });
  // A file dropped beside the field would be opened instead.
  window.addEventListener("dragover", (event) => event.preventDefault());
  window.addEventListener("drop", (event) => event.preventDefault());
  form.addEventListener("drop", async (event) => {
    form.classList.remove("is-over");
    const items = Array.from(event.dataTransfer.items).filter((item) => item.kind === "file");
    const entries = items.map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()); // before anything waits
    const found = [];
    if (entries.length && entries.every(Boolean)) {
      for (const entry of entries) await filesBelow(entry, "", found);
    } else {
      for (const file of event.dataTransfer.files) if (WANTED.test(file.name)) found.push([file.name, file]);
    }
    send(found);
  });
}

// An issue is stored, or compared, in one go after its last page was read: nobody can be told of a part of it.
const STILL = { storing: () => gettext("One issue is being stored in one go."), reading: () => gettext("One issue is being compared with what is stored.") };

function watchProgress(section) {
  const bar = section.querySelector("progress");
  let before = "", still = 0;
  async function ask() {
    let answer;
    try { answer = await fetch(section.dataset.progress, { headers: { Accept: "application/json" } }); } catch { /* again */ }
    if (answer && answer.redirected) { window.location.reload(); return; } // to the login
    if (answer && answer.ok) {
      const now = await answer.json();
      if (now.state !== section.dataset.state) { window.location.reload(); return; }
      if (now.total) {
        bar.max = now.total;
        bar.value = now.done;
        section.querySelector("[data-count]").textContent = interpolate(gettext("%(done)s of %(total)s pages"), now, true);
      }
      const told = `${now.done} ${now.at_work}`;
      still = told === before ? still + 1 : 0;
      before = told;
      if (now.total && still > 1) bar.removeAttribute("value"); // it moves, and says not how far
      section.querySelector("[data-at-work]").textContent = now.total && still > 1 ? STILL[now.state]() : now.at_work;
    }
    window.setTimeout(ask, 700);
  }
  ask();
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("#import_form").forEach(openImport);
  document.querySelectorAll("[data-progress]").forEach(watchProgress);
});
