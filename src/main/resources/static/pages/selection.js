// Whom a change of many contacts is about: the rows that are ticked, or all that the list's filter matches.
import { call, cause, contacts, make, upper } from "./server.js";

const rows = document.querySelector("tbody");
const all = document.querySelector("thead .pick input");
const bar = document.querySelector(".bulk");
const said = bar.querySelector("[role=status]");
const matching = bar.querySelector(".matching");

let ticked = new Set();
/** What the list was asked for, as the API's filter. */
let filter = {};
/** How many contacts the filter matches; null while nobody has asked. */
let matched = null;
/** Whether all that match are meant, those too that are not shown. */
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
 * The list shows other rows, or more. Who is shown no more is selected no more: nobody is changed unseen, unless somebody says so.
 * Whoever has said so means the filter, and the list may come anew by itself, when a change that ran is over.
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

/** As the API takes it. */
export function selection() {
  return everybody ? { filter: meant() } : { contactIds: [...ticked] };
}

/** The list shows the paused ones alone. */
function meant() {
  return { ...filter, paused: true };
}

/** As a person would say it. */
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

/** Asked only once it matters: for many contacts it takes a moment. */
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
