// The TypeScript client on a page that the browser keeps while the user is on another one. The page's events stand in.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { define, events } from "./server.mjs";

let page;
beforeEach(() => { page = new EventTarget(); });
globalThis.addEventListener = (...values) => page.addEventListener(...values);
const tell = (type, persisted = true) => page.dispatchEvent(Object.assign(new Event(type), { persisted }));
const turn = () => new Promise(setImmediate);

// Answers each request with the next text, and leaves the response open.
function server(...texts) {
  const requests = [];
  const fetch = async (url, { method, headers, signal }) => {
    const request = { method, id: headers.get("last-event-id"), isOpen: true };
    requests.push(request);
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(texts.shift()));
        signal.addEventListener("abort", () => {
          request.isOpen = false;
          controller.error(signal.reason);
        });
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  };
  return { fetch, requests };
}

test("a page that the browser keeps closes its connection, and resumes at once when it is shown", { timeout: 30_000 }, async () => {
  const { fetch, requests } = server("id: 1\ndata: a\n\n", "id: 2\ndata: b\n\n");
  const states = [];
  const options = { fetch, retry: 60_000, onState: state => states.push(state) };
  const stream = events("http://localhost/t", options)[Symbol.asyncIterator]();
  assert.equal((await stream.next()).value.data, "a");

  const second = stream.next();
  await turn();
  tell("pagehide");
  await turn();
  assert.deepEqual([requests.length, requests[0].isOpen], [1, false]);
  tell("pageshow");

  assert.equal((await second).value.data, "b");
  assert.deepEqual(requests.map(request => request.id), [null, "1"]);
  assert.deepEqual(states, ["connecting", "open", "waiting", "connecting", "open"]);
  await stream.return();
});

test("a page that waits for its next attempt does not connect while the browser keeps it", { timeout: 30_000 }, async t => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { fetch, requests } = server("id: 1\ndata: a\n\n", "data: b\n\n");
  const states = [];
  const stream = events("http://localhost/t", { fetch, onState: state => states.push(state) })[Symbol.asyncIterator]();
  await stream.next();
  const second = stream.next();
  await turn();
  t.mock.timers.tick(30_000);
  await turn();
  assert.equal(states.at(-1), "waiting");

  tell("pagehide");
  t.mock.timers.tick(30_000);
  await turn();
  assert.equal(requests.length, 1);
  tell("pageshow");

  assert.equal((await second).value.data, "b");
  await stream.return();
});

for (const [name, persisted, open] of [
  ["a page that is closed", false, fetch => events("http://localhost/t", { fetch })],
  ["an answer that ends by itself", true, fetch => define("POST", "/t", { message: 0 }, 0, [], [], undefined, true)({}, { baseUrl: "http://localhost", fetch })],
]) {
  test(`the connection of ${name} is left to the browser`, { timeout: 30_000 }, async () => {
    const { fetch, requests } = server("id: 1\ndata: a\n\n");
    const stream = open(fetch)[Symbol.asyncIterator]();
    await stream.next();

    const second = stream.next();
    tell("pagehide", persisted);
    await turn();

    assert.deepEqual([requests.length, requests[0].isOpen], [1, true]);
    await stream.return();
    await second;
  });
}

test("a stream without ids stays open on a page that the browser keeps", { timeout: 30_000 }, async () => {
  const { fetch, requests } = server("data: a\n\n");
  const stream = events("http://localhost/t", { fetch })[Symbol.asyncIterator]();
  await stream.next();

  const second = stream.next();
  tell("pagehide");
  await turn();

  assert.deepEqual([requests.length, requests[0].isOpen], [1, true]);
  await stream.return();
  await second;
});

test("the browser's own client is closed, too, and opened again behind the last event", { timeout: 30_000 }, async () => {
  const sources = [];
  globalThis.EventSource = class extends EventTarget {
    static CLOSED = 2;
    readyState = 1;
    constructor(url) {
      super();
      this.url = url;
      sources.push(this);
    }
    send(data, lastEventId) {
      this.dispatchEvent(new MessageEvent("message", { data, lastEventId }));
    }
    close() {
      this.readyState = 2;
    }
  };
  const stream = events("http://localhost/t", { transport: "eventsource", names: [] })[Symbol.asyncIterator]();
  const first = stream.next();
  sources[0].send("a", "1");
  assert.equal((await first).value.data, "a");

  const second = stream.next();
  tell("pagehide");
  await turn();
  assert.deepEqual([sources.length, sources[0].readyState], [1, 2]);
  tell("pageshow");
  await turn();
  sources[1].send("b", "2");

  assert.equal((await second).value.data, "b");
  assert.equal(sources[1].url, "http://localhost/t?lastEventId=1");
  await stream.return();
  assert.deepEqual(sources.map(source => source.readyState), [2, 2]);
});

test("a page that was suspended resumes at once on another connection", { timeout: 30_000 }, async () => {
  const { fetch, requests } = server("data: a\n\n", "data: b\n\n");
  const plain = events("http://localhost/t", { fetch })[Symbol.asyncIterator]();
  await plain.next();
  const options = { fetch: server("id: 1\ndata: a\n\n", "id: 2\ndata: b\n\n").fetch, retry: 60_000 };
  const stream = events("http://localhost/t", options)[Symbol.asyncIterator]();
  await stream.next();
  const second = stream.next();
  void plain.next();
  await turn();

  tell("resume");

  assert.equal((await second).value.id, "2");
  assert.deepEqual([requests.length, requests[0].isOpen], [1, true], "without an id, events would be lost");
  await Promise.all([stream.return(), plain.return()]);
});
