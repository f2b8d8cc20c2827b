// Bodies of a fetch that the application has replaced: the TypeScript client closes them, whatever they make of the signal.
import assert from "node:assert/strict";
import { test } from "node:test";
import { StreamError, events, read } from "./server.mjs";

// Answers with a body that does not end by itself, whatever the signal says.
function deaf(status, type, ...texts) {
  let isCanceled = false;
  const body = new ReadableStream({
    start(controller) { for (const text of texts) controller.enqueue(new TextEncoder().encode(text)); },
    cancel() { isCanceled = true; },
  });
  return { fetch: async () => new Response(body, { status, headers: { "content-type": type } }), get isCanceled() { return isCanceled; } };
}

test("leaving the loop cancels a body that does not heed the signal", async () => {
  const server = deaf(200, "text/event-stream", "data: a\n\n");
  for await (const _ of events("http://localhost/", { fetch: server.fetch })) break;
  assert.ok(server.isCanceled);
});

test("silence cancels a body that does not heed the signal", async () => {
  const server = deaf(200, "text/event-stream");
  const stop = new AbortController();
  const { fetch } = server;
  await read(events("http://localhost/", { fetch, pingInterval: 1, signal: stop.signal, onState: state => state === "waiting" && stop.abort() }));
  assert.ok(server.isCanceled);
});

test("a refusal cancels a body that nobody reads", async () => {
  const server = deaf(200, "text/html", "<p>");
  await assert.rejects(read(events("http://localhost/", { fetch: server.fetch })), StreamError);
  assert.ok(server.isCanceled);
});
