// A subscription of the TypeScript client from its first request to its end, with fetch under Node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EventStream, StreamError, defaults, define, events, failure, head, read, serve, stay } from "./server.mjs";

test("the server's own events are not shown, reset is reported, unknown events are skipped", async t => {
  const server = await serve(t, head + "event: reset\ndata\n\nevent: other\ndata: 1\n\ndata: a\n\nid: sisk-sse-end\nevent: end\ndata:\n\n");
  let resets = 0;
  const stream = new EventStream(
    { url: server.url, method: "GET", names: [] }, event => event.type === "message" ? event : undefined, { ...defaults, onReset: () => resets++ });
  assert.deepEqual(await read(stream), ["a"]);
  assert.equal(resets, 1);
  assert.equal(server.requests.length, 1);
});

for (const [name, kinds, isJson, event] of [
  ["names that the server chooses", null, 1, "error"], ["text and names that the server chooses", null, 0, "error"],
  ["an event of that name", { error: 1, message: 1 }, 1, "error"],
  ["a reset and names that the server chooses", null, 1, "reset"], ["a reset, text and names that the server chooses", null, 0, "reset"],
  ["an event named reset", { reset: 1, message: 1 }, 1, "reset"],
]) {
  test(`the server's own event without data is not shown in a stream with ${name}`, async t => {
    const server = await serve(t, head + `event: ${event}\ndata:\n\n`, head + "data: 1\n\n");
    let resets = 0;
    const stream = define("GET", "", kinds, isJson, [], [], undefined, true, 15_000, true)({}, { baseUrl: server.url, onReset: () => resets++ });
    assert.equal((await read(stream)).join(), "1");
    assert.equal(resets, event === "reset" ? 1 : 0);
  });
}

test("a failed POST ends with its reason, also where the server chooses the names", async t => {
  const server = await serve(t, head + "id: 1\ndata: a\n\nevent: error\ndata:\n\n");
  const stream = define("POST", "", null, 0, [], [], undefined, false, 15_000, true)({}, { baseUrl: server.url });
  await assert.rejects(read(stream), error => error instanceof StreamError && error.status === 200);
  assert.equal(server.requests.length, 1);
});

test("an unknown event named error that has data is skipped", async t => {
  const server = await serve(t, head + "event: error\ndata: {}\n\ndata: 1\n\nid: sisk-sse-end\nevent: end\ndata:\n\n");
  assert.deepEqual(await read(define("POST", "", { message: 1 })({}, { baseUrl: server.url })), [1]);
});

test("an unknown event with the name of a member of every object is skipped", async t => {
  const server = await serve(t, head + "event: constructor\ndata: 7\n\ndata: 1\n\n");
  assert.deepEqual(await read(define("GET", "", { message: 1 })({}, { baseUrl: server.url })), [1]);
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

for (const status of [500, 502, 504]) test(`a POST that may have had effects is not sent twice: ${status}`, async t => {
  const server = await serve(t, failure(status));
  await assert.rejects(read(events(server.url, { method: "POST", body: "{}" })), error => error instanceof StreamError && error.status === status);
  assert.equal(server.requests.length, 1);
  const resumable = await serve(t, head + "id: 1\ndata: a\n\n", failure(status), head + "data: b\n\n");
  assert.deepEqual(await read(events(resumable.url, { method: "POST", body: "{}" })), ["a", "b"]);
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
  const reasons = [];
  const onState = (state, reason) => state === "waiting" && reasons.push(reason);
  assert.deepEqual(await read(events(server.url, { pingInterval: 400, onState })), ["a"]);
  assert.deepEqual(server.header("last-event-id"), [undefined, "1"]);
  assert.deepEqual(reasons, [{ message: "The server was silent.", status: undefined }]);
});

test("states are reported in order", async t => {
  const server = await serve(t, head + "data: a\n\n");
  const states = [];
  await read(events(server.url, { onState: state => states.push(state) }));
  assert.deepEqual(states, ["connecting", "open", "waiting", "connecting", "closed"]);
});

test("a wait has its reason", async () => {
  const ended = new Response("data: a\n\n", { headers: { "content-type": "text/event-stream" } });
  const answers = [new TypeError("no connection"), new Response(null, { status: 503 }), ended, new Response(null, { status: 204 })];
  const fetch = async () => {
    if (answers[0] instanceof Error) throw answers.shift();
    return answers.shift();
  };
  const reasons = [];
  await new Promise((end, error) => events("http://localhost/", { fetch }).on({
    state: (state, reason) => state === "waiting" && reasons.push(reason), end, error,
  }));
  assert.deepEqual(reasons, [
    { message: "no connection", status: undefined },
    { message: "The server answered 503 instead of an event stream.", status: 503 },
    undefined,
  ]);
});

// The waits, in seconds and without jitter, between the answers of a server, after which there is 204.
async function waits(t, options, ...answers) {
  const all = [];
  const { setTimeout: real, Math: { random } } = globalThis;
  t.after(() => { globalThis.setTimeout = real; Math.random = random; });
  Math.random = () => 0;
  globalThis.setTimeout = (callback, time) => {
    all.push(time / 1000);
    return real(callback, 0);
  };
  const fetch = async () => {
    const [status, headers, body] = answers.shift() ?? [204, {}, null];
    if (!status) throw new TypeError("no connection");
    return new Response(body, { status, headers });
  };
  await read(events("http://localhost/", { retry: 1_000, maxRetry: 30_000, pingInterval: 0, fetch, ...options }));
  return all;
}

const brings = text => [200, { "content-type": "text/event-stream" }, text];
const busy = headers => [503, headers, null];
const gone = [0];

test("waits double with each failure, honour retry and Retry-After, and begin anew after success", async t => {
  const all = await waits(t, {}, busy(), busy(), brings("retry: 50000\n\n"), busy(), busy({ "retry-after": "90" }), brings("data: a\n\n"));
  assert.deepEqual(all, [1, 2, 50, 50, 90, 50]);
});

test("a retry of 0 holds for a stream that ends, and doubles from a tenth of a second for a server that is gone", async t => {
  const all = await waits(t, {}, brings("retry: 0\n\n"), brings("data: a\n\n"), gone, gone, gone, busy());
  assert.deepEqual(all, [0, 0, 0.1, 0.2, 0.4, 0.8]);
});

test("the longest wait also bounds that of a retry of 0", async t => {
  assert.deepEqual(await waits(t, { retry: 0, maxRetry: 50 }, gone, gone), [0.05, 0.05]);
});

test("Retry-After may be a date, by the server's clock if it tells the time", async t => {
  const { now } = Date;
  t.after(() => { Date.now = now; });
  Date.now = () => Date.parse("Sun, 29 Nov 2026 12:00:00 GMT");
  const all = await waits(
    t, { maxRetry: 1_000 },
    busy({ "retry-after": "Sun, 29 Nov 2026 12:01:30 GMT" }),
    busy({ "retry-after": "Sun, 29 Nov 2026 09:01:40 GMT", date: "Sun, 29 Nov 2026 09:00:00 GMT" }),
    busy({ "retry-after": "Sun, 29 Nov 2026 11:00:00 GMT" }),
    busy({ "retry-after": "soon" }));
  assert.deepEqual(all, [90, 100, 1, 1]);
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

for (const last of ["connecting", "open", "waiting"]) {
  test(`a signal that is aborted by a handler of "${last}" ends the stream at once`, async t => {
    const server = await serve(t, head + "retry: 600000\ndata: a\n\n");
    const stop = new AbortController();
    const states = [];
    const headers = () => last === "connecting" ? new Promise(() => {}) : {};
    await read(events(server.url, { signal: stop.signal, headers, onState: state => states.push(state) && state === last && stop.abort() }));
    assert.deepEqual(states.slice(-2), [last, "closed"]);
  });
}

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

test("a signal stops what on has begun, also where signals cannot be joined", { timeout: 30_000 }, async t => {
  const server = await serve(t, head + "data: a\n\n" + stay);
  const { any } = AbortSignal;
  t.after(() => { AbortSignal.any = any; });
  AbortSignal.any = undefined;
  const stop = new AbortController();
  const calls = [];
  await new Promise(resolve => events(server.url, { signal: stop.signal }).on({
    message: data => { calls.push(data); stop.abort(); },
    state: state => { calls.push(state); if (state === "closed") setTimeout(resolve); },
    end: () => calls.push("end"),
  }));
  assert.deepEqual(calls, ["connecting", "open", "a", "closed"]);
});

test("an event takes the handler of its name from the stream", async t => {
  const names = ["state", "reset", "end", "error"];
  const server = await serve(t, head + names.map(name => `event: ${name}\ndata: "${name}"\n\n`).join(""));
  const calls = [];
  await new Promise(resolve => {
    const handlers = Object.fromEntries(names.map(name => [name, (...values) => calls.push([name, ...values.map(value => value.data ?? value)])]));
    const kinds = Object.fromEntries(names.map(name => [name, 1]));
    define("GET", "", kinds)({}, { baseUrl: server.url, onState: state => state === "closed" && setTimeout(resolve) }).on(handlers);
  });
  assert.deepEqual(calls, names.map(name => [name, name, name]));
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

for (const [name, answers] of [
  ["the next event", [head + "data: a\n\n" + stay]], ["the next attempt", [head + "retry: 600000\ndata: a\n\n"]], ["an answer", [head + "data: a\n\n", stay]],
]) {
  test(`leaving the loop while it waits for ${name} closes the connection`, { timeout: 30_000 }, async t => {
    const server = await serve(t, ...answers);
    let waits;
    const last = answers[1] ? "connecting" : answers[0].includes("retry") ? "waiting" : "open";
    const isWaiting = new Promise(resolve => { waits = state => state === last && resolve(); });
    const states = [];
    const stream = events(server.url, { onState: state => { states.push(state); if (states.length > 1) waits(state); } })[Symbol.asyncIterator]();
    await stream.next();
    const next = stream.next();
    await isWaiting;
    assert.equal((await stream.return()).done, true);
    assert.equal((await next).done, true);
    assert.equal(states.at(-1), "closed");
  });
}

const deaf = {
  fetch: () => new Promise(() => {}),
  body: async () => new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } }),
};
for (const name in deaf) {
  test(`a signal ends a stream whose ${name} does not heed it`, { timeout: 30_000 }, async () => {
    const stop = new AbortController();
    const states = [];
    const last = name === "body" ? "open" : "connecting";
    const onState = state => { states.push(state); if (state === last) setTimeout(() => stop.abort()); };
    assert.deepEqual(await read(events("http://localhost/", { fetch: deaf[name], signal: stop.signal, onState })), []);
    assert.deepEqual(states.slice(-2), [last, "closed"]);
  });

  test(`silence ends a connection whose ${name} does not heed its signal`, { timeout: 30_000 }, async () => {
    const answers = [deaf[name], async () => new Response(null, { status: 204 })];
    assert.deepEqual(await read(events("http://localhost/", { fetch: () => answers.shift()(), pingInterval: 1 })), []);
  });
}

test("an answer without a body is followed by another attempt", async () => {
  const answers = [new Response(null, { headers: { "content-type": "text/event-stream" } }), new Response(null, { status: 204 })];
  assert.deepEqual(await read(events("http://localhost/", { fetch: async () => answers.shift() })), []);
  assert.equal(answers.length, 0);
});

test("an event with the name of a member of every object does not fail on", async t => {
  const server = await serve(t, head + ["__proto__", "__defineGetter__", "constructor", "x"].map(name => `event: ${name}\ndata: ${name}\n\n`).join(""));
  const calls = [];
  await new Promise((end, error) => events(server.url).on({ constructor: data => calls.push(data), x: data => calls.push(data), end, error }));
  assert.deepEqual(calls, ["constructor", "x"]);
});

test("on passes over handlers that are missing, whatever the object that lacks them", async () => {
  const fetch = async () => new Response("event: toString\ndata\n\nevent: a\ndata\n\nid: sisk-sse-end\n\n", { headers: { "content-type": "text/event-stream" } });
  await new Promise((resolve, reject) => {
    events("http://localhost/", { fetch }).on({ __proto__: null, a: null, end: resolve, error: reject });
  });
});

test("options that are undefined leave the defaults as they are", async t => {
  const server = await serve(t, head + "data: a\n\n");
  t.after(() => { delete defaults.headers; });
  defaults.headers = { authorization: "Bearer t" };
  await read(events(server.url, { headers: undefined }));
  await read(define("GET", "", { a: 1 })({}, { baseUrl: server.url, headers: undefined }));
  assert.deepEqual(server.header("authorization"), ["Bearer t", "Bearer t", "Bearer t"]);
});

test("a handler that throws ends the stream with its error", async t => {
  const server = await serve(t, head + "data: a\n\ndata: b\n\n" + stay);
  const failure = new RangeError("mine");
  const seen = [];
  const error = await new Promise(resolve => {
    events(server.url).on({ message: data => { seen.push(data); throw failure; }, error: resolve });
  });
  assert.equal(error, failure);
  assert.deepEqual(seen, ["a"]);
});

test("a handler that is async is not waited for", async t => {
  const server = await serve(t, head + "data: a\n\ndata: b\n\n" + stay);
  const seen = [];
  const stop = await new Promise(resolve => {
    const stop = events(server.url).on({
      message: async data => {
        if (seen.push(data) === 2) resolve(stop);
        await new Promise(() => {});
      },
    });
  });
  stop();
  assert.deepEqual(seen, ["a", "b"]);
});
