// Asks the server, and follows its answer until it is done, stopped or broken off. A page that reloads goes on with it.

import { chatStreams, StreamError } from "/streams.js";
import { Answer } from "./talk.js";

const storageKey = "answer";

/** What the person has to change before there can be an answer. */
export class Refusal extends Error {}

/** The answer that was being written when the page was left: its question, and the id of its beginning. */
export const unfinished = () => JSON.parse(sessionStorage.getItem(storageKey));

/** Resolves when the answer has ended, however. Throws a Refusal where there is none. */
export async function ask({ text, length, start }, signal) {
  const answer = new Answer();
  const events = chatStreams.answer({ body: { text, length } }, start ? { signal, lastEventId: start } : { signal });
  const keep = id => sessionStorage.setItem(storageKey, JSON.stringify({ text, length, start: start ??= id.replace(/-\d+$/, "-0") }));
  const stop = () => start && fetch("/chat", { method: "DELETE", headers: { "Last-Event-ID": start } });
  signal.addEventListener("abort", stop);
  try {
    if (!await follow(events, answer, keep)) answer.end("stopped", "Stopped");
  } catch (error) {
    if (error instanceof StreamError && error.status === 404) error = new Refusal("That answer is no longer there. Ask again.");
    if (error instanceof StreamError && error.status >= 400 && error.status < 500) error = new Refusal(explain(error));
    if (error instanceof Refusal) {
      answer.remove();
      throw error;
    } else if (error instanceof StreamError && error.isInterrupted) answer.end("failed", "The server stopped before the answer was done.");
    else if (error instanceof StreamError && error.status === 200) answer.end("failed", "The server could not go on. Ask again.");
    else answer.end("failed", "The connection was lost before the answer was done.");
  } finally {
    signal.removeEventListener("abort", stop);
    sessionStorage.removeItem(storageKey);
  }
}

/** False where the person stopped it. */
async function follow(events, answer, keep) {
  for await (const { type, data, id } of events) {
    if (id) keep(id);
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
