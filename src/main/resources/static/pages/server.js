// What all pages of the server share: calls with the session's CSRF token, and the forms that need it too.

export function csrfToken() {
  return decodeURIComponent(/(?:^|; )BOT-XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] ?? "");
}

/** The path below which this server is, such as / or /bot/. Every page is directly below it. */
const base = new URL(".", document.baseURI).pathname;

/** The path of the HTTP API. */
export const api = new URL(document.querySelector("meta[name=bot-api]").content, document.baseURI).pathname;

/** Calls the API and returns its JSON. Throws an Error with the server's message. */
export async function call(method, path, body) {
  const response = await fetch(api + path, {
    method,
    headers: {
      Accept: "application/json",
      "Content-Type": "application/json",
      "X-Requested-With": "XMLHttpRequest",
      "X-XSRF-TOKEN": csrfToken(),
    },
    body: body && JSON.stringify(body),
  });
  if (response.status === 401) {
    location.assign(`${base}login?to=${encodeURIComponent(location.pathname.slice(base.length - 1) + location.search)}`);
    return new Promise(() => {}); // the page is going
  }
  const answer = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error(answer.detail ?? `HTTP ${response.status}`);
  return answer;
}

/** Adds the CSRF token to forms that the browser itself submits. */
export function signForms() {
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", () => {
      const field = form.elements._csrf ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "_csrf" }));
      field.value = csrfToken();
    });
  }
}

/** Enables the forms. Before the page listens, the browser would submit them itself, without the token, and lose their input. */
export function openForms() {
  for (const button of document.querySelectorAll("form button[disabled]")) button.disabled = false;
}

/** An element with attributes and children; texts are texts, never markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** The pages are in English, in the form of the person's region. */
const language = navigator.languages.find((own) => /^en-[A-Z]{2}$/.test(own)) ?? "en";

export function time(instant, style = { dateStyle: "medium", timeStyle: "medium" }) {
  return make("time", { datetime: instant }, new Intl.DateTimeFormat(language, style).format(new Date(instant)));
}

export function number(count) {
  return new Intl.NumberFormat(language).format(count);
}

/** A number of contacts in words, such as: 1 contact, 3 paused contacts. */
export function contacts(count, kind = "") {
  return `${number(count)} ${kind && `${kind} `}${count === 1 ? "contact" : "contacts"}`;
}

export function upper(words) {
  return words.replace(/^./, (first) => first.toUpperCase());
}

const CAUSES = {
  manual_message: "manual message",
  workflow_message: "workflow message",
  message_limit: "message limit",
  workflow_action: "workflow",
  manual_change: "set by a person",
};

export function cause(word) {
  return CAUSES[word] ?? word.replaceAll("_", " ");
}

const TYPES = { placed: "paused", extended: "pause lasts longer", replaced: "pause replaced", released: "pause ended", expired: "pause is over", limit_reached: "message limit reached", repaired: "put right", joined: "one person with another contact", separated: "another person again", no_pause: "no pause, says the policy" };

/** An event of the history, as a list item. */
export function historyLine(event) {
  return make(
    "li",
    { "data-status": event.after, "data-event": event.id },
    make("div", { class: "line" }, make("strong", {}, TYPES[event.type] ?? event.type), " ", make("span", { class: "tag" }, cause(event.cause))),
    make("div", {}, event.before === event.after ? `still ${event.after}` : `${event.before} → ${event.after}`, event.until && event.after !== "active" ? [", until ", time(event.until)] : null),
    event.reason ? make("div", { class: "quote" }, event.reason) : null,
    make("small", { class: "muted" }, time(event.at), event.setBy ? ` · by ${event.setBy}` : "", event.processInstanceId ? make("span", { class: "for-admin" }, " · ", make("a", { href: cockpit(event.processInstanceId) }, "process instance")) : null),
  );
}

/** Cockpit's address of a process instance. */
export function cockpit(processInstanceId) {
  return `${base}camunda/app/cockpit/default/#/process-instance/${processInstanceId}/runtime`;
}
