/**
 * <contact-bot-status contact-id="..."> — an icon for a message composer that tells whether the bot may answer one contact, and a
 * panel that tells why, until when, and changes it. One module, no dependency.
 *
 * Attributes   contact-id   whose bot
 *              api          where the HTTP API is; default: api beside the folder botstatus that this module comes from, else /api of its server
 *              token        a panel token (POST /api/panel-tokens), for a page of another site; default: the page's session
 *              readonly     shows, and offers no change
 *              theme        light or dark; default: as the person's system says
 *              lang         the language that times are written in; default: that of what is around it
 * Properties   tokenSource  async (contactId) => token; asked whenever a token is missing or over
 *              labels       words in another language, over those of defaultLabels; see there
 * Events       bot-status-change       detail: the state, as GET .../bot-status gives it; null while it is unknown
 *              bot-status-event        detail: one line of the history, as it comes: who or what changed a pause
 *              bot-status-saved        detail: the state after a save
 *              bot-status-error        detail: {status, detail} of a change that was refused
 *              bot-status-connection   detail: {connected}
 * Styling      custom properties --bot-status-*, see STYLE below, and the parts button and panel
 */

/** What people read. {name} is filled in. */
export const defaultLabels = {
  title: {
    active: "Bot is active",
    snoozed: "Bot is snoozed",
    inactive: "Bot is inactive",
    off: "Bot is off",
    unknown: "Bot status unknown",
  },
  answering: {
    active: "It answers this contact.",
    snoozed: "It does not answer this contact.",
    inactive: "It does not answer this contact.",
    drafts: "It drafts replies to this contact, and people send them.",
    off: "The bot mode is off: it answers nobody, and there is nothing to change here.",
    connecting: "Connecting …",
    unknown: "The connection is lost. Trying again …",
    signedOut: "You are signed out, or may not see this contact.",
  },
  open: "{title}. Show and change the bot status.",
  reasons: "Why",
  cause: {
    manual_message: "Manual message",
    workflow_message: "Workflow message",
    message_limit: "Message limit reached",
    workflow_action: "Workflow",
    manual_change: "Set by a person",
  },
  by: "by {who}",
  since: "since {time}",
  until: "until {time}",
  untilReleased: "until released",
  backIn: "Answers again in {time}",
  backNow: "Answers again now",
  backNever: "Stays silent until somebody sets it active.",
  now: { pause: "Snooze for 1 hour", activate: "Set active now" },
  set: "Set the bot to",
  choice: { active: "Active", snoozed: "Snoozed", inactive: "Inactive" },
  reactivateAfter: "Reactivate after",
  number: "How long",
  unit: "Unit",
  units: { minutes: "minutes", hours: "hours", days: "days" },
  short: { days: "d", hours: "h", minutes: "min", seconds: "s" },
  quick: "Quick choices",
  quickChoices: { PT30M: "30 min", PT1H: "1 hour", PT4H: "4 hours", P1D: "1 day", P7D: "1 week" },
  snoozedNeeds: "A snoozed bot comes back by itself. For no end, choose Inactive.",
  reason: "Reason (optional)",
  save: "Save",
  saveAnyway: "Save anyway",
  cancel: "Cancel",
  close: "Close",
  wrongNumber: "Enter a whole number, at least 1 and at most 3650 days.",
  failed: "Not saved: {detail}",
  saving: "Saving …",
  unreachable: "The server did not answer. It is not known whether that was saved.",
  changedMeanwhile: "Changed meanwhile: {change} Decide again.",
  change: {
    placed: "{who} set the bot to {status} ({cause}).",
    extended: "the pause lasts longer now ({cause}).",
    replaced: "{who} set the bot to {status} ({cause}).",
    released: "{who} ended a pause ({cause}); the bot is {status}.",
    expired: "a pause is over ({cause}); the bot is {status}.",
    limit_reached: "the message limit was reached.",
    repaired: "something was put right ({cause}); the bot is {status}.",
    joined: "this contact and another are one person; the bot is {status}.",
    separated: "another id is another person again; the bot is {status}.",
    no_pause: "the policy places no pause ({cause}); the bot is {status}.",
    other: "the bot is {status} now.",
  },
  somebody: "somebody",
};

const UNITS = { minutes: (n) => `PT${n}M`, hours: (n) => `PT${n}H`, days: (n) => `P${n}D` };
const LONGEST_MINUTES = 3650 * 24 * 60;
const MINUTES = { minutes: 1, hours: 60, days: 24 * 60 };

/** A connection that is silent for this long is lost: the server sends a heartbeat every five seconds. */
const SILENCE = 12_000;
/** A hidden page closes its connection after this time. A browser has only six connections to one server. */
const HIDDEN = 10_000;
/** How long a state is still known after its connection has ended. */
const KNOWN = 1_000;
const SLOWEST_RETRY = 10_000;
/** A connection that ended sooner counts as a failure. */
const LONG_ENOUGH = 5_000;
/** The timeout of the token source. */
const TOKEN_PATIENCE = 10_000;
/** A click on a button whose meaning has just changed is ignored for this long. */
const TOO_QUICK = 700;

/** The login of the panel's calls: the session of the page, or a token for one contact. */
class Credentials {
  #token;
  #source;
  #contactId;

  constructor(token, source, contactId) {
    this.#token = token;
    this.#source = source;
    this.#contactId = contactId;
  }

  get renewable() {
    return Boolean(this.#source);
  }

  async headers(url) {
    if (!this.#token && this.#source) await this.renew();
    if (this.#token) return { Authorization: `Bearer ${this.#token}` };
    if (new URL(url).origin !== location.origin) return {};
    // Tells the server that this is a page's code, which has read a cookie that no other site's page can read.
    const csrf = /(?:^|; )BOT-XSRF-TOKEN=([^;]*)/.exec(document.cookie);
    return { "X-Requested-With": "XMLHttpRequest", ...(csrf && { "X-XSRF-TOKEN": decodeURIComponent(csrf[1]) }) };
  }

  /** The expiry that the token states. The server decides. */
  get role() {
    try {
      return JSON.parse(atob(this.#token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).role;
    } catch {
      return null;
    }
  }

  async renew() {
    const late = new Promise((_, fail) => setTimeout(() => fail(new Error("no token in time")), TOKEN_PATIENCE));
    const token = await Promise.race([this.#source(this.#contactId), late]);
    this.#token = /^[\w.~+/=-]+$/.test(token ?? "") ? token : null; // any other text would fail before it is sent
    return Boolean(this.#token);
  }
}

/** The stream of one contact's bot status, shared by all elements of the page that show it. */
class StatusSource {
  static #shared = new Map();

  #url;
  #credentials;
  #listeners = new Set();
  #lastId = "";
  #stop = null;
  #request = null;
  #wake = () => {};
  #losing = 0;
  #heard = 0;
  #hiding = 0;

  /** The last message; null while the state is unknown. */
  message = null;
  /** Why the state is unknown: "connecting", "lost" or "refused". */
  why = "connecting";

  constructor(url, credentials) {
    this.#url = url;
    this.#credentials = credentials;
  }

  static shared(url) {
    if (!StatusSource.#shared.has(url)) StatusSource.#shared.set(url, new StatusSource(url, new Credentials(null, null, "")));
    return StatusSource.#shared.get(url);
  }

  /** Calls the listener with each message, and with null when the state becomes unknown. Returns a function that ends this. */
  listen(listener) {
    this.#listeners.add(listener);
    if (this.message) listener(this.message);
    if (!this.#stop) this.#begin();
    return () => {
      this.#listeners.delete(listener);
      if (!this.#listeners.size) this.#end();
    };
  }

  #begin() {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    // The connection may survive this, and then no message would show that all is well. A new connection does.
    window.addEventListener("offline", () => (this.#lose("lost"), this.#request?.abort()), { signal });
    window.addEventListener("online", () => this.#wake(), { signal });
    document.addEventListener("visibilitychange", () => this.#seen(!document.hidden), { signal });
    window.addEventListener("pageshow", () => this.#awake(), { signal });
    this.#follow(signal);
  }

  #seen(visible) {
    clearTimeout(this.#hiding);
    if (visible) return this.#awake();
    this.#hiding = setTimeout(() => {
      this.#lose("connecting");
      this.#request?.abort();
    }, HIDDEN);
  }

  /** Connects at once while the page is visible, or may be again soon. */
  async #visible(signal) {
    while (document.hidden && !this.message && this.why === "connecting" && !signal.aborted) await this.#pause(3_600_000, signal);
  }

  /** After a sleep of the page or the whole machine, the last message may be hours old. */
  #awake() {
    if (this.message && Date.now() - this.#heard > SILENCE) {
      this.#lose("lost");
      this.#request?.abort();
    }
    this.#wake();
  }

  #end() {
    this.#stop?.abort();
    this.#stop = null;
    this.#lastId = "";
    clearTimeout(this.#losing);
    clearTimeout(this.#hiding);
    this.#losing = 0;
    this.message = null;
    this.why = "connecting";
  }

  async #follow(signal) {
    let failures = 0;
    let renewed = false;
    while (!signal.aborted) {
      await this.#visible(signal);
      const start = performance.now();
      const outcome = await this.#read(signal).catch(() => "lost");
      if (signal.aborted) return;
      // The server ends each stream after a while. The panel connects again at once.
      failures = performance.now() - start > LONG_ENOUGH ? 0 : failures + 1;
      if (outcome === "refused" && this.#credentials.renewable && !renewed) {
        renewed = await this.#credentials.renew().catch(() => false);
        if (renewed) continue;
      }
      renewed = false;
      if (outcome === "refused") this.#lose("refused");
      else if (this.message && !this.#losing) this.#losing = setTimeout(() => this.#lose("lost"), KNOWN);
      else if (!this.message && !document.hidden) this.#lose("lost");
      if (failures) await this.#pause(Math.min(SLOWEST_RETRY, 250 * 2 ** failures) * (0.75 + Math.random() / 2), signal);
    }
  }

  #pause(millis, signal) {
    return new Promise((done) => {
      const timer = setTimeout(done, millis);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
      signal.addEventListener("abort", this.#wake, { once: true });
    });
  }

  /** Reads one response to its end. */
  async #read(signal) {
    const request = (this.#request = new AbortController());
    signal.addEventListener("abort", () => request.abort(), { once: true, signal: request.signal });
    let watchdog = setTimeout(() => request.abort(), SILENCE);
    try {
      const response = await fetch(this.#url, {
        headers: {
          Accept: "text/event-stream",
          ...(await this.#credentials.headers(this.#url)),
          ...(this.#lastId && { "Last-Event-ID": this.#lastId }),
        },
        cache: "no-store",
        signal: request.signal,
      });
      if (response.status >= 400 && response.status < 500) return "refused";
      if (!response.ok) return "lost";
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return "ended";
        this.#heard = Date.now();
        clearTimeout(watchdog);
        watchdog = setTimeout(() => request.abort(), SILENCE);
        const blocks = (rest + value).split("\n\n");
        rest = blocks.pop();
        for (const block of blocks) this.#take(block);
      }
    } finally {
      clearTimeout(watchdog);
      request.abort();
    }
  }

  /** One event of the stream, as https://html.spec.whatwg.org/#event-stream-interpretation says. */
  #take(block) {
    const fields = { data: [] };
    for (const line of block.split("\n")) {
      const colon = line.indexOf(":");
      const name = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (name === "data") fields.data.push(value);
      else if (name) fields[name] = value;
    }
    if (fields.event !== "status") return;
    const message = JSON.parse(fields.data.join("\n"));
    this.#lastId = fields.id ?? this.#lastId;
    // The difference to the server's clock. The page's clock may be wrong, and the countdown follows the server's.
    message.offset = Date.parse(message.at) - Date.now();
    clearTimeout(this.#losing);
    this.#losing = 0;
    this.message = message;
    this.#tell();
  }

  #lose(why) {
    clearTimeout(this.#losing);
    this.#losing = 0;
    if (this.message || this.why !== why) {
      this.message = null;
      this.why = why;
      this.#tell();
    }
  }

  #tell() {
    for (const listener of [...this.#listeners]) {
      try {
        listener(this.message);
      } catch (error) {
        reportError(error); // of one element; the connection is fine
      }
    }
  }
}

const HEAD = `<rect class="head" x="4" y="8" width="16" height="12" rx="3.5"/><path d="M12 8V5"/><circle class="dot" cx="12" cy="3.8" r="1.4"/>`;
/** The icons differ in shape (eyes, mouth and badge), not in colour alone. */
const ICONS = {
  active: `${HEAD}<circle class="dot" cx="9" cy="13" r="1.3"/><circle class="dot" cx="15" cy="13" r="1.3"/><path d="M9 16.6c1.8 1.2 4.2 1.2 6 0"/>`,
  snoozed: `${HEAD}<path d="M7.5 13.5c.8.8 2.2.8 3 0M13.5 13.5c.8.8 2.2.8 3 0M10.5 17h3"/><path class="badge" d="M17.5 1.5h5l-5 5.5h5"/>`,
  inactive: `${HEAD}<path d="M8 12l2 2m0-2-2 2M14 12l2 2m0-2-2 2M9.5 17h5"/><path class="badge" d="M2 22 22 3"/>`,
  off: `<rect class="head dashed" x="4" y="8" width="16" height="12" rx="3.5"/><path class="dashed" d="M12 8V5"/><path d="M8 14h2.5M13.5 14h2.5"/>`,
  unknown: `<rect class="head" x="4" y="8" width="16" height="12" rx="3.5"/><path d="M12 8V5"/><path d="M10.3 12.3c.2-2 3.4-2 3.4.1 0 1.3-1.7 1.4-1.7 2.7"/><circle class="dot" cx="12" cy="17.4" r=".9"/>`,
};

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
  :host {
    --_background: var(--bot-status-background, #fff);
    --_text: var(--bot-status-text, #1b2430);
    --_muted: var(--bot-status-muted, #556170);
    --_line: var(--bot-status-line, #d4dae2);
    --_field: var(--bot-status-field, #7b8794);
    --_soft: var(--bot-status-soft, #f3f5f8);
    --_accent: var(--bot-status-accent, #1f5fbf);
    --_on-accent: var(--bot-status-on-accent, #fff);
    --_active: var(--bot-status-active, #17703f);
    --_snoozed: var(--bot-status-snoozed, #855500);
    --_inactive: var(--bot-status-inactive, #a3272f);
    --_off: var(--bot-status-off, #556170);
    --_error: var(--bot-status-error, #a3272f);
    --_radius: var(--bot-status-radius, 10px);
    --_font: var(--bot-status-font, 15px/1.45 system-ui, sans-serif);
    display: inline-block;
    font: var(--_font);
    color: var(--_text);
    color-scheme: light;
  }
  :host([hidden]) { display: none; }
  :host([theme="dark"]) { color-scheme: dark; DARK }
  @media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { color-scheme: dark; DARK } }

  * { box-sizing: border-box; }
  h2, h3, p, ul, fieldset { margin: 0; padding: 0; border: 0; }
  ul { list-style: none; }
  svg { width: 1.6em; height: 1.6em; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; display: block; flex: none; }
  svg .dot { fill: currentColor; stroke: none; }
  svg .dashed { stroke-dasharray: 2.4 2.6; }
  svg .badge { stroke-width: 2; }
  [data-status="active"] > svg { color: var(--_active); }
  [data-status="snoozed"] > svg { color: var(--_snoozed); }
  [data-status="inactive"] > svg { color: var(--_inactive); }
  [data-status="off"] > svg, [data-status="unknown"] > svg { color: var(--_off); }

  button, input, select { font: inherit; color: inherit; }
  button { cursor: pointer; }
  :focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }

  .icon { display: grid; place-items: center; min-width: 2.75em; min-height: 2.75em; padding: .4em; background: none; border: 1px solid transparent; border-radius: var(--_radius); }
  .icon:hover, .icon[aria-expanded="true"] { background: var(--_soft); border-color: var(--_line); }

  .panel { position: fixed; inset: auto; margin: 0; width: min(27em, calc(100vw - 16px)); max-height: calc(100vh - 16px); overflow: auto; padding: 1.1em; background: var(--_background); color: var(--_text); border: 1px solid var(--_line); border-radius: var(--_radius); box-shadow: 0 8px 30px rgb(0 0 0 / .18); font: var(--_font); }
  .panel:popover-open { animation: appear .12s ease-out; }
  @keyframes appear { from { opacity: 0; transform: translateY(4px); } }
  @media (prefers-reduced-motion: reduce) { .panel:popover-open { animation: none; } }

  header { display: flex; gap: .7em; align-items: flex-start; }
  header svg { width: 2.2em; height: 2.2em; }
  h2 { font-size: 1.15em; font-weight: 650; }
  h3, legend { font-size: .85em; font-weight: 600; color: var(--_muted); padding: 0; margin-bottom: .3em; }
  .muted { color: var(--_muted); }
  section { margin-top: 1em; }
  li { padding: .5em .7em; border: 1px solid var(--_line); border-radius: calc(var(--_radius) * .7); overflow-wrap: anywhere; }
  li + li { margin-top: .4em; }
  li strong { font-weight: 600; }
  li small { display: block; font-size: .87em; color: var(--_muted); }
  .countdown { margin-top: .8em; font-variant-numeric: tabular-nums; }
  .countdown b { font-weight: 650; }

  .now { margin-top: .9em; width: 100%; min-height: 2.6em; padding: .3em 1em; background: var(--_soft); border: 1px solid var(--_field); border-radius: calc(var(--_radius) * .7); font-weight: 600; }
  .now[hidden] { display: none; }
  form { margin-top: 1em; padding-top: 1em; border-top: 1px solid var(--_line); display: grid; gap: .8em; }
  form[hidden] { display: none; }
  .choices { display: grid; grid-template-columns: repeat(3, 1fr); gap: .4em; }
  .choices label { position: relative; display: grid; place-items: center; min-height: 2.6em; padding: .2em .3em; border: 1px solid var(--_field); border-radius: calc(var(--_radius) * .7); cursor: pointer; text-align: center; }
  .choices input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer; }
  .choices label:has(:checked) { border-color: var(--_accent); box-shadow: inset 0 0 0 1.5px var(--_accent); font-weight: 650; }
  .choices label:has(:checked)::before { content: "✓"; content: "✓" / ""; position: absolute; left: .5em; color: var(--_accent); }
  .choices label:has(:focus-visible) { outline: 3px solid var(--_accent); outline-offset: 2px; }
  .after { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; }
  .after label { display: flex; gap: .45em; align-items: center; min-height: 2.2em; }
  input[type="checkbox"] { width: 1.15em; height: 1.15em; accent-color: var(--_accent); }
  input[type="number"], input[type="text"], select { padding: .4em .5em; min-height: 2.3em; background: var(--_background); border: 1px solid var(--_field); border-radius: calc(var(--_radius) * .6); }
  input[type="number"] { width: 5em; }
  input[type="text"] { width: 100%; }
  :disabled { opacity: .6; cursor: not-allowed; }
  [aria-invalid="true"] { border-color: var(--_error); box-shadow: 0 0 0 1px var(--_error); }
  .quick { display: flex; flex-wrap: wrap; gap: .4em; }
  .quick button { padding: .2em .62em; font-size: .93em; min-height: 2em; background: var(--_soft); border: 1px solid var(--_line); border-radius: 2em; }
  .hint { font-size: .87em; color: var(--_muted); }
  .reason { display: grid; gap: .25em; font-size: .87em; color: var(--_muted); }
  .reason input { font-size: 1rem; color: var(--_text); }
  .notice, .error { padding: .5em .7em; border-left: 4px solid var(--_snoozed); background: var(--_soft); overflow-wrap: anywhere; }
  .error { margin-top: .8em; border-color: var(--_error); }
  .notice:empty { height: 0; margin-bottom: -.8em; padding: 0; border: 0; }
  .error:empty { display: none; }
  .announce { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  footer { position: sticky; bottom: -1.1em; display: flex; gap: .5em; justify-content: flex-end; margin: 0 -1.1em -1.1em; padding: .8em 1.1em 1.1em; background: var(--_background); border-top: 1px solid var(--_line); }
  footer button { min-height: 2.5em; padding: .3em 1.1em; border: 1px solid var(--_field); border-radius: calc(var(--_radius) * .7); background: var(--_background); }
  footer button[type="submit"] { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); font-weight: 600; }

  @media (max-width: 24em) { .choices label:has(:checked)::before { content: none; } }
  @media (max-width: 30em) {
    .panel { left: 0 !important; top: auto !important; bottom: 0; width: 100vw; max-height: 92vh; border-radius: var(--_radius) var(--_radius) 0 0; }
  }
`.replaceAll("DARK", `
    --_background: var(--bot-status-background, #1c2129);
    --_text: var(--bot-status-text, #e8ecf2);
    --_muted: var(--bot-status-muted, #aeb9c7);
    --_line: var(--bot-status-line, #3a434f);
    --_field: var(--bot-status-field, #8894a3);
    --_soft: var(--bot-status-soft, #28303a);
    --_accent: var(--bot-status-accent, #8ab8ff);
    --_on-accent: var(--bot-status-on-accent, #10202f);
    --_active: var(--bot-status-active, #62d39b);
    --_snoozed: var(--bot-status-snoozed, #f2bd62);
    --_inactive: var(--bot-status-inactive, #ff9a9a);
    --_off: var(--bot-status-off, #aeb9c7);
    --_error: var(--bot-status-error, #ff9a9a);
`));

const TEMPLATE = document.createElement("template");
TEMPLATE.innerHTML = `
  <button type="button" class="icon" part="button" aria-haspopup="dialog" aria-expanded="false"></button>
  <span class="announce" role="status"></span>
  <div class="panel" part="panel" popover="auto" role="dialog" aria-labelledby="title" aria-describedby="answering" tabindex="-1">
    <header><div><h2 id="title"></h2><p class="answering muted" id="answering"></p></div></header>
    <section class="why" aria-labelledby="why"><h3 id="why"></h3><ul></ul></section>
    <p class="countdown" role="timer" aria-live="off"></p>
    <button type="button" class="now"></button>
    <p class="error" role="alert"></p>
    <form novalidate>
      <p class="notice" role="status"></p>
      <fieldset class="status"><legend></legend><div class="choices"></div></fieldset>
      <div class="after">
        <label><input type="checkbox" name="after"><span></span></label>
        <input type="number" name="number" min="1" step="1" inputmode="numeric" aria-describedby="hint">
        <select name="unit"></select>
      </div>
      <div class="quick" role="group"></div>
      <p class="hint" id="hint"></p>
      <label class="reason"><span></span><input type="text" name="reason" maxlength="500" autocomplete="off"></label>
      <footer><button type="button" class="cancel"></button><button type="submit"></button></footer>
    </form>
  </div>`;

export class ContactBotStatus extends HTMLElement {
  static observedAttributes = ["contact-id", "api", "token", "readonly", "lang"];

  #labels = defaultLabels;
  #tokenSource = null;
  #token = null;
  #credentials = null;
  #source = null;
  #leave = null;
  #message = null;
  #connected = null;
  #ticking = 0;
  #announced = null;
  /** The epoch that the form's answer is based on, and whether a person has begun to answer. */
  #base = null;
  #dirty = false;
  #saving = false;
  #unsure = false;
  /** Whether the notice only says that something has changed, and not yet what. */
  #vague = false;
  /** When the button that saves at once got another meaning while it was visible. */
  #nowChanged = -Infinity;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [STYLE];
    root.append(TEMPLATE.content.cloneNode(true));
    this.#one(".icon").popoverTargetElement = this.#one(".panel");
    this.#on(".panel", "beforetoggle", (event) => event.newState === "open" && this.#opening());
    this.#on(".panel", "toggle", (event) => this.#toggled(event.newState === "open"));
    this.#on(".panel", "keydown", (event) => event.key === "Escape" && this.#escape(event));
    this.#on("form", "submit", (event) => this.#save(event));
    this.#on("form", "input", () => this.#answer());
    this.#on(".cancel", "click", () => this.close());
    this.#on(".now", "click", () => this.#now());
    this.#on(".quick", "click", (event) => this.#quick(event.target.closest("button")));
    this.#write();
    this.#render();
  }

  connectedCallback() {
    this.#follow();
  }

  disconnectedCallback() {
    // The browser has closed it already, without an event.
    this.#toggled(false);
    this.#unfollow();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "readonly" || name === "lang") return this.#render();
    if (name === "token") this.#token = after;
    else this.#forget();
    if (this.isConnected) this.#follow();
  }

  /** The contact's id. */
  get contactId() {
    return this.getAttribute("contact-id") ?? "";
  }

  set contactId(id) {
    this.setAttribute("contact-id", id);
  }

  /** The state that is shown; null while it is unknown. */
  get state() {
    return this.#message?.state ?? null;
  }

  get token() {
    return this.#token;
  }

  set token(token) {
    if (token === this.#token) return;
    this.#token = token;
    if (this.isConnected) this.#follow();
  }

  get tokenSource() {
    return this.#tokenSource;
  }

  set tokenSource(source) {
    this.#tokenSource = source;
    this.#token = null;
    if (this.isConnected) this.#follow();
  }

  get labels() {
    return this.#labels;
  }

  set labels(labels) {
    this.#labels = over(defaultLabels, labels ?? {});
    this.#write();
    this.#render();
  }

  /** Opens the panel. */
  open() {
    if (!this.#isOpen) this.#one(".panel").showPopover();
  }

  focus(options) {
    this.#one(".icon").focus(options);
  }

  /** Closes the panel without saving. */
  close() {
    if (!this.#isOpen) return;
    const inside = this.shadowRoot.activeElement;
    this.#one(".panel").hidePopover();
    if (inside) this.#one(".icon").focus();
  }

  get #isOpen() {
    return this.#one(".panel").matches(":popover-open");
  }

  get #api() {
    // The server may be below a path of its site. A copy of this module in another folder says nothing about it.
    const ofServer = new URL(import.meta.url).pathname.endsWith("/botstatus/contact-bot-status.js") ? "../api" : "/api";
    return new URL(this.getAttribute("api") ?? ofServer, import.meta.url).href.replace(/\/$/, "");
  }

  get #path() {
    return `${this.#api}/contacts/${encodeURIComponent(this.contactId)}/bot-status`;
  }

  // Following the contact

  #follow() {
    this.#unfollow();
    this.#credentials = new Credentials(this.#token, this.#tokenSource, this.contactId);
    if (!this.contactId) return this.#take(null);
    const url = `${this.#path}/events`;
    const isOwn = this.#token || this.#tokenSource;
    this.#source = isOwn ? new StatusSource(url, this.#credentials) : StatusSource.shared(url);
    this.#leave = this.#source.listen((message) => this.#take(message));
    if (!this.#source.message) this.#take(null);
  }

  #unfollow() {
    this.#leave?.();
    this.#leave = null;
    this.#source = null;
  }

  /** Clears everything for another contact, above all the input of a person. */
  #forget() {
    this.close();
    this.#dirty = false;
  }

  #take(message) {
    const before = this.state;
    this.#message = message;
    const connected = message !== null;
    if (connected !== this.#connected) {
      this.#connected = connected;
      this.#fire("bot-status-connection", { connected });
    }
    if (message && this.#unsure) {
      this.#unsure = false;
      this.#say(".error", ""); // the panel shows the present state
    }
    if (message && this.#isOpen) {
      if (!this.#dirty) this.#reset(); // the form appears if the state was unknown before
      else if ((message.state.epoch !== this.#base || (this.#vague && message.change)) && !this.#saving) this.#meanwhile(message.change, message.state);
    }
    this.#render();
    if (message?.change) this.#fire("bot-status-event", message.change);
    if (JSON.stringify(before) !== JSON.stringify(this.state)) this.#fire("bot-status-change", this.state);
  }

  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  // Showing

  get #kind() {
    const state = this.state;
    if (!state) return "unknown";
    return state.mode === "off" ? "off" : state.status;
  }

  /** Renders the parts that change only with the language. */
  #write() {
    const labels = this.#labels;
    const text = (selector, words) => (this.#one(selector).textContent = words);
    text("#why", labels.reasons);
    text("legend", labels.set);
    text(".after span", labels.reactivateAfter);
    text(".reason span", labels.reason);
    this.#field("number").setAttribute("aria-label", labels.number);
    this.#field("unit").setAttribute("aria-label", labels.unit);
    this.#one(".quick").setAttribute("aria-label", labels.quick);
    this.#one(".choices").replaceChildren(
      ...Object.keys(defaultLabels.choice).map((status) => {
        const radio = make("input", { type: "radio", name: "status", value: status });
        return make("label", {}, radio, make("span", {}, labels.choice[status]));
      }),
    );
    this.#field("unit").replaceChildren(
      ...Object.keys(UNITS).map((unit) => make("option", { value: unit }, labels.units[unit])),
    );
    this.#one(".quick").replaceChildren(
      ...Object.entries(labels.quickChoices).map(([duration, words]) => make("button", { type: "button", value: duration }, words)),
    );
    if (this.#isOpen) this.#reset();
  }

  #render() {
    const labels = this.#labels;
    const kind = this.#kind;
    const state = this.state;
    const title = labels.title[kind];
    const icon = this.#one(".icon");
    icon.dataset.status = kind;
    icon.innerHTML = svg(kind);
    icon.setAttribute("aria-label", fill(labels.open, { title }));
    icon.title = title;

    const header = this.#one("header");
    header.dataset.status = kind;
    header.querySelector("svg")?.remove();
    header.insertAdjacentHTML("afterbegin", svg(kind));
    this.#announce(kind, title);
    this.#one("#title").textContent = title;
    const why = { connecting: "connecting", lost: "unknown", refused: "signedOut" }[this.#source?.why ?? "connecting"];
    const drafts = kind === "active" && state.mode === "suggestive";
    const answering = kind === "unknown" ? why : drafts ? "drafts" : kind;
    this.#one(".answering").textContent = labels.answering[answering];

    const holds = state?.holds ?? [];
    this.#one(".why").hidden = !holds.length;
    this.#one(".why ul").replaceChildren(...holds.map((hold) => this.#reason(hold)));
    this.#countDown();

    const form = this.#one("form");
    // A person's input stays. Otherwise nothing is preselected while the state is unknown.
    const wasInside = this.#isOpen && this.shadowRoot.activeElement;
    form.hidden = kind === "off" || this.hasAttribute("readonly") || this.#credentials?.role === "viewer" || (kind === "unknown" && !this.#dirty);
    const now = this.#one(".now");
    now.hidden = form.hidden || kind === "unknown";
    if (!now.hidden) {
      const meaning = this.#isPaused ? labels.now.activate : labels.now.pause;
      // While the panel waits for the first state, no person has read the button, so its meaning has not changed.
      if (this.#isOpen && now.textContent && now.textContent !== meaning) this.#nowChanged = performance.now();
      now.textContent = meaning;
    }
    if (wasInside && (wasInside === now ? now.hidden : form.hidden && form.contains(wasInside))) this.#one(".panel").focus();
    this.#one("button[type=submit]").disabled = kind === "unknown";
    const save = this.#one(".notice").textContent ? labels.saveAnyway : labels.save;
    this.#one("button[type=submit]").textContent = this.#saving ? labels.saving : save;
    this.#one(".cancel").textContent = labels.cancel;
    if (this.#isOpen) this.#place();
  }

  /** Announces a change of the icon to screen readers. */
  #announce(kind, title) {
    if (this.#announced === null && kind === "unknown") return;
    // The first state is not announced: the icon's label says it.
    if (this.#announced !== null && this.#announced !== title) this.#one(".announce").textContent = title;
    this.#announced = title;
  }

  get #isPaused() {
    return Boolean(this.state) && this.state.status !== "active";
  }

  #reason(hold) {
    const labels = this.#labels;
    const parts = [
      hold.setBy && fill(labels.by, { who: hold.setBy }),
      fill(labels.since, { time: this.#time(hold.since) }),
      hold.until ? fill(labels.until, { time: this.#time(hold.until) }) : labels.untilReleased,
    ];
    return make(
      "li",
      {},
      make("strong", {}, this.#cause(hold.cause)),
      hold.reason ? ` – ${hold.reason}` : "",
      make("small", {}, parts.filter(Boolean).join(" · ")),
    );
  }

  #cause(cause) {
    return this.#labels.cause[cause] ?? cause.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase());
  }

  #countDown() {
    const line = this.#one(".countdown");
    const state = this.state;
    clearInterval(this.#ticking);
    line.hidden = !state || state.status === "active" || state.mode === "off";
    if (line.hidden) return;
    if (!state.reactivateAt) {
      line.textContent = this.#labels.backNever;
      return;
    }
    const offset = this.#message.offset;
    const tick = () => {
      const left = Math.ceil((Date.parse(state.reactivateAt) - Date.now() - offset) / 1000);
      const [before, after] = this.#labels.backIn.split("{time}");
      if (left <= 0) line.textContent = this.#labels.backNow;
      else line.replaceChildren(before, make("b", {}, this.#span(left)), after ?? "", ` (${this.#time(state.reactivateAt)})`);
    };
    tick();
    if (this.#isOpen) this.#ticking = setInterval(tick, 1000);
  }

  /** A time span, such as 2 d 3 h 04 min 05 s. */
  #span(seconds) {
    const short = this.#labels.short;
    const parts = [
      [Math.floor(seconds / 86400), short.days],
      [Math.floor(seconds / 3600) % 24, short.hours],
      [Math.floor(seconds / 60) % 60, short.minutes],
      [seconds % 60, short.seconds],
    ];
    const first = parts.findIndex(([n], i) => n > 0 || i === 3);
    return parts
      .slice(first)
      .map(([n, unit], i) => `${i ? String(n).padStart(2, "0") : n} ${unit}`)
      .join(" ");
  }

  #time(instant) {
    const written = this.closest("[lang]")?.lang || document.documentElement.lang || undefined;
    // English has several forms. The person's region decides.
    const language = navigator.languages.find((own) => own.startsWith(`${written}-`)) ?? written;
    const style = { dateStyle: "medium", timeStyle: "short" };
    try {
      return new Intl.DateTimeFormat(language, style).format(new Date(instant));
    } catch {
      return new Intl.DateTimeFormat(undefined, style).format(new Date(instant)); // the language's name is invalid
    }
  }

  // Opening and closing

  #opening() {
    this.#nowChanged = -Infinity;
    this.#one(".now").textContent = "";
    this.#reset();
    this.#render();
  }

  #toggled(open) {
    this.#one(".icon").setAttribute("aria-expanded", String(open));
    clearInterval(this.#ticking);
    if (!open) {
      window.removeEventListener("resize", this.#place);
      window.removeEventListener("scroll", this.#place, true);
      return;
    }
    window.addEventListener("resize", this.#place);
    window.addEventListener("scroll", this.#place, true);
    this.#countDown();
    this.#place();
    const form = this.#one("form");
    if (form.hidden) {
      this.#one(".panel").focus();
    } else {
      (form.querySelector("[name=status]:checked") ?? this.#field("after")).focus();
    }
  }

  #escape(event) {
    event.stopPropagation(); // the composer around may use it too
    event.preventDefault();
    this.close();
  }

  /** Above the icon if there is room, else below it, and always within the window. */
  #place = () => {
    const panel = this.#one(".panel");
    const icon = this.#one(".icon").getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = panel;
    const top = icon.top - height - 8 >= 8 ? icon.top - height - 8 : icon.bottom + 8;
    panel.style.left = `${Math.max(8, Math.min(icon.left, window.innerWidth - width - 8))}px`;
    panel.style.top = `${Math.max(8, Math.min(top, window.innerHeight - height - 8))}px`;
  };

  // The form

  /** Fills the form from the state, before any input. */
  #reset() {
    const form = this.#one("form");
    form.reset();
    this.#dirty = this.#vague = false;
    this.#base = this.state?.epoch ?? null;
    this.#say(".notice", "");
    this.#say(".error", "");
    const status = this.state?.status ?? "active";
    form.elements.status.value = status;
    this.#field("number").value = 1;
    this.#field("unit").value = "hours";
    this.#field("after").checked = status === "snoozed";
    this.#rules();
  }

  #answer() {
    if (!this.#dirty) {
      this.#dirty = true;
      this.#base = this.state?.epoch ?? this.#base;
    }
    this.#rules();
  }

  /** Snoozed has an end, inactive may have one, active has none. */
  #rules() {
    const status = this.#one("form").elements.status.value;
    const after = this.#field("after");
    if (status === "active") after.checked = false;
    if (status === "snoozed") after.checked = true;
    after.disabled = status !== "inactive";
    this.#field("number").disabled = this.#field("unit").disabled = !after.checked;
    this.#field("number").setAttribute("aria-invalid", "false");
    this.#one(".hint").textContent = status === "snoozed" ? this.#labels.snoozedNeeds : "";
  }

  #quick(button) {
    if (!button) return;
    const [, days, number, unit] = /^P(?:(\d+)D|T(\d+)([MH]))$/.exec(button.value);
    const { status } = this.#one("form").elements;
    if (status.value === "active") status.value = "snoozed";
    this.#field("after").checked = true;
    this.#field("number").value = days ?? number;
    this.#field("unit").value = days ? "days" : unit === "M" ? "minutes" : "hours";
    this.#answer();
  }

  /** The chosen ISO 8601 duration; null for none; undefined if the input is no number. */
  #duration() {
    if (!this.#field("after").checked) return null;
    const unit = this.#field("unit").value;
    const text = this.#field("number").value.trim();
    const fits = /^[1-9]\d{0,6}$/.test(text) && Number(text) * MINUTES[unit] <= LONGEST_MINUTES;
    return fits ? UNITS[unit](text) : undefined;
  }

  #now() {
    if (!this.state || performance.now() - this.#nowChanged < TOO_QUICK) return;
    this.#put(this.#isPaused ? { status: "active" } : { status: "snoozed", reactivateAfter: "PT1H" }, this.state.epoch);
  }

  #save(event) {
    event.preventDefault();
    if (!this.#dirty) return this.close(); // no input
    const reactivateAfter = this.#duration();
    if (reactivateAfter === undefined) {
      this.#field("number").setAttribute("aria-invalid", "true");
      this.#field("number").focus();
      this.#say(".error", this.#labels.wrongNumber);
      return;
    }
    const elements = this.#one("form").elements;
    this.#put({ status: elements.status.value, reactivateAfter, reason: elements.reason.value.trim() || null }, this.#base);
  }

  /** Sets the status, if it is still the one that the person saw. */
  async #put(body, epoch) {
    if (this.#saving || !this.state) return;
    this.#say(".error", "");
    this.#saving = true;
    this.#render();
    const source = this.#source;
    // An answer for another contact than the present one is not shown.
    const isStill = () => source === this.#source;
    try {
      const path = this.#path;
      const response = await this.#call("PUT", path, JSON.stringify(body), { "If-Match": `"${epoch}"` });
      if (response.ok) {
        const state = await response.json();
        if (isStill()) this.#saved(state);
      } else if (response.status === 412) {
        const [state, history] = await Promise.all([
          this.#call("GET", path).then((answer) => answer.json()),
          this.#call("GET", `${path}/history?limit=1`).then((answer) => answer.json()),
        ]);
        if (isStill()) this.#meanwhile(history[0] ?? null, state);
      } else {
        const problem = await response.json().catch(() => ({}));
        if (isStill()) this.#refused(response.status, problem.detail ?? `HTTP ${response.status}`);
      }
    } catch {
      if (!isStill()) return;
      this.#unsure = true;
      this.#say(".error", this.#labels.unreachable);
      this.#fire("bot-status-error", { status: 0, detail: this.#labels.unreachable });
    } finally {
      this.#saving = false;
      this.#render();
    }
  }

  async #call(method, url, body, headers = {}) {
    const credentials = this.#credentials;
    const send = async () =>
      fetch(url, {
        method,
        body,
        headers: {
          Accept: "application/json",
          "Content-Type": "application/json",
          ...headers,
          ...(await credentials.headers(url)),
        },
        signal: AbortSignal.timeout(15_000),
      });
    const response = await send();
    return response.status === 401 && credentials.renewable && (await credentials.renew()) ? send() : response;
  }

  #saved(state) {
    // Shown at once, unless the stream has brought a newer state. The stream will bring the same.
    if (this.state && state.epoch > this.state.epoch) this.#message = { ...this.#message, state, change: null };
    this.#dirty = false;
    this.#fire("bot-status-saved", state);
    this.#fire("bot-status-change", this.state);
    this.close();
  }

  #refused(status, detail) {
    this.#say(".error", fill(this.#labels.failed, { detail }));
    this.#fire("bot-status-error", { status, detail });
  }

  /** Handles a concurrent change: the person sees what changed and decides again. */
  #meanwhile(change, state) {
    const labels = this.#labels;
    const words = fill(labels.change[change?.type] ?? labels.change.other, {
      who: change?.setBy ?? labels.somebody,
      status: labels.choice[state.status].toLowerCase(),
      cause: change ? this.#cause(change.cause) + (change.reason ? `: ${change.reason}` : "") : "",
    });
    this.#base = state.epoch;
    this.#vague = !change;
    this.#dirty = true; // the form has the person's input, not the state's values
    this.#say(".notice", fill(labels.changedMeanwhile, { change: words }));
  }

  #say(selector, words) {
    this.#one(selector).textContent = words;
  }

  #one(selector) {
    return this.shadowRoot.querySelector(selector);
  }

  #field(name) {
    return this.#one(`[name=${name}]`);
  }

  #on(selector, type, listener) {
    this.#one(selector).addEventListener(type, listener);
  }
}

function svg(kind) {
  return `<svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[kind]}</svg>`;
}

/** An element with attributes and children; texts are texts, never markup. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

function over(defaults, labels) {
  return Object.fromEntries(
    Object.entries({ ...defaults, ...labels }).map(([name, value]) => [
      name,
      typeof defaults[name] === "object" ? over(defaults[name], labels[name] ?? {}) : (value ?? defaults[name]),
    ]),
  );
}

customElements.define("contact-bot-status", ContactBotStatus);
