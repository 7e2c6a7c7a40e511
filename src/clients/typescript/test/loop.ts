// The whole loop against a running server: a key is made and kept, a bot answers, is silent, is overtaken, and a bulk change is followed.
import assert from "node:assert/strict";
import { createClient, createConfig } from "../generated/client/index.js";
import {
  createApiKey,
  getBulkChange,
  getBotStatus,
  reportMessage,
  requestReply,
  setBotStatus,
  startBulkChange,
} from "../generated/index.js";
import { withReplyPermit } from "../with-reply-permit.js";

const baseUrl = process.env.BOT_STATUS_URL!;
const admin = createClient(createConfig({ baseUrl, headers: { Authorization: "Basic " + btoa(process.env.BOT_STATUS_LOGIN!) } }));
const run = Date.now();

const { data: made } = await createApiKey({ client: admin, body: { name: `loop-${run}`, roles: ["bot"] }, throwOnError: true });
assert.match(made.key, /^bsk_/);
const client = createClient(createConfig({ baseUrl, auth: () => made.key }));

const contactId = `loop-${run}`;
const path = { contactId };
const sent: string[] = [];
const send = async (text: string, replyId: string) => {
  sent.push(text);
  return `message-of-${replyId}`;
};

// The bot answers.
await reportMessage({ client, path, body: { messageId: "m-1", sender: "contact" }, throwOnError: true });
const first = await withReplyPermit({ client, contactId, answers: "m-1", send, replyId: "r-1" }, (write) => write("Hello"));
assert.deepEqual(first, { sent: true, messageId: "message-of-r-1" });

// Another worker answers the same message.
const second = await withReplyPermit({ client, contactId, answers: "m-1", send }, (write) => write("Hello!"));
assert.deepEqual(second, { sent: false, because: "answered" });

// Its echo is known by its name, so it is no person's.
const { data: echo } = await reportMessage({ client, path, body: { messageId: "message-of-r-1", sender: "unknown" }, throwOnError: true });
assert.equal(echo.duplicate, true);

// A person writes while the bot does, and lets it answer again.
const overtaken = await withReplyPermit({ client, contactId, answers: "m-2", send }, async (write) => {
  await reportMessage({ client, path, body: { messageId: "p-1", sender: "human", sentBy: "anna" }, throwOnError: true });
  await setBotStatus({ client: admin, path, body: { status: "active" }, throwOnError: true });
  await write("Too late");
});
assert.deepEqual(overtaken, { sent: false, because: "epoch_changed" });

// A person takes care. The bot does not even begin to write.
await reportMessage({ client, path, body: { messageId: "p-2", sender: "human" }, throwOnError: true });
const silent = await withReplyPermit({ client, contactId, answers: "m-3", send }, () => assert.fail("it writes"));
assert.deepEqual(silent, { sent: false, because: "snoozed" });
assert.deepEqual(sent, ["Hello"]);

// A wrong key is an error of the program, and nothing is sent.
const nobody = createClient(createConfig({ baseUrl, auth: () => "bsk_wrong" }));
await assert.rejects(withReplyPermit({ client: nobody, contactId, answers: "m-4", send }, (write) => write("No")), /unauthenticated/);
assert.deepEqual(sent, ["Hello"]);

// What the server refuses has a type.
const { error, response } = await requestReply({ client, path, body: { replyId: "" } });
assert.equal(response.status, 400);
assert.equal(error?.type, "urn:problem-type:bot-status:invalid-value");
assert.equal((await setBotStatus({ client, path, body: { status: "active" } })).error?.type, "urn:problem-type:bot-status:forbidden");

// A bulk change keeps its id.
const { data: change } = await startBulkChange({ client: admin, body: { contactIds: [contactId], status: "active" }, throwOnError: true });
assert.ok("id" in change);
const { data: progress } = await getBulkChange({ client: admin, path: { id: change.id }, throwOnError: true });
assert.equal(progress.state, "done");
const { data: now } = await getBotStatus({ client, path, throwOnError: true });
assert.equal(now.responding, true);

// The server is away for a moment: the same question is asked again.
let away = 2;
const patient = createClient(
  createConfig({
    baseUrl,
    auth: () => made.key,
    fetch: async (request) => {
      const isPermit = request instanceof Request && request.url.endsWith("/replies");
      return isPermit && away-- > 0
        ? new Response("{}", { status: 503, headers: { "Retry-After": "1", "Content-Type": "application/problem+json" } })
        : fetch(request);
    },
  }),
);
const late = await withReplyPermit({ client: patient, contactId, answers: "m-5", send, replyId: "r-5" }, (write) => write("Late"));
assert.deepEqual(late, { sent: true, messageId: "message-of-r-5" });
away = 1;
const gone = await withReplyPermit({ client: patient, contactId, answers: "m-6", send, patience: 0 }, (write) => write("Never"));
assert.deepEqual(gone, { sent: false, because: "unavailable" });
assert.deepEqual(sent, ["Hello", "Late"]);
console.log("The loop is done.");
