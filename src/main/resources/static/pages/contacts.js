// The list of paused contacts, and the history of one contact.
import "./bulk.js";
import { resume, whenOver } from "./progress.js";
import { listed, pick } from "./selection.js";
import { api, call, cause, cockpit, historyLine, make, openForms, signForms, time } from "./server.js";

const PAGE = 50;
const HISTORY = 20;

const form = document.querySelector(".filters");
const rows = document.querySelector("tbody");
const more = document.querySelector(".more");
const dialog = document.querySelector("dialog.contact");
const panel = dialog.querySelector("contact-bot-status");
const history = dialog.querySelector(".history");
const older = dialog.querySelector(".older");

let asked = 0;
let query = "";
let filter = {};
let next = null;
let shown = "";

panel.setAttribute("api", api);
signForms();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const address = new URLSearchParams(filled()).toString();
  if (address === location.hash.slice(1)) list();
  else location.hash = address;
});
form.addEventListener("change", (event) => event.target.tagName === "SELECT" && form.requestSubmit());
more.addEventListener("click", () => page(next));
older.addEventListener("click", olderHistory);
dialog.querySelector(".close").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => {
  panel.removeAttribute("contact-id"); // ends the stream
  const id = shown;
  list().then(() => rows.querySelector(`[data-contact="${CSS.escape(id)}"] button`)?.focus());
});
panel.addEventListener("bot-status-change", ({ detail: state }) => {
  dialog.querySelector(".explanation").textContent = state?.explanation ?? "";
});
panel.addEventListener("bot-status-event", ({ detail: event }) => {
  if (!history.querySelector(`[data-event="${event.id}"]`)) history.prepend(historyLine(event));
});

window.addEventListener("hashchange", asAddressed);
openForms();
if (location.hash) asAddressed();
else list(); // the browser may have restored the form
whenOver(list);
resume();

/** The list that the address names, also after a step back. */
function asAddressed() {
  form.reset();
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) if (form.elements[name]) form.elements[name].value = value;
  list();
}

function filled() {
  return [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
}

/** The list from its beginning. */
async function list() {
  const answers = filled();
  query = new URLSearchParams([...answers, ["limit", PAGE]]).toString();
  filter = Object.fromEntries(answers.filter(([name]) => name !== "sort"));
  const mine = ++asked;
  more.disabled = true; // it would go on from the list that is being replaced
  await page(null);
  if (mine === asked) await exactly(form.elements.search.value.trim(), mine);
}

/** Loads the first page, or one more. A newer request wins over an older one. */
async function page(after) {
  const mine = after === null ? asked : ++asked;
  const failed = document.querySelector(".failed");
  try {
    const answer = await call("GET", `/contacts?${query}${after ? `&after=${encodeURIComponent(after)}` : ""}`);
    if (mine !== asked) return;
    more.disabled = false;
    failed.textContent = "";
    const back = after === null ? focused() : null;
    if (after === null) rows.replaceChildren();
    rows.append(...answer.contacts.map(row));
    next = answer.next;
    more.hidden = !next;
    count();
    listed(filter);
    back?.();
  } catch (error) {
    if (mine !== asked) return;
    rows.replaceChildren();
    listed(filter);
    failed.textContent = error.message;
    document.querySelector(".count").textContent = "";
    more.hidden = true;
  }
}

/** Returns the focus to the same row after the list has reloaded, if the row is still there. */
function focused() {
  const id = document.activeElement.closest("[data-contact]")?.dataset.contact;
  return () => id && rows.querySelector(`[data-contact="${CSS.escape(id)}"] input`)?.focus();
}

/** Shows an active contact, which is in no list, if its whole id is searched for. */
async function exactly(id, mine) {
  if (!id || rows.querySelector(`[data-contact="${CSS.escape(id)}"]`)) return;
  const state = await call("GET", `/contacts/${encodeURIComponent(id)}/bot-status`).catch(() => null);
  const known = state && (await call("GET", `/contacts/${encodeURIComponent(id)}/bot-status/history?limit=1`)).length;
  if (known && mine === asked && state.status === "active") {
    rows.prepend(row(state));
    count();
    listed(filter);
  }
}

function count() {
  document.querySelector(".count").textContent = rows.children.length
    ? `${rows.children.length} shown${next ? ", there are more" : ""}`
    : "No paused contact like that. Every contact that is not listed is active.";
}

function row(state) {
  const instance = state.holds.find((hold) => hold.processInstanceId)?.processInstanceId;
  return make(
    "tr",
    { "data-contact": state.contactId },
    pick(state.contactId),
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
        instance ? make("a", { class: "for-admin", href: cockpit(instance) }, "Cockpit") : null,
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
  const events = await call("GET", `/contacts/${encodeURIComponent(id)}/bot-status/history?limit=${HISTORY}${last ? `&before=${last}` : ""}`);
  if (id !== shown) return;
  history.append(...events.filter((event) => !history.querySelector(`[data-event="${event.id}"]`)).map(historyLine));
  older.hidden = events.length < HISTORY;
}
