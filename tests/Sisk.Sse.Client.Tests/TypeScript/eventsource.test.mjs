// The TypeScript client on a browser's own client, which stands in here.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { StreamError, define, events, read } from "./server.mjs";

class BrowserSource extends EventTarget {
  static CLOSED = 2;
  static all = [];
  readyState = 1;
  constructor(url) {
    super();
    this.url = url;
    BrowserSource.all.push(this);
  }
  send(type, data, lastEventId = "") {
    this.dispatchEvent(new MessageEvent(type, { data, lastEventId }));
  }
  close() {
    this.readyState = BrowserSource.CLOSED;
  }
}

beforeEach(() => {
  globalThis.EventSource = BrowserSource;
  BrowserSource.all = [];
});

const fetch = async () => new Response("data: fetched\n\nid: sisk-sse-end\n\n", { headers: { "content-type": "text/event-stream" } });
const options = { baseUrl: "http://localhost", transport: "eventsource", fetch };

for (const [name, open] of [
  ["header parameters", () => define("GET", "/t", { message: 0 }, 1, [], ["tenant"])({ tenant: "acme" }, options)],
  ["names that the server chooses", () => define("GET", "/t", null, 0)({}, options)],
  ["names that are not given", () => events("http://localhost/t", options)],
  ["headers", () => events("http://localhost/t", { names: [], headers: { a: "b" }, ...options })],
  ["credentials that are to be left out", () => events("http://localhost/t", { names: [], credentials: "omit", ...options })],
  ["an end that no event tells", () => define("GET", "/t", { message: 0 }, 0, [], [], null)({}, options)],
  ["a body", () => events("http://localhost/t", { names: [], method: "POST", body: "{}", ...options })],
]) {
  test(`a stream with ${name} uses fetch`, async () => {
    assert.deepEqual(await read(open()), ["fetched"]);
    assert.equal(BrowserSource.all.length, 0);
  });
}

test("a stream with known names uses the browser's client, and fetch where it gives up", async () => {
  const stream = define("GET", "/t", { a: 0, message: 0 }, 1, [], ["tenant"])({}, options)[Symbol.asyncIterator]();
  const first = stream.next();
  const [source] = BrowserSource.all;
  source.send("a", "sent", "1");
  assert.equal((await first).value.data, "sent");
  const second = stream.next();
  source.close();
  source.onerror(new Event("error"));
  assert.equal((await second).value.data, "fetched");
  assert.equal((await stream.next()).done, true);
});

test("a page that a service worker controls uses fetch, at the latest when its stream breaks off", async t => {
  const serviceWorker = { controller: {} };
  const { navigator } = globalThis;
  t.after(() => Object.defineProperty(globalThis, "navigator", { configurable: true, value: navigator }));
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: { serviceWorker } });
  assert.deepEqual(await read(events("http://localhost/t", { ...options, names: [] })), ["fetched"]);
  assert.equal(BrowserSource.all.length, 0);

  serviceWorker.controller = null;
  const stream = events("http://localhost/t", { ...options, names: [] })[Symbol.asyncIterator]();
  const first = stream.next();
  const [source] = BrowserSource.all;
  source.send("message", "sent", "1");
  assert.equal((await first).value.data, "sent");
  serviceWorker.controller = {};
  const second = stream.next();
  source.onerror(new Event("error"));
  assert.equal((await second).value.data, "fetched");
  assert.equal(source.readyState, BrowserSource.CLOSED);
  await stream.return();
});

test("events that arrive faster than they are handled fail the stream and close its source", async () => {
  const stream = events("http://localhost/t", { ...options, names: [] })[Symbol.asyncIterator]();
  const first = stream.next();
  const [source] = BrowserSource.all;
  source.send("message", "first");
  await first;
  let sent = 0;
  while (source.readyState !== BrowserSource.CLOSED && sent < 20_000) {
    source.send("message", "x");
    sent++;
  }
  assert.equal(sent, 10_001);
  await assert.rejects(stream.next(), error => error instanceof StreamError && /more slowly/.test(error.message));
});

test("a signal ends the stream quietly and closes its source", async () => {
  const stop = new AbortController();
  const stream = events("http://localhost/t", { ...options, names: [], signal: stop.signal })[Symbol.asyncIterator]();
  const first = stream.next();
  stop.abort();
  assert.equal((await first).done, true);
  assert.equal(BrowserSource.all[0].readyState, BrowserSource.CLOSED);
});

test("the end of a stream is heard by any names", async () => {
  const stream = define("GET", "/t", { a: 0 })({}, options)[Symbol.asyncIterator]();
  const next = stream.next();
  BrowserSource.all[0].send("end", "", "sisk-sse-end");
  assert.equal((await next).done, true);
});

for (const last of ["open", "waiting"]) {
  test(`a handler of "${last}" that throws fails the stream with its error and closes its source`, async () => {
    const failure = new RangeError("mine");
    const onState = state => { if (state === last) throw failure; };
    const next = events("http://localhost/t", { ...options, names: [], onState })[Symbol.asyncIterator]().next();
    const [source] = BrowserSource.all;
    assert.doesNotThrow(() => last === "open" ? source.onopen() : source.onerror(new Event("error")));
    await assert.rejects(next, failure);
    assert.equal(source.readyState, BrowserSource.CLOSED);
  });
}

test("leaving the loop while it waits closes the source", { timeout: 30_000 }, async () => {
  const stream = events("http://localhost/t", { ...options, names: [] })[Symbol.asyncIterator]();
  const next = stream.next();
  await stream.return();
  assert.equal((await next).done, true);
  assert.equal(BrowserSource.all[0].readyState, BrowserSource.CLOSED);
});

test("a program without such a client uses fetch", async t => {
  const { EventSource } = globalThis;
  t.after(() => { globalThis.EventSource = EventSource; });
  delete globalThis.EventSource;
  assert.deepEqual(await read(events("http://localhost/t", { ...options, names: [] })), ["fetched"]);
});

test("an event named open is not taken for the state", async () => {
  const states = [];
  const stream = events("http://localhost/t", { ...options, names: ["open"], onState: state => states.push(state) })[Symbol.asyncIterator]();
  const next = stream.next();
  const [source] = BrowserSource.all;
  source.onopen(new Event("open"));
  source.addEventListener("open", event => source.onopen(event));
  source.send("open", "a");
  assert.equal((await next).value.data, "a");
  assert.deepEqual(states, ["connecting", "open"]);
});
