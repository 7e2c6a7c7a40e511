// The progress of a bulk change, until a person hides it. A reload finds it again.
import { call, cockpit, contacts, make, number, time } from "./server.js";

const PATH = "/bot-status-changes";
const OFTEN = 1_000;
const KEPT = "bulk-change";
/** How many of the newest changes are searched for another person's running one. */
const NEWEST = 5;

const place = document.querySelector(".progress");
const title = place.querySelector("h2");
const bar = place.querySelector("progress");
const far = place.querySelector(".far");
const who = place.querySelector(".muted");
const problem = place.querySelector("[role=alert]");
const live = place.querySelector("[role=status]");
const undo = place.querySelector(".undo");

/** The last answer; null without a change. */
let change = null;
/** Counts requests, so that an answer to an older request is ignored. */
let asked = 0;
let waiting = 0;
let over = () => {};

undo.addEventListener("click", takeBack);
place.querySelector(".hide").addEventListener("click", () => {
  putAway();
  document.querySelector("h1").focus();
});

/** Calls the listener when contacts have changed. */
export function whenOver(listener) {
  over = listener;
}

/** Shows a change that the person has just started. A small one is over already. */
export function follow(begun) {
  take(begun, true);
  title.focus();
}

/** Finds the change that this page has shown before, or one that runs, of any person, since it concerns this list. */
export async function resume() {
  if (document.body.dataset.admin !== "true") return;
  const mine = ++asked;
  const kept = sessionStorage.getItem(KEPT);
  const [own, newest] = await Promise.all([
    kept && call("GET", `${PATH}/${kept}`).catch(() => null),
    call("GET", `${PATH}?limit=${NEWEST}`).catch(() => []),
  ]);
  const found = own && goes(own) ? own : (newest.find(goes) ?? own);
  if (found && mine === asked) take(found);
}

function goes({ state }) {
  return state === "running" || state === "undoing";
}

/** Shows an answer, and polls while the change runs. */
function take(answer, went = change && goes(change)) {
  change = answer;
  asked++;
  clearTimeout(waiting);
  sessionStorage.setItem(KEPT, change.id);
  show();
  if (goes(change)) waiting = setTimeout(poll, OFTEN);
  else if (went) over();
}

async function poll() {
  const mine = asked;
  try {
    const answer = await call("GET", `${PATH}/${change.id}`);
    if (mine === asked) take(answer);
  } catch (error) {
    if (mine !== asked) return;
    complain(`It is not known how far it is: ${words(error)} Trying again …`);
    waiting = setTimeout(poll, OFTEN);
  }
}

/** Shown at once: the server undoes the first ten thousand before it answers. */
async function takeBack() {
  const before = change;
  const mine = ++asked; // an earlier poll does not know of this
  clearTimeout(waiting);
  change = { ...before, state: "undoing" };
  show();
  title.focus();
  try {
    const answer = await call("DELETE", `${PATH}/${before.id}`);
    if (mine === asked) take(answer, true);
  } catch (error) {
    if (mine !== asked) return;
    change = before;
    show();
    complain(`Not undone: ${words(error)}`);
    if (goes(change)) waiting = setTimeout(poll, OFTEN);
  }
}

function words(error) {
  return error instanceof TypeError ? "the server does not answer." : error.message;
}

function putAway() {
  clearTimeout(waiting);
  asked++;
  change = null;
  place.hidden = true;
  sessionStorage.removeItem(KEPT);
}

// What is shown

const TITLES = {
  running: ({ expected, status }) => `Setting ${contacts(expected)} to ${status} …`,
  done: ({ changed, status }) => `${contacts(changed)} set to ${status}`,
  stopped: ({ changed, status }) => `Stopped: ${contacts(changed)} set to ${status}`,
  undoing: () => "Undoing …",
  undone: () => "Undone",
};

const FAR = {
  running: turns,
  done: (of) => `${of.done > of.changed ? `${contacts(of.done - of.changed)} left as before. ` : ""}${left(of)}`,
  stopped: (of) => `${why(of)} ${turns(of)} No other contact is changed. ${left(of)}`,
  undoing: left,
  undone: ({ status, changed }) =>
    status === "active" ? `${contacts(changed)} set active before it was stopped: that stays.` : "It pauses nobody any more. What it had replaced does not come back.",
};

function turns({ done, expected }) {
  return `${number(done)} of ${number(expected)} have had their turn.`;
}

function left({ status, held }) {
  if (status === "active") return "";
  return held ? `It pauses ${contacts(held)} now.` : "It pauses nobody any more.";
}

function why({ reactivateAt, finishedAt }) {
  const late = reactivateAt && Date.parse(finishedAt) >= Date.parse(reactivateAt);
  return late ? "The time until which it was to pause is over." : "The bot mode was not auto_pilot.";
}

function show() {
  const { state, status, changed, held } = change;
  place.hidden = false;
  title.textContent = TITLES[state](change);
  far.textContent = FAR[state](change);
  who.replaceChildren(...request(change));
  bar.hidden = state === "undone";
  bar.max = Math.max(1, state === "undoing" ? changed : change.expected);
  bar.value = { undoing: changed - held, done: bar.max }[state] ?? change.done;
  undo.hidden = state === "undoing" || (state !== "running" && !held);
  undo.textContent = state !== "running" ? "Undo" : status === "active" ? "Stop" : "Stop and undo";
  complain(change.problem ? `It does not go on: ${change.problem}` : "", change.processInstanceId);
  announce();
}

function request({ setBy, requestedAt, reactivateAt, reason }) {
  const style = { dateStyle: "medium", timeStyle: "short" };
  return ["Asked for ", setBy ? `by ${setBy}, ` : "", time(requestedAt, style), reactivateAt ? [" · until ", time(reactivateAt, style)] : "", reason ? [" · ", make("span", { class: "quote" }, reason)] : ""].flat();
}

/** Announces each quarter and the end. Every step would drown out everything else. */
function announce() {
  const words = `${title.textContent} ${goes(change) ? `${Math.floor(bar.position * 4) * 25} %` : far.textContent}`;
  if (live.textContent !== words) live.textContent = words;
}

/** Once: what stands there already is not said again. */
function complain(words, instance = null) {
  if (problem.firstChild?.textContent === words) return;
  problem.replaceChildren(...(words ? [words] : []), ...(words && instance ? [" ", make("a", { href: cockpit(instance) }, "Look in Cockpit")] : []));
}
