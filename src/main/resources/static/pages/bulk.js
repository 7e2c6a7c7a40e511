// Changes many contacts at a time, with a preview.
import { clear, selection, whom } from "./selection.js";
import { follow } from "./progress.js";
import { call, contacts, make, number, time, upper } from "./server.js";

const bar = document.querySelector(".bulk");
const form = bar.querySelector("form");
const dialog = document.querySelector("dialog.preview");
const go = dialog.querySelector("[type=submit]");

/** The request that the dialog shows, and sends if the person agrees. */
let asked = null;
let busy = false;

form.addEventListener("change", rules);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  alone(bar, preview);
});
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  alone(dialog, change);
});
dialog.querySelector("[type=button]").addEventListener("click", () => dialog.close());
rules();

/** Snoozed has an end, inactive may have one, active has none. */
function rules() {
  const { status, after, number, unit } = form.elements;
  if (status.value === "active") after.checked = false;
  if (status.value === "snoozed") after.checked = true;
  after.hidden = status.value === "snoozed";
  number.disabled = unit.disabled = !after.checked;
  form.querySelector(".after").hidden = status.value === "active";
}

/** Runs one request at a time, and shows its error beside its button. */
async function alone(place, work) {
  if (busy) return;
  const said = place.querySelector("[role=alert]");
  said.textContent = "";
  busy = true;
  place.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (error) {
    said.textContent = error instanceof TypeError ? "The server did not answer. Reload the page to see whether a change has begun." : error.message;
  } finally {
    busy = false;
    place.removeAttribute("aria-busy");
  }
}

async function preview() {
  const { status, after, number, unit, reason } = form.elements;
  const wanted = {
    ...selection(),
    status: status.value,
    reactivateAfter: after.checked ? unit.value.replace("#", number.valueAsNumber) : null,
    reason: reason.value.trim() || null,
  };
  show(wanted, await call("POST", "/bot-status-changes", { ...wanted, dryRun: true }));
}

function show(wanted, met) {
  asked = wanted;
  dialog.querySelector("h2").textContent = `Set ${contacts(met.contacts)} to ${met.status}?`;
  dialog.querySelector("#whom").textContent = `${upper(whom(wanted, met.contacts))}.`;
  dialog.querySelector("dl").replaceChildren(...Object.entries(met.now).map(([status, count]) => counted(status, count)));
  dialog.querySelector(".meaning").replaceChildren(...meaning(met));
  dialog.querySelector("h3").textContent = met.contacts > met.sample.length ? `The first ${met.sample.length}` : "Who";
  dialog.querySelector(".sample").replaceChildren(...met.sample.map((state) => make("li", {}, make("span", {}, state.contactId), " ", mark(state.status))));
  dialog.querySelector("[role=alert]").textContent = "";
  go.textContent = `Change ${contacts(met.contacts)}`;
  go.hidden = dialog.querySelector("h3").hidden = !met.contacts;
  dialog.showModal();
}

function counted(status, count) {
  return make("div", {}, make("dt", {}, mark(status), " now"), " ", make("dd", {}, number(count)));
}

function mark(status) {
  return make("span", { class: `status ${status}` }, status);
}

/** The meaning of the change in words, with what an undo does not bring back. */
function meaning({ status, reactivateAt }) {
  if (status === "active") return ["All of their pauses end. This cannot be undone."];
  const end = reactivateAt ? ["until ", time(reactivateAt, { dateStyle: "medium", timeStyle: "short" })] : ["until they are set active"];
  return ["Their bots are silent ", ...end, ". This replaces all of their present pauses. An undo sets them active."];
}

async function change() {
  const begun = await call("POST", "/bot-status-changes", asked);
  dialog.close();
  form.reset();
  rules();
  clear();
  follow(begun);
}
