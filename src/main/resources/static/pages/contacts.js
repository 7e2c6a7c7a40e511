// Who is paused, by what, until when; and why a contact's bot stopped.
import { call, cause, cockpit, historyLine, make, signForms, time } from "./server.js";

const PAGE = 50;
const HISTORY = 20;

const form = document.querySelector(".filters");
const rows = document.querySelector("tbody");
const more = document.querySelector(".more");
const dialog = document.querySelector("dialog");
const panel = dialog.querySelector("contact-bot-status");
const history = dialog.querySelector(".history");
const older = dialog.querySelector(".older");

let asked = "";
let next = null;
let shown = "";

signForms();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  location.hash = new URLSearchParams(filled()).toString();
  list();
});
form.addEventListener("change", (event) => event.target.tagName === "SELECT" && form.requestSubmit());
more.addEventListener("click", () => page(next));
older.addEventListener("click", olderHistory);
dialog.querySelector(".close").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => {
  panel.removeAttribute("contact-id"); // nobody looks any more
  list();
});
panel.addEventListener("bot-status-change", ({ detail: state }) => {
  dialog.querySelector(".explanation").textContent = state?.explanation ?? "";
});
panel.addEventListener("bot-status-event", ({ detail: event }) => {
  if (!history.querySelector(`[data-event="${event.id}"]`)) history.prepend(historyLine(event));
});

for (const [name, value] of new URLSearchParams(location.hash.slice(1))) if (form.elements[name]) form.elements[name].value = value;
list();

function filled() {
  return [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
}

/** The list from its beginning. */
async function list() {
  asked = new URLSearchParams([...filled(), ["limit", PAGE]]).toString();
  rows.replaceChildren();
  await page(null);
  await exactly(form.elements.search.value.trim());
}

async function page(after) {
  const of = asked;
  const failed = document.querySelector(".failed");
  try {
    const answer = await call("GET", `/api/contacts?${of}${after ? `&after=${encodeURIComponent(after)}` : ""}`);
    if (of !== asked) return; // somebody has asked for something else meanwhile
    failed.textContent = "";
    rows.append(...answer.contacts.map(row));
    next = answer.next;
    more.hidden = !next;
    document.querySelector(".count").textContent = rows.children.length
      ? `${rows.children.length} shown${next ? ", there are more" : ""}`
      : "No paused contact like that. Whoever is not listed is active.";
  } catch (error) {
    failed.textContent = error.message;
    more.hidden = true;
  }
}

/** A contact that is not paused is in no list, but may be looked for by its whole id. */
async function exactly(id) {
  if (!id || rows.querySelector(`[data-contact="${CSS.escape(id)}"]`)) return;
  const state = await call("GET", `/api/contacts/${encodeURIComponent(id)}/bot-status`).catch(() => null);
  const known = state && (await call("GET", `/api/contacts/${encodeURIComponent(id)}/bot-status/history?limit=1`)).length;
  if (known && form.elements.search.value.trim() === id && state.status === "active") rows.prepend(row(state));
}

function row(state) {
  const instance = state.holds.find((hold) => hold.processInstanceId)?.processInstanceId;
  return make(
    "tr",
    { "data-contact": state.contactId },
    make("td", {}, state.contactId),
    make("td", {}, make("span", { class: `status ${state.status}` }, state.status)),
    make(
      "td",
      {},
      state.holds.length
        ? state.holds.map((hold) =>
            make("div", {}, make("span", { class: "tag" }, cause(hold.cause)), hold.setBy ? ` by ${hold.setBy}` : "", hold.reason ? [" ", make("span", { class: "quote" }, hold.reason)] : null),
          )
        : "nothing holds it back",
    ),
    make("td", {}, state.status === "active" ? "answers" : state.reactivateAt ? time(state.reactivateAt, { dateStyle: "medium", timeStyle: "short" }) : "when released"),
    make(
      "td",
      {},
      make(
        "div",
        { class: "actions" },
        make("button", { type: "button", onclick: () => open(state.contactId) }, "History"),
        instance ? make("a", { href: cockpit(instance) }, "Cockpit") : null,
      ),
    ),
  );
}

async function open(id) {
  shown = id;
  dialog.querySelector("#whose").textContent = id;
  dialog.querySelector(".explanation").textContent = "";
  history.replaceChildren();
  panel.contactId = id;
  dialog.showModal();
  await olderHistory();
}

async function olderHistory() {
  const id = shown;
  const last = history.lastElementChild?.dataset.event;
  const events = await call("GET", `/api/contacts/${encodeURIComponent(id)}/bot-status/history?limit=${HISTORY}${last ? `&before=${last}` : ""}`);
  if (id !== shown) return;
  history.append(...events.filter((event) => !history.querySelector(`[data-event="${event.id}"]`)).map(historyLine));
  older.hidden = events.length < HISTORY;
}
