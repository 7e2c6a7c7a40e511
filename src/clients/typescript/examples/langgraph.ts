// A LangGraph.js bot that asks before each reply. The model is scripted; put your own in its place.
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { createClient, createConfig } from "../generated/client/index.js";
import { type Outcome, withReplyPermit } from "../with-reply-permit.js";
import { chat } from "./chat.js";

const client = createClient(
  createConfig({ baseUrl: process.env.BOT_STATUS_URL ?? "http://localhost:8080", auth: () => process.env.BOT_STATUS_KEY }),
);
const model = new FakeListChatModel({ responses: ["Your order leaves today."] });

const State = Annotation.Root({
  contactId: Annotation<string>,
  messageId: Annotation<string>,
  question: Annotation<string>,
  outcome: Annotation<Outcome>,
});

const bot = new StateGraph(State)
  .addNode("reply", async ({ contactId, messageId, question }) => ({
    outcome: await withReplyPermit({ client, contactId, answers: messageId, send: chat(contactId) }, async (write) => {
      const answer = await model.invoke(question);
      await write(String(answer.content));
    }),
  }))
  .addEdge(START, "reply")
  .addEdge("reply", END)
  .compile();

const [contactId = "contact-1", messageId = "m-1"] = process.argv.slice(2);
const { outcome } = await bot.invoke({ contactId, messageId, question: "Where is my order?" });
console.log(JSON.stringify(outcome));
