import { getBotStatus, nameSentReply, requestReply } from "./generated/index.js";
import type { Client } from "./generated/client/index.js";

/** One message of a contact that the bot is about to answer. */
export interface Conversation {
  /** A client with the server's address and the bot's key. */
  client: Client;
  contactId: string;
  /** The platform's id of the contact's message. Of several replies to it, one is granted. */
  answers: string;
  /** Sends the text by the chat platform, and returns the platform's id of it. */
  send: (text: string, replyId: string) => Promise<string>;
  /** The bot's own id of the reply, a new one by default: a bot that restarts must not send what another run may have sent. */
  replyId?: string;
  /** How long to ask again while the server does not answer, in milliseconds. */
  patience?: number;
}

/** What became of the reply. */
export type Outcome = { sent: true; messageId: string } | { sent: false; because: string };

/** Asks for a permit for this text, and sends it if it is granted. */
export type Write = (text: string) => Promise<Outcome>;

/**
 * Lets the bot answer one message, unless it has to be silent. `compose` is not called while the bot is paused. If the status changes
 * while it writes, its text is dropped. A call that the server refuses, as for a wrong key, throws an error, and nothing is sent.
 */
export async function withReplyPermit(
  conversation: Conversation,
  compose: (write: Write) => Promise<unknown>,
): Promise<Outcome> {
  const { client, contactId, answers } = conversation;
  const path = { contactId };
  const replyId = conversation.replyId ?? crypto.randomUUID();

  const status = await patiently(conversation, () => getBotStatus({ client, path }));
  if (!status?.responding) {
    return { sent: false, because: status?.status ?? "unavailable" };
  }
  let outcome: Outcome = { sent: false, because: "nothing_written" };
  await compose(async (text) => {
    const body = { replyId, epoch: status.epoch, answers, text };
    const permit = await patiently(conversation, () => requestReply({ client, path, body }));
    if (!permit?.granted) {
      return (outcome = { sent: false, because: permit?.because ?? "unavailable" });
    }
    const messageId = await conversation.send(text, replyId);
    // Without a name the echo is known by its text, so a failure here is no failure of the reply.
    await patiently(conversation, () =>
      nameSentReply({ client, path: { contactId, replyId }, body: { messageId } }),
    ).catch(console.error);
    return (outcome = { sent: true, messageId });
  });
  return outcome;
}

/** Repeats a call while the server says 503 or is away. Nothing else is repeated: other refusals are errors of the program. */
async function patiently<T>(
  { patience = 60_000 }: Conversation,
  call: () => Promise<{ data?: T; error?: unknown; response?: Response }>,
): Promise<T | undefined> {
  const end = Date.now() + patience;
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    const answer = await call().catch((error: unknown) => ({ data: undefined, error, response: undefined }));
    const status = answer.response?.status;
    if (answer.data !== undefined) {
      return answer.data;
    }
    if (status !== undefined && status !== 503) {
      throw new Error(`The server refuses the call: ${JSON.stringify(answer.error)}`);
    }
    const after = Number(answer.response?.headers.get("Retry-After") ?? 0) * 1000 || wait;
    if (Date.now() + after > end) {
      return undefined;
    }
    await new Promise((resolve) => setTimeout(resolve, after));
  }
}
