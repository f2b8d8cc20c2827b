// Asks the server, and follows its answer until it is done, stopped or broken off.

import { chatStreams, StreamError } from "/streams.js";
import { Answer } from "./talk.js";

/** What the person has to change before there can be an answer. */
export class Refusal extends Error {}

/** Resolves when the answer has ended, however. Throws a Refusal where there is none. */
export async function ask(text, length, signal) {
  const answer = new Answer();
  try {
    if (!await follow(chatStreams.answer({ body: { text, length } }, { signal }), answer)) answer.end("stopped", "Stopped");
  } catch (error) {
    if (error instanceof StreamError && error.status >= 400 && error.status < 500) error = new Refusal(explain(error));
    if (error instanceof Refusal) {
      answer.remove();
      throw error;
    } else if (error instanceof StreamError && error.status === 200) answer.end("failed", "The server could not go on. Ask again.");
    else answer.end("failed", "The connection was lost before the answer was done.");
  }
}

/** False where the person stopped it. */
async function follow(events, answer) {
  for await (const { type, data } of events) {
    if (type === "word") answer.addWord(data.text);
    else if (type === "refused") throw new Refusal(data.why);
    else {
      answer.end("done", `${data.words} words`);
      return true;
    }
  }
  return false;
}

/** Problem details name each parameter that is wrong. */
function explain({ status, body }) {
  let problem = {};
  try {
    problem = JSON.parse(body);
  } catch {
    // An answer of a proxy, perhaps.
  }
  const errors = Object.values(problem.errors ?? {}).flat();
  return errors.join(" ") || problem.detail || problem.title || `The server answered ${status}.`;
}
