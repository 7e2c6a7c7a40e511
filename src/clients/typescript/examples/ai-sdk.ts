// A bot with the Vercel AI SDK that asks before each reply. The model is scripted; put your own in its place.
import { generateText } from "ai";
import { MockLanguageModelV2 } from "ai/test";
import { createClient, createConfig } from "../generated/client/index.js";
import { withReplyPermit } from "../with-reply-permit.js";
import { chat } from "./chat.js";

const client = createClient(
  createConfig({ baseUrl: process.env.BOT_STATUS_URL ?? "http://localhost:8080", auth: () => process.env.BOT_STATUS_KEY }),
);
const model = new MockLanguageModelV2({
  doGenerate: async () => ({
    finishReason: "stop",
    usage: { inputTokens: 4, outputTokens: 5, totalTokens: 9 },
    content: [{ type: "text", text: "Your order leaves today." }],
    warnings: [],
  }),
});

const [contactId = "contact-1", answers = "m-1"] = process.argv.slice(2);
const outcome = await withReplyPermit({ client, contactId, answers, send: chat(contactId) }, async (write) => {
  const { text } = await generateText({ model, prompt: "Where is my order?" });
  await write(text);
});
console.log(JSON.stringify(outcome));
