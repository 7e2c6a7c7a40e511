// The contacts of a bulk change: the selected rows, or all contacts that the list's filter matches.
import { call, cause, contacts, make, upper } from "./server.js";

const rows = document.querySelector("tbody");
const all = document.querySelector("thead .pick input");
const bar = document.querySelector(".bulk");
const said = bar.querySelector("[role=status]");
const matching = bar.querySelector(".matching");

let ticked = new Set();
/** The list's filter, as the API takes it. */
let filter = {};
/** How many contacts the filter matches; null while it is unknown. */
let matched = null;
/** Whether all matching contacts are selected, also those that are not shown. */
let everybody = false;

rows.addEventListener("change", ({ target }) => {
  if (target.checked) ticked.add(contact(target));
  else ticked.delete(contact(target));
  everybody = false;
  show();
});
all.addEventListener("change", () => {
  ticked = new Set(all.checked ? shown() : []);
  everybody = false;
  show();
});
matching.addEventListener("click", () => {
  everybody = true;
  show();
  bar.querySelector("[name=status]").focus(); // the button is gone
});
bar.querySelector(".nobody").addEventListener("click", () => {
  clear();
  all.focus();
});

/** The cell of a row by which its contact is selected. */
export function pick(contactId) {
  return make("td", { class: "pick" }, make("label", {}, make("input", { type: "checkbox", "aria-label": `Select ${contactId}` })));
}

/**
 * Called when the list shows other rows, or more. A row that is no longer shown is no longer selected, so that no contact is changed
 * unseen. A selection of all matching contacts means the filter, and stays when the list reloads after a change.
 */
export function listed(asked) {
  const same = JSON.stringify(asked) === JSON.stringify(filter);
  filter = asked;
  everybody &&= same && shown().length > 0;
  if (!everybody) matched = null;
  ticked = new Set(shown().filter((id) => everybody || (same && ticked.has(id))));
  show();
  if (everybody) count();
}

export function clear() {
  ticked.clear();
  everybody = false;
  show();
}

/** The selection, as the API takes it. */
export function selection() {
  return everybody ? { filter: meant() } : { contactIds: [...ticked] };
}

/** The filter of the selection. The list shows only paused contacts. */
function meant() {
  return { ...filter, paused: true };
}

/** The selection in words. */
export function whom(chosen, count) {
  return chosen.filter ? matches(chosen.filter, count) : `${contacts(count)} selected`;
}

function matches({ status, cause: by, search }, count) {
  return [
    `all ${contacts(count, status ?? "paused")}`,
    by ? ` paused by “${cause(by)}”` : "",
    search ? ` whose ID begins with “${search}”` : "",
  ].join("");
}

function show() {
  for (const box of boxes()) box.checked = ticked.has(contact(box));
  all.disabled = !shown().length;
  all.checked = ticked.size > 0 && ticked.size === shown().length;
  all.indeterminate = ticked.size > 0 && !all.checked;
  bar.hidden = !ticked.size;
  said.textContent = everybody ? upper(matches(filter, matched)) : `${contacts(ticked.size)} selected`;
  matching.hidden = everybody || !all.checked || !(matched > ticked.size);
  if (!matching.hidden) matching.textContent = `Select ${matches(filter, matched)}`;
  if (all.checked && matched === null) count();
}

/** Counts the matching contacts only when the number is needed, because many contacts take a moment. */
async function count() {
  const asked = filter;
  const met = await call("POST", "/bot-status-changes", { filter: meant(), status: "active", dryRun: true }).catch(() => null);
  if (!met || asked !== filter) return;
  matched = met.contacts;
  show();
}

function boxes() {
  return [...rows.querySelectorAll(".pick input")];
}

function shown() {
  return boxes().map(contact);
}

function contact(box) {
  return box.closest("tr").dataset.contact;
}
