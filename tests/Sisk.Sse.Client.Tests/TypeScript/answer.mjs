// Follows a resumable answer with the generated client, and prints what came of it.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [baseUrl, folder, mode, count] = process.argv.slice(2);
const module = await (await fetch(baseUrl + "/streams.js", { headers: { accept: "text/javascript" } })).text();
writeFileSync(folder + "/streams.mjs", module);
const { answers } = await import(pathToFileURL(folder + "/streams.mjs").href);
const options = { baseUrl, retry: 1, maxRetry: 20, onReset: () => { throw new Error("reset"); } };
const values = [];

async function follow(stream, until) {
  for await (const event of stream) {
    values.push(event.data.value ?? event.data);
    if (until && event.data.value === until) return event.id;
  }
}

try {
  if (mode === "count") {
    // A client that loses its connection before it has the id of the answer cannot resume, so the first one is patient. Its 60 numbers do not
    // fit in front of the first cut.
    const id = await follow(answers.count({ body: { text: count, level: 0 } }, options), 60);
    await follow(answers.count({ body: { text: "", level: 0 } }, { ...options, pingInterval: 150, lastEventId: id }));
  } else if (mode === "reload") {
    const id = await follow(answers.count({ body: { text: count, level: 0 } }, options), 4);
    await follow(answers.count({ body: { text: "", level: 0 } }, { ...options, lastEventId: id }));
  } else if (mode === "full") {
    // The stream that fills the server is closed after the first refusal.
    const onState = state => { if (state === "waiting") void fetch(baseUrl + "/drop"); };
    await follow(answers.count({ body: { text: count, level: 0 } }, { ...options, onState }));
  } else await follow(answers[mode]({}, options));
  const inOrder = values.every((value, i) => value === i + 1);
  console.log(`${values.length} ${inOrder ? "in order" : values.join()}`);
} catch (error) {
  console.log(`${values.length} ${error.name} ${error.status} ${error.isInterrupted}`);
}
