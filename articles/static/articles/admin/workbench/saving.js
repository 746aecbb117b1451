// What a save would do, asked of the server, shown, answered, and done.

import { element } from "./sheet.js";

export async function post(address, data) {
  const token = document.querySelector("#wb-saving [name=csrfmiddlewaretoken]").value;
  const answer = await fetch(address, {
    method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify(data),
  });
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) return answer.json();
  return { refusals: [answer.status === 403
    ? gettext("You may not do this any more; log in again in another tab.")
    : gettext("The server did not answer as it should; try again.")] };
}

const texts = (name, list, sign) => list.filter(Boolean).map((text) => element(name, {}, `${sign} ${text}`));

const drawMove = ({ text, told }) =>
  element("p", { class: "wb-moved" }, "⇄ ", ...(told ? [element("span", { class: "wb-hint" }, told), " "] : []), text);

function drawChange({ what, headline, told, fields }) {
  return element("li", { class: `wb-change is-${what}` },
    element("strong", {}, headline), ...(told ? [element("span", { class: "wb-hint" }, told)] : []),
    ...fields.map(({ field, gone, come, moved = [] }) => element("div", { class: "wb-field" },
      element("span", { class: "wb-label" }, field),
      element("div", {}, ...texts("del", gone, "−"), ...texts("ins", come, "+"), ...moved.map(drawMove)))));
}

// The editor's words that have no place in the new arrangement: kept or dropped, by choice.
function drawQuestion({ name, field, headline, printed, written, now, home }, number, answers) {
  const choice = (value, text) => element("label", {},
    element("input", { type: "radio", name: `answer-${number}`, value, "data-answer": name, checked: answers[name] === value, required: true }), text);
  return element("fieldset", { class: "wb-question" },
    element("legend", {}, interpolate(gettext("%s, %s: written by hand"), [headline, field])),
    element("p", {}, element("ins", {}, written)),
    ...(printed ? [element("p", {}, element("span", { class: "wb-label" }, gettext("Printed")), " ", printed)] : []),
    ...(now && now !== printed ? [element("p", {}, element("span", { class: "wb-label" }, gettext("Now")), " ", now)] : []),
    ...(home === null ? [] : [choice("keep", interpolate(gettext("Keep it, in “%s”"), [home]))]),
    choice("drop", gettext("Drop it: what is printed stands")));
}

function draw(dialog, told, answers) {
  const body = dialog.querySelector(".wb-dialog-body");
  const refusals = told.refusals || [];
  body.replaceChildren(
    ...(refusals.length ? [element("ul", { class: "desk-problems" }, ...refusals.map((text) => element("li", {}, text)))] : []),
    ...(told.questions || []).map((question, number) => drawQuestion(question, number, answers)),
    ...(told.changes?.length ? [element("ul", { class: "wb-changes" }, ...told.changes.map(drawChange))] : []),
    ...(refusals.length || told.changes?.length ? [] : [
      element("p", {}, gettext("Nothing changes. The page is kept as right, and its arrangement teaches the parser.")),
    ]));
  const correction = dialog.querySelector(".wb-correction");
  correction.hidden = !told.correct?.length;
  correction.querySelector("textarea").required = !correction.hidden;
  dialog.querySelector("[value=save]").disabled = refusals.length > 0;
}

// Shows what would change; answers with true once it is saved.
export function ask({ plan, save }, proposal) {
  const dialog = document.getElementById("wb-saving");
  const answers = {};
  const said = () => ({ ...proposal, answers, correction: dialog.querySelector("[name=correction]").value });
  dialog.addEventListener("change", ({ target }) => {
    if (target.dataset.answer) answers[target.dataset.answer] = target.value;
  });
  return post(plan, said()).then((told) => new Promise((resolve) => {
    draw(dialog, told, answers);
    dialog.returnValue = "";
    dialog.showModal();
    dialog.querySelector("[value=save]").focus({ preventScroll: true });
    dialog.scrollTop = 0;
    const form = dialog.querySelector("form");
    form.onsubmit = async (event) => {
      if (event.submitter?.value !== "save") return;
      event.preventDefault();
      event.submitter.disabled = true;
      const done = await post(save, said());
      if (done.saved) resolve(true);
      else draw(dialog, done, answers);
    };
    dialog.onclose = () => resolve(false);
  }));
}
