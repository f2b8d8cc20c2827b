// A subscription of the TypeScript client from its first request to its end, with fetch under Node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EventStream, StreamError, defaults, events, failure, head, read, serve, stay } from "./server.mjs";

test("the server's own events are not shown, reset is reported, unknown events are skipped", async t => {
  const server = await serve(t, head + "event: reset\ndata\n\nevent: other\ndata: 1\n\ndata: a\n\nid: sisk-sse-end\nevent: end\ndata:\n\n");
  let resets = 0;
  const stream = new EventStream(
    { url: server.url, method: "GET", names: [] }, event => event.type === "message" ? event : undefined, { ...defaults, onReset: () => resets++ });
  assert.deepEqual(await read(stream), ["a"]);
  assert.equal(resets, 1);
  assert.equal(server.requests.length, 1);
});

test("a closing id without an event ends the stream", async t => {
  const server = await serve(t, head + "data: a\n\nid: sisk-sse-end\n\n");
  assert.deepEqual(await read(events(server.url)), ["a"]);
  assert.equal(server.requests.length, 1);
});

test("foreign data can end the stream", async t => {
  const server = await serve(t, head + "data: a\n\ndata: [DONE]\n\ndata: b\n\n");
  assert.deepEqual(await read(events(server.url, { done: "[DONE]" })), ["a"]);
});

test("a POST is not sent twice unless it can be resumed", async t => {
  const server = await serve(t, head + "data: a\n\n");
  await assert.rejects(read(events(server.url, { method: "POST", body: "{}" })), StreamError);
  assert.equal(server.requests.length, 1);
  const resumable = await serve(t, head + "id: 1\ndata: a\n\n", head + "data: b\n\n");
  assert.deepEqual(await read(events(resumable.url, { method: "POST", body: "{}" })), ["a", "b"]);
  const busy = await serve(t, failure(503));
  assert.deepEqual(await read(events(busy.url, { method: "POST", body: "{}" })), []);
  assert.equal(busy.requests.length, 2);
});

test("a refusal carries the answer's text, and a failed POST its reason", async t => {
  const refused = await serve(t, "HTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwrong");
  await assert.rejects(read(events(refused.url)), error => error.status === 400 && error.body === "wrong");
  const failed = await serve(t, head + "data: a\n\nevent: error\ndata:\n\n");
  const stream = new EventStream({ url: failed.url, method: "POST", body: "{}", names: [] }, event => event.type === "message" ? event : undefined, defaults);
  await assert.rejects(read(stream), error => error instanceof StreamError && error.status === 200);
});

test("headers are asked for at each attempt", async t => {
  const server = await serve(t, head, head);
  let count = 0;
  await read(events(server.url, { headers: async () => ({ "x-count": `${++count}` }) }));
  assert.deepEqual(server.header("x-count"), ["1", "2", "3"]);
});

test("silence of twice the ping interval ends a connection", async t => {
  const server = await serve(t, head + "id: 1\ndata: a\n\n" + stay);
  assert.deepEqual(await read(events(server.url, { pingInterval: 50 })), ["a"]);
  assert.deepEqual(server.header("last-event-id"), [undefined, "1"]);
});

test("states are reported in order", async t => {
  const server = await serve(t, head + "data: a\n\n");
  const states = [];
  await read(events(server.url, { onState: state => states.push(state) }));
  assert.deepEqual(states, ["connecting", "open", "waiting", "connecting", "closed"]);
});

test("waits double with each failure, honour retry and Retry-After, and begin anew after success", async t => {
  const server = await serve(
    t, failure(500), failure(500), head + "retry: 50000\n\n", failure(500), failure(503, "Retry-After: 90\r\n"), head + "data: a\n\n");
  const waits = [];
  const { setTimeout: real, Math: { random } } = globalThis;
  t.after(() => { globalThis.setTimeout = real; Math.random = random; });
  Math.random = () => 0;
  globalThis.setTimeout = (callback, time) => {
    if (time >= 1000) {
      waits.push(time / 1000);
      time = 0;
    }
    return real(callback, time);
  };
  await read(events(server.url, { retry: 1000, maxRetry: 30_000, pingInterval: 0 }));
  assert.deepEqual(waits, [1, 2, 50, 50, 90, 50]);
});

test("a signal ends an open stream quietly", async t => {
  const server = await serve(t, head + "data: a\n\n" + stay);
  const stop = new AbortController();
  const all = [];
  for await (const { data } of events(server.url, { signal: stop.signal })) {
    all.push(data);
    setTimeout(() => stop.abort(), 10);
  }
  assert.deepEqual(all, ["a"]);
});

test("on calls handlers, and what it returns stops them", async t => {
  const server = await serve(t, head + "event: x\ndata: 1\n\ndata: 2\n\n" + stay);
  const calls = [];
  const closed = new Promise(resolve => {
    const stop = events(server.url).on({
      x: (data, event) => calls.push(["x", data, event.type]),
      message: data => { calls.push(["message", data]); stop(); },
      state: state => { calls.push(state); if (state === "closed") resolve(); },
      end: () => calls.push("end"),
    });
  });
  await closed;
  assert.deepEqual(calls, ["connecting", "open", ["x", "1", "x"], ["message", "2"], "closed"]);
});

test("on reports a refusal to the error handler, and the end to the end handler", async t => {
  const server = await serve(t, failure(404));
  const error = await new Promise(resolve => events(server.url).on({ error: resolve }));
  assert.equal(error.status, 404);
  await new Promise(resolve => events(server.url).on({ end: resolve }));
});

test("leaving the loop closes the connection", async t => {
  const server = await serve(t, head + "data: a\n\n" + stay);
  const states = [];
  for await (const _ of events(server.url, { onState: state => states.push(state) })) break;
  assert.deepEqual(states, ["connecting", "open", "closed"]);
});
