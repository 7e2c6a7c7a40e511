// A demo conversation: the page reports messages, the bot asks before each reply, and the panel shows and changes the status.
import { api, call, historyLine, make, openForms, signForms } from "./server.js";

const PEOPLE = { "demo-mia": "Mia Keller", "demo-jonas": "Jonas Brandt", "demo-amara": "Amara Diallo" };
const SET_ANSWERS = [
  [/price|cost|how much/i, "Our plans start at 19 € a month. Shall I tell you what is in them?"],
  [/open|hours|when/i, "We are there Monday to Friday from 9:00 to 18:00."],
  [/person|human|agent|talk/i, "I will tell my colleagues that you would like to talk to a person."],
  [/thank/i, "You're welcome!"],
  [/./s, "Thank you for your message! Can you tell me a little more?"],
];
const REFUSED = {
  snoozed: "the bot is snoozed",
  inactive: "the bot is inactive",
  message_limit: "the message limit is reached",
  epoch_changed: "somebody changed the status while it was writing",
  mode: "the bot mode is not auto_pilot",
};
const WRITING = { quick: 700, slow: 5000 };
const KEPT = 100;

const panel = document.querySelector("contact-bot-status");
const thread = document.querySelector(".thread");
const form = document.querySelector(".composer");
const lineOfTime = document.querySelector(".line-of-time");

let contact = "";

panel.setAttribute("api", api);

signForms();
document.querySelector(".add").addEventListener("submit", (event) => {
  event.preventDefault();
  open(event.target.elements.contact.value.trim());
  event.target.reset();
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { sender, text } = form.elements;
  const words = text.value.trim();
  if (!words) return;
  say("");
  try {
    text.value = "";
    await write(contact, sender.value, words);
  } catch (error) {
    if (!text.value) text.value = words;
    say(`Not sent: ${error instanceof TypeError ? "the server cannot be reached." : error.message}`);
  }
});
form.elements.text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
panel.addEventListener("bot-status-event", ({ detail: event }) => tell(event));
window.addEventListener("hashchange", () => open(named()));

openForms();
open(named() || "demo-mia");

/** The contact that the address names. */
function named() {
  const text = location.hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // typed by a person
  }
}

/** Shows the conversation with a contact. */
async function open(id) {
  if (!id || id === contact) return;
  contact = id;
  location.hash = encodeURIComponent(id);
  panel.contactId = id;
  document.querySelector("#name").textContent = name(id);
  const shown = new Map([...Object.entries(PEOPLE), [id, name(id)]]);
  document.querySelector(".people").replaceChildren(
    ...[...shown].map(([one, name]) =>
      make("li", {}, make("button", { type: "button", "aria-current": String(one === id), onclick: () => open(one) }, name)),
    ),
  );
  // Screen readers announce only later entries.
  thread.ariaBusy = lineOfTime.ariaBusy = "true";
  thread.replaceChildren(...kept(id).map(show));
  thread.scrollTop = thread.scrollHeight;
  lineOfTime.replaceChildren();
  say("");
  const history = await call("GET", `${path(id)}/bot-status/history?limit=30`).catch((error) => {
    say(error.message);
    return [];
  });
  if (contact === id) {
    history.reverse().forEach(tell);
    thread.ariaBusy = lineOfTime.ariaBusy = "false";
  }
}

function name(id) {
  return Object.hasOwn(PEOPLE, id) ? PEOPLE[id] : id;
}

/** Writes a message. This page plays the platform and reports it. */
async function write(to, sender, text) {
  const answer = await call("POST", `${path(to)}/messages`, {
    messageId: crypto.randomUUID(),
    sender,
    channel: "demo",
    ...(sender !== "contact" && { sentBy: sender === "human" ? "Anna" : "newsletter" }),
  });
  add(to, { sender, text });
  if (answer.effect === "paused" || answer.effect === "extended") {
    add(to, { note: `The bot is ${answer.botStatus} now: ${sender === "human" ? "a person wrote by hand" : "a workflow wrote"}.` });
  }
  if (sender === "contact") await reply(to, text);
}

/** The scripted bot: it reads the status, writes for a while, and asks for a permit. */
async function reply(to, text) {
  const before = await call("GET", `${path(to)}/bot-status`);
  const words = SET_ANSWERS.find(([pattern]) => pattern.test(text))[1];
  const writing = make("p", { class: "note writing" }, "The bot is writing …");
  if (before.responding && to === contact) thread.append(writing);
  await new Promise((done) => setTimeout(done, form.elements.slow.checked ? WRITING.slow : WRITING.quick));
  writing.remove();
  const permit = await call("POST", `${path(to)}/replies`, { replyId: crypto.randomUUID(), epoch: before.epoch });
  if (permit.granted) {
    add(to, { sender: "bot", text: words });
  } else {
    add(to, { note: `The bot wanted to say “${words}” and was refused: ${REFUSED[permit.because]} (${permit.because}).`, refused: true });
  }
}

function add(to, entry) {
  try {
    localStorage.setItem(`thread ${to}`, JSON.stringify([...kept(to), entry].slice(-KEPT)));
  } catch {
    // The browser's storage is full, so the message is shown and not stored.
  }
  if (to !== contact) return;
  thread.append(show(entry));
  thread.scrollTop = thread.scrollHeight;
}

/** The thread as this browser stores it. The server keeps no messages. */
function kept(id) {
  return JSON.parse(localStorage.getItem(`thread ${id}`) ?? "[]");
}

function show(entry) {
  if (entry.note) return make("p", { class: entry.refused ? "note refused" : "note" }, entry.note);
  const names = { contact: name(contact), human: "Anna", bot: "Bot", workflow: "Workflow" };
  return make("div", { class: `bubble ${entry.sender}` }, make("small", {}, names[entry.sender]), entry.text);
}

/** Shows an event once, though both the history and the stream may bring it. */
function tell(event) {
  if (!lineOfTime.querySelector(`[data-event="${event.id}"]`)) lineOfTime.prepend(historyLine(event));
}

function say(words) {
  document.querySelector(".failed").textContent = words;
}

function path(id) {
  return `/contacts/${encodeURIComponent(id)}`;
}
