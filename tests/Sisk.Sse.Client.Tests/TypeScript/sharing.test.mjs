// One connection of the TypeScript client for several tabs, which are streams of one process here. Web Locks stand in; channels are Node's.
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { test } from "node:test";
import { StreamError, define, events } from "./server.mjs";

// The first of each queue holds the lock.
const queues = new Map();

const request = (name, { signal, steal }, callback) => new Promise((resolve, reject) => {
  const queue = queues.get(name) ?? [];
  queues.set(name, queue);
  const page = pages.getStore();
  const lock = {
    isHeld: false,
    async hold() {
      lock.isHeld = true;
      try {
        resolve(await callback());
      } catch (error) {
        reject(error);
      }
      leave();
    },
    lose: () => page?.isSuspended ? page.addEventListener("resume", lock.lose) : reject(new DOMException("stolen", "AbortError")),
  };
  const leave = () => {
    const place = queue.indexOf(lock);
    if (place >= 0) queue.splice(place, 1);
    if (place === 0) queue[0]?.hold();
  };
  signal?.addEventListener("abort", () => {
    if (lock.isHeld) return;
    reject(signal.reason);
    leave();
  });
  if (steal) queue.shift()?.lose();
  queue.splice(steal ? 0 : queue.length, 0, lock);
  if (queue[0] === lock) queueMicrotask(lock.hold);
});

Object.defineProperty(globalThis, "navigator", { configurable: true, value: { locks: { request } } });
globalThis.location = { href: "http://localhost/page" };

// The page of each tab. The browser may keep it while the user is on another one: it gets no messages then. While the browser suspends
// it, they wait.
class Page extends EventTarget {
  isHidden = false;
  isSuspended = false;
  hide() {
    this.isHidden = true;
    this.tell("pagehide");
  }
  show() {
    this.isHidden = false;
    this.tell("pageshow");
  }
  resume() {
    this.isSuspended = false;
    this.tell("resume");
  }
  tell(type) {
    pages.run(this, () => this.dispatchEvent(Object.assign(new Event(type), { persisted: true })));
  }
}

const pages = new AsyncLocalStorage();
globalThis.addEventListener = (...values) => pages.getStore()?.addEventListener(...values);

// Completes when a tab has handled such a message.
const handled = isExpected => new Promise(resolve => handlers.push(message => { if (isExpected(message)) resolve(); }));
const handlers = [];

globalThis.BroadcastChannel = class extends BroadcastChannel {
  page = pages.getStore();
  set onmessage(handler) {
    super.onmessage = event => {
      if (this.page?.isSuspended) this.page.addEventListener("resume", () => handler(event));
      else if (!this.page?.isHidden) handler(event);
      handlers.forEach(seen => seen(event.data));
    };
  }
};

// Answers each request when the test says so.
function server() {
  const requests = [];
  const waiting = [];
  const fetch = (url, { headers, signal }) => new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    const request = {
      id: headers.get("last-event-id"), headers,
      refuse: (status, body) => resolve(new Response(body, { status })),
      open: () => {
        const { readable, writable } = new TransformStream();
        const writer = writable.getWriter();
        signal.addEventListener("abort", () => writer.abort().catch(() => {}));
        resolve(new Response(readable, { headers: { "content-type": "text/event-stream" } }));
        return {
          isClosed: () => signal.aborted,
          send: text => void writer.write(new TextEncoder().encode(text)).catch(() => {}),
          end: () => void writer.close().catch(() => {}),
        };
      },
    };
    if (waiting.length) waiting.shift()(request);
    else requests.push(request);
  });
  const next = () => requests.length ? Promise.resolve(requests.shift()) : new Promise(resolve => waiting.push(resolve));
  return { fetch, next, requests };
}

// A tab: what it has received, and a wait for it.
function tab(t, open, options) {
  const page = new Page();
  return Object.assign(pages.run(page, () => openTab(t, open, options)), { page });
}

function openTab(t, open, options) {
  const stop = new AbortController();
  t.after(() => stop.abort());
  const log = [];
  const waits = [];
  const note = entry => {
    log.push(entry);
    for (const wait of waits.splice(0)) wait();
  };
  const stream = open({ share: true, retry: 1, maxRetry: 5, signal: stop.signal, onState: state => note(state), onReset: () => note("reset"), ...options });
  const ended = (async () => {
    try {
      for await (const { data } of stream) note(data);
      return "ended";
    } catch (error) {
      return error;
    }
  })();
  const saw = async entry => {
    while (!log.includes(entry)) await new Promise(resolve => waits.push(resolve));
  };
  return { log, saw, ended, stop: () => stop.abort(), get events() { return log.filter(entry => !/^(connecting|open|waiting|closed)$/.test(entry)); } };
}

let count = 0;
const own = fetch => {
  const url = `http://localhost/${count++}`;
  return options => events(url, { fetch, ...options });
};

/** As own, of a stream whose events have known names, so that it tells of a reset. */
const typed = fetch => {
  const watch = define("GET", `/${count++}`, { message: 0 }, 0);
  return options => watch({}, { baseUrl: "http://localhost", fetch, ...options });
};

/** Two tabs that have had the same event. The first has the connection. */
async function pair(t, stream) {
  const { fetch, next, requests } = server();
  const open = stream(fetch);
  const one = tab(t, open);
  const first = (await next()).open();
  const two = tab(t, open);
  await two.saw("open");
  first.send("id: 1\ndata: a\n\n");
  await two.saw("a");
  return { next, requests, open, first, one, two };
}

test("a tab that saw no event takes over behind the last one of the tab before", async t => {
  const { fetch, next } = server();
  const open = own(fetch);
  const one = tab(t, open);
  const first = (await next()).open();
  first.send("id: e-7\ndata: seven\n\n");
  await one.saw("seven");
  const two = tab(t, open);
  await two.saw("open");
  one.stop();
  assert.equal((await next()).id, "e-7");
});

test("an id without an event is known to the other tabs", async t => {
  const { fetch, next } = server();
  const open = own(fetch);
  const one = tab(t, open);
  const first = (await next()).open();
  const two = tab(t, open);
  await two.saw("open");
  const received = handled(message => message.id === "e-0");
  first.send("id: e-0\n\n");
  await received;
  one.stop();
  assert.equal((await next()).id, "e-0");
});

test("ids of any form are passed on, also one that is used twice", async t => {
  const { fetch, next } = server();
  const open = own(fetch);
  const tabs = [tab(t, open), tab(t, open)];
  const first = (await next()).open();
  await tabs[1].saw("open");
  const ids = ["2026-11-29T10:00:01", "2026-11-29T10:00:00", "10", "10", "9", "018f3a2b-7c00-7abd-b", "018f3a2b-7c00-7abc-a"];
  ids.forEach((id, i) => first.send(`id: ${id}\ndata: ${i}\n\n`));
  for (const { saw } of tabs) await saw("6");
  assert.deepEqual(tabs.map(tab => tab.events), [["0", "1", "2", "3", "4", "5", "6"], ["0", "1", "2", "3", "4", "5", "6"]]);
});

test("a tab that takes over from behind repeats no event to the others", async t => {
  const { fetch, next } = server();
  const open = own(fetch);
  const one = tab(t, open);
  const first = (await next()).open();
  const two = tab(t, open);
  const three = tab(t, open);
  await two.saw("open");
  await three.saw("open");
  first.send("id: b\ndata: 1\n\nid: a\ndata: 2\n\ndata: no id\n\nid: c\ndata: 3\n\n");
  await two.saw("3");
  await three.saw("3");
  one.stop();
  const second = (await next()).open();
  second.send("id: a\ndata: 2\n\nid: c\ndata: 3\n\nid: d\ndata: 4\n\nid: a\ndata: 5\n\n");
  await two.saw("5");
  await three.saw("5");
  for (const { events } of [two, three]) assert.deepEqual(events, ["1", "2", "no id", "3", "4", "5"]);
});

for (const [name, one, other] of [
  ["header parameters", { tenant: "a" }, { tenant: "b" }],
  ["header parameters of which one is missing", { tenant: "a" }, {}],
]) {
  test(`streams with different ${name} do not mix`, async t => {
    const { fetch, next } = server();
    const url = `/${count++}`;
    const watch = define("GET", url, { message: 0 }, 1, [], ["tenant"]);
    const tabs = [one, other].map(parameters => tab(t, options => watch(parameters, { baseUrl: "http://localhost", fetch, ...options })));
    for (let i = 0; i < 2; i++) {
      const request = await next();
      request.open().send(`data: secret of ${request.headers.get("tenant")}\n\n`);
    }
    const secrets = [one, other].map(({ tenant = null }) => `secret of ${tenant}`);
    await tabs[0].saw(secrets[0]);
    await tabs[1].saw(secrets[1]);
    assert.deepEqual(tabs.map(tab => tab.events), secrets.map(secret => [secret]));
  });
}

for (const [name, one, other, connections] of [
  ["headers", { headers: { authorization: "a" } }, { headers: { authorization: "b" } }, 2],
  ["headers of a function", { headers: async () => ({ authorization: "a" }) }, { headers: () => ({ authorization: "b" }) }, 2],
  ["credentials", { credentials: "include" }, { credentials: "omit" }, 2],
  ["texts of share", { share: "a" }, { share: "b" }, 2],
  ["headers and the same text of share", { share: "a", headers: { authorization: "a" } }, { share: "a", headers: { authorization: "b" } }, 1],
]) {
  test(`tabs with different ${name} have ${connections === 1 ? "one connection" : "connections of their own"}`, async t => {
    const { fetch, next } = server();
    const open = own(fetch);
    const first = tab(t, open, one);
    (await next()).open();
    await first.saw("open");
    const second = tab(t, open, other);
    if (connections === 2) (await next()).open();
    await second.saw("open");
  });
}

test("a refusal has its status and text in all tabs", async t => {
  const { fetch, next } = server();
  const open = own(fetch);
  const one = tab(t, open);
  const request = await next();
  const two = tab(t, open);
  await two.saw("connecting");
  request.refuse(404, "no such order");
  const failure = await one.ended;
  assert.deepEqual([failure.constructor, failure.status, failure.body], [StreamError, 404, "no such order"]);
  const other = await two.ended;
  assert.deepEqual([other.constructor, other.message, other.status, other.body], [StreamError, failure.message, 404, "no such order"]);
});

test("all tabs are told why they wait", async t => {
  const { fetch, next } = server();
  const open = own(fetch);
  const request = await (tab(t, open), next());
  const reasons = [];
  const two = tab(t, open, { onState: (state, reason) => reason && reasons.push(reason) });
  await new Promise(setImmediate);
  request.refuse(503);
  await next();
  await new Promise(setImmediate);
  two.stop();
  await two.ended;
  assert.deepEqual(reasons, [{ message: "The server answered 503 instead of an event stream.", status: 503 }]);
});

test("an error of the headers function reaches the tab as it is", async t => {
  const failure = new RangeError("mine");
  let calls = 0;
  const one = tab(t, own(), { headers: () => { if (calls++) throw failure; return {}; } });
  assert.equal(await one.ended, failure);
});

test("a signal that is aborted by a handler of the first state ends the tab quietly", async t => {
  const stop = new AbortController();
  const one = tab(t, own(), { signal: stop.signal, onState: () => stop.abort() });
  assert.equal(await one.ended, "ended");
});

for (const [name, isLeading] of [["with the connection", true], ["without the connection", false]]) {
  test(`a tab ${name} whose handler throws fails alone with its error`, async t => {
    const { fetch, next } = server();
    const open = own(fetch);
    const failure = new RangeError("mine");
    const throws = { onState: state => { if (state === "open") throw failure; } };
    const one = tab(t, open, isLeading ? throws : {});
    const request = await next();
    const two = tab(t, open, isLeading ? {} : throws);
    if (isLeading) await two.saw("connecting");
    const first = request.open();
    const [failed, other] = isLeading ? [one, two] : [two, one];
    assert.equal(await failed.ended, failure);
    const connection = isLeading ? (await next()).open() : first;
    await tab(t, open).saw("open");
    connection.send("data: a\n\n");
    await other.saw("a");
  });
}

test("states are told once", async t => {
  const { fetch, next } = server();
  const open = own(fetch);
  const one = tab(t, open);
  (await next()).open();
  await one.saw("open");
  const two = tab(t, open);
  await two.saw("open");
  one.stop();
  await one.ended;
  assert.deepEqual(one.log, ["connecting", "open", "closed"]);
});

test("events that a tab handles too slowly fail its stream, and another tab takes over", async t => {
  const { fetch, next } = server();
  const open = own(fetch);
  const slow = open({ share: true })[Symbol.asyncIterator]();
  const reading = slow.next();
  const first = (await next()).open();
  const two = tab(t, open);
  await two.saw("open");
  first.send("id: 0\ndata: 0\n\n");
  await reading;
  first.send(Array.from({ length: 10_001 }, (_, i) => `id: ${i + 1}\ndata: ${i + 1}\n\n`).join(""));
  const request = await next();
  await assert.rejects(slow.next(), error => error instanceof StreamError && /more slowly/.test(error.message));
  request.open();
});

test("leaving the loop while it waits closes the connection, and another tab takes over", { timeout: 30_000 }, async t => {
  const { fetch, next } = server();
  const open = own(fetch);
  const stream = open({ share: true })[Symbol.asyncIterator]();
  const waiting = stream.next();
  (await next()).open();
  const two = tab(t, open);
  await two.saw("open");
  await stream.return();
  assert.equal((await waiting).done, true);
  (await next()).open().send("data: a\n\n");
  await two.saw("a");
});

test("a program without an address of its own shares connections, too", async t => {
  const { fetch, next } = server();
  const { location } = globalThis;
  t.after(() => { globalThis.location = location; });
  globalThis.location = undefined;
  const open = own(fetch);
  const one = tab(t, open);
  (await next()).open();
  await one.saw("open");
  const two = tab(t, open);
  await two.saw("open");
});

test("a tab that may not use locks connects by itself", async t => {
  const { fetch, next } = server();
  const denied = async () => { throw new DOMException("denied", "SecurityError"); };
  t.mock.method(navigator.locks, "request", denied);
  const open = own(fetch);
  for (let i = 0; i < 2; i++) {
    const one = tab(t, open);
    (await next()).open().send("data: a\n\n");
    await one.saw("a");
    assert.deepEqual(one.log, ["connecting", "open", "a"]);
  }
});

test("a stream that ends is not asked for again by the tab that gets the lock", async t => {
  const { fetch, next, requests } = server();
  const open = own(fetch);
  const one = tab(t, open);
  const first = (await next()).open();
  const two = tab(t, open);
  await two.saw("open");
  first.send("data: a\n\nid: sisk-sse-end\nevent: end\ndata\n\n");
  for (const { ended } of [one, two]) assert.equal(await ended, "ended");
  assert.equal(requests.length, 0);
});

test("a tab that may not use channels connects by itself", async t => {
  const { BroadcastChannel } = globalThis;
  t.after(() => { globalThis.BroadcastChannel = BroadcastChannel; });
  for (const missing of [undefined, class { constructor() { throw new DOMException("denied", "SecurityError"); } }]) {
    globalThis.BroadcastChannel = missing;
    const { fetch, next } = server();
    const one = tab(t, own(fetch));
    (await next()).open().send("data: a\n\n");
    await one.saw("a");
    assert.deepEqual(one.log, ["connecting", "open", "a"]);
  }
});

test("a page that the browser keeps gives the connection to another tab, and is told of what it has missed", { timeout: 30_000 }, async t => {
  const { next, one, two } = await pair(t, typed);

  one.page.hide();
  const request = await next();
  assert.equal(request.id, "1");
  const second = request.open();
  const dropped = handled(message => message.event?.data === "b");
  second.send("id: 2\ndata: b\n\n");
  await dropped;
  one.page.show();
  await one.saw("reset");
  second.send("id: 3\ndata: c\n\n");

  await one.saw("c");
  assert.deepEqual([one.events, two.events], [["a", "reset", "c"], ["a", "b", "c"]]);
});

test("a page that the browser keeps has missed nothing if no event came", { timeout: 30_000 }, async t => {
  const { next, one } = await pair(t, own);

  one.page.hide();
  const request = await next();
  const dropped = handled(message => message.state === "open");
  const second = request.open();
  await dropped;
  const answered = handled(message => message.state === "open");
  one.page.show();
  await answered;
  second.send("id: 2\ndata: b\n\n");

  await one.saw("b");
  assert.deepEqual(one.events, ["a", "b"]);
});

test("the only tab resumes when the browser shows its page again", { timeout: 30_000 }, async t => {
  const { fetch, next, requests } = server();
  const one = tab(t, own(fetch));
  (await next()).open().send("id: 1\ndata: a\n\n");
  await one.saw("a");

  one.page.hide();
  await new Promise(setImmediate);
  assert.equal(requests.length, 0);
  one.page.show();

  const request = await next();
  assert.equal(request.id, "1");
  request.open().send("id: 2\ndata: b\n\n");
  await one.saw("b");
  assert.deepEqual(one.events, ["a", "b"]);
});

test("a page that the browser keeps is not the next to get the connection", { timeout: 30_000 }, async t => {
  const { fetch, next } = server();
  const open = own(fetch);
  const one = tab(t, open);
  (await next()).open();
  const two = tab(t, open);
  await two.saw("open");
  const three = tab(t, open);
  await three.saw("open");

  two.page.hide();
  one.stop();

  (await next()).open().send("data: a\n\n");
  await three.saw("a");
  assert.deepEqual(two.events, []);
});

for (const [name, isLate] of [["", false], [" and first sends what it has received", true]]) {
  test(`a suspended tab loses the connection to another one, and follows that when it goes on${name}`, { timeout: 30_000 }, async t => {
    t.mock.timers.enable({ apis: ["setInterval"] });
    const { next, open, first, one, two } = await pair(t, own);
    const three = tab(t, open);
    await three.saw("open");

    one.page.isSuspended = true;
    t.mock.timers.tick(45_000);
    const request = await next();
    assert.equal(request.id, "1");
    const second = request.open();
    second.send("id: 2\ndata: b\n\nid: 3\ndata: c\n\n");
    await two.saw("c");
    await three.saw("c");
    if (isLate) {
      first.send("id: 2\ndata: b\n\nid: 9\n\n");
      await handled(message => message.id === "9");
    }
    one.page.resume();
    await one.saw("c");
    second.send("id: 4\ndata: d\n\n");

    for (const { saw } of [one, two, three]) await saw("d");
    assert.deepEqual([one.events, two.events, three.events], [["a", "b", "c", "d"], ["a", "b", "c", "d"], ["b", "c", "d"]]);
    assert.equal(first.isClosed(), true);
    two.stop();
    three.stop();
    assert.equal((await next()).id, "4");
  });
}

test("a quiet stream leaves the connection to the tab that has it", { timeout: 30_000 }, async t => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const { requests, one, two } = await pair(t, own);

  for (let i = 0; i < 5; i++) {
    t.mock.timers.tick(15_000);
    const answered = handled(message => message.state === "open");
    t.mock.timers.tick(15_000);
    await answered;
  }

  assert.equal(requests.length, 0);
  assert.deepEqual([one.log, two.log], [["connecting", "open", "a"], ["connecting", "open", "a"]]);
});
