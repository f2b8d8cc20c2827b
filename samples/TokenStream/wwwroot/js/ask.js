// Asks the server, and follows its answer until it is done, stopped or broken off.

import { readEvents } from "./event-stream.js";
import { Answer } from "./talk.js";

/** What the person has to change before there can be an answer. */
export class Refusal extends Error {}

/** Resolves when the answer has ended, however. Throws a Refusal where there is none. */
export async function ask(text, length, signal) {
  const answer = new Answer();
  try {
    const response = await fetch("/chat", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify({ text, length }),
      signal,
    });
    if (!response.ok) throw new Refusal(await explain(response));
    await follow(response, answer);
  } catch (error) {
    if (signal.aborted) answer.end("stopped", "Stopped");
    else if (error instanceof Refusal) {
      answer.remove();
      throw error;
    } else answer.end("failed", "The connection was lost before the answer was done.");
  }
}

async function follow(response, answer) {
  for await (const { type, data } of readEvents(response)) {
    if (type === "word") answer.addWord(JSON.parse(data).text);
    else if (type === "refused") throw new Refusal(JSON.parse(data).why);
    else if (type === "error") return answer.end("failed", "The server could not go on. Ask again.");
    else if (type === "done") return answer.end("done", `${JSON.parse(data).words} words`);
  }
  throw new Error("The stream ended before the answer did.");
}

/** Problem details name each parameter that is wrong. */
async function explain(response) {
  const problem = await response.json().catch(() => ({}));
  const errors = Object.values(problem.errors ?? {}).flat();
  return errors.join(" ") || problem.detail || problem.title || `The server answered ${response.status}.`;
}
