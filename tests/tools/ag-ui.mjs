// Asks the sample Protocols with the client of AG-UI, and prints the answer and the error.
import { HttpAgent } from "@ag-ui/client";
const ask = async text => {
  const agent = new HttpAgent({ url: process.argv[2] + "/ag-ui" });
  agent.messages = [{ id: "1", role: "user", content: text }];
  let error = "";
  try { await agent.runAgent({}, { onRunErrorEvent: ({ event }) => { error = event.message; } }); } catch (e) { error ||= e.message; }
  console.log(`${agent.messages.at(-1).content}| ${error}`);
};
await ask(process.argv[3]);
