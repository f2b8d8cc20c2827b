// What the TypeScript client does with the answers of servers, with fetch under Node: rows 18 to 22 of the conformance table, and beyond.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";

const { events, defaults, StreamError, EventStream } = await import(process.env.SISK_SSE_RUNTIME);
Object.assign(defaults, { retry: 1, maxRetry: 5 });
const head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n";
const noContent = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
const failure = (status, more = "") => `HTTP/1.1 ${status} X\r\n${more}Content-Length: 0\r\nConnection: close\r\n\r\n`;
const stay = "\u0001";

// Answers each connection with the next of its answers, byte by byte as they stand there; then with 204.
async function serve(t, ...answers) {
  const requests = [];
  const sockets = new Set();
  const server = createServer(socket => {
    sockets.add(socket);
    let request = "";
    socket.on("error", () => {});
    socket.on("data", data => {
      request += data.toString("latin1");
      const end = request.indexOf("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
      if (end < 0 || request.length < end + 4 + length) return;
      requests.push(request);
      const answer = answers.shift() ?? noContent;
      socket.write(answer.replace(stay, ""));
      if (!answer.endsWith(stay)) socket.end();
      request = "";
    });
  });
  await new Promise(resolve => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    sockets.forEach(socket => socket.destroy());
    server.close();
  });
  const header = name => requests.map(request => new RegExp(`^${name}: (.*)\r$`, "im").exec(request)?.[1]);
  return { url: `http://127.0.0.1:${server.address().port}/stream`, requests, header };
}

async function read(stream) {
  const all = [];
  for await (const event of stream) all.push(event.data);
  return all;
}

for (const [name, answer, status] of [
  ["404", failure(404), 404], ["401", failure(401), 401],
  ["another type", head.replace("text/event-stream", "text/html"), 200], ["a longer type", head.replace("text/event-stream", "text/event-streams"), 200],
]) {
  test(`row 18 ${name} ends the stream with an error`, async t => {
    const server = await serve(t, answer);
    await assert.rejects(read(events(server.url)), error => error instanceof StreamError && error.status === status);
    assert.equal(server.requests.length, 1);
  });
}

test("row 19 a clean end is followed by a reconnect with the last event id", async t => {
  const server = await serve(t, head + "data: a\n\n", head + "id: 1\ndata: b\n\nid: 2\n\n", head + ": ping\n\ndata: c\n\n", head + "id\n\n");
  assert.deepEqual(await read(events(server.url)), ["a", "b", "c"]);
  assert.deepEqual(server.header("last-event-id"), [undefined, undefined, "2", "2", undefined]);
});

test("row 20 the status 204 ends the stream for good", async t => {
  const server = await serve(t);
  assert.deepEqual(await read(events(server.url)), []);
  assert.equal(server.requests.length, 1);
});

for (const status of [301, 302, 303, 307, 308]) {
  test(`row 21 the redirect ${status} is followed`, async t => {
    const target = await serve(t, head + "data: a\n\n");
    const server = await serve(t, failure(status, `Location: ${target.url}\r\n`));
    assert.deepEqual(await read(events(server.url)), ["a"]);
  });
}

for (const [name, answer] of [
  ["500", failure(500)], ["502", failure(502)], ["503", failure(503, "Retry-After: 0\r\n")], ["429", failure(429)], ["408", failure(408)],
  ["a cut", "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata"], ["no HTTP", "none\r\n\r\n"],
]) {
  test(`${name} is followed by another attempt`, async t => {
    const server = await serve(t, answer, head + "data: a\n\n");
    assert.deepEqual(await read(events(server.url)), ["a"]);
  });
}

test("an id is taken with its event only", async t => {
  const server = await serve(t, head + "id: 1\ndata: a\n\nid: 2\ndata: b\n", head + "id: 3\n", head + "id: 4\0\n\n");
  assert.deepEqual(await read(events(server.url)), ["a"]);
  assert.deepEqual(server.header("last-event-id"), [undefined, "1", "1", "1"]);
});

test("row 14 an id beyond ASCII travels as its UTF-8 bytes", async t => {
  const server = await serve(t, head + "id: é日本\ndata: a\n\n");
  await read(events(server.url));
  assert.equal(Buffer.from(server.header("last-event-id")[1], "latin1").toString("utf8"), "é日本");
});

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
