// Counts the events of a generated client behind a faulty proxy: exit code 0 if each came once and in order.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [baseUrl, folder, count, lastEventId] = process.argv.slice(2);
const module = await (await fetch(baseUrl + "/streams.js", { headers: { accept: "text/javascript" } })).text();
writeFileSync(folder + "/streams.mjs", module);
const { countEvents } = await import(pathToFileURL(folder + "/streams.mjs").href);

let next = 1;
for await (const event of countEvents.watch({ key: "a" }, { baseUrl, lastEventId, retry: 1, maxRetry: 20, pingInterval: 150, onReset: () => { throw new Error("reset"); } })) {
  if (event.type !== "counted" || event.data.number !== next) {
    throw new Error(`${JSON.stringify(event)} came instead of ${next}.`);
  }
  if (next++ === Number(count)) break;
}
console.log(`${next - 1} events`);
