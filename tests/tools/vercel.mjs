// Asks the sample Protocols with the client of Vercel's AI SDK, and prints the answer and the error.
import { DefaultChatTransport, readUIMessageStream } from "ai";
const transport = new DefaultChatTransport({ api: process.argv[2] + "/vercel/chat" });
const ask = async text => {
  const messages = [{ id: "1", role: "user", parts: [{ type: "text", text }] }];
  const stream = await transport.sendMessages({ chatId: "c", messages, trigger: "submit-message", messageId: undefined, abortSignal: undefined });
  let last, steps = 0, error;
  for await (const message of readUIMessageStream({ stream, onError: e => { error = e.message; } })) { last = message; steps++; }
  console.log(`${last?.parts.filter(p => p.type === "text").map(p => p.text).join("")}| ${error ?? ""}`);
};
await ask(process.argv[3]);
