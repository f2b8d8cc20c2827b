// The TypeScript client on a device that goes online again. The page's event stands in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { events } from "./server.mjs";

const page = new EventTarget();
globalThis.addEventListener = (...values) => page.addEventListener(...values);
const turn = () => new Promise(setImmediate);

// Fails as the test says, and counts the attempts.
function network(...failures) {
  const fetch = async () => {
    fetch.attempts++;
    const failure = failures.shift() ?? new Response("data: a\n\n", { headers: { "content-type": "text/event-stream" } });
    if (failure instanceof Error) throw failure;
    return failure;
  };
  fetch.attempts = 0;
  return fetch;
}

test("a device that is online again is not waited for", { timeout: 30_000 }, async t => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const fetch = network(new TypeError("offline"), new TypeError("offline"));
  const stream = events("http://localhost/t", { fetch, retry: 10_000, maxRetry: 60_000 })[Symbol.asyncIterator]();
  const next = stream.next();
  for (const attempts of [1, 2]) {
    await turn();
    assert.equal(fetch.attempts, attempts);
    page.dispatchEvent(new Event("online"));
  }
  assert.equal((await next).value.data, "a");
  await stream.return();
});

test("a server that asks for a wait gets it from a device that is online again", { timeout: 30_000 }, async t => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const busy = new Response("", { status: 503, headers: { "retry-after": "10" } });
  const ended = new Response("retry: 10000\ndata: a\n\n", { headers: { "content-type": "text/event-stream" } });
  const fetch = network(busy, ended);
  const stream = events("http://localhost/t", { fetch })[Symbol.asyncIterator]();
  const first = stream.next();
  await turn();
  page.dispatchEvent(new Event("online"));
  await turn();
  assert.equal(fetch.attempts, 1);
  t.mock.timers.tick(15_000);
  assert.equal((await first).value.data, "a");

  const second = stream.next();
  await turn();
  page.dispatchEvent(new Event("online"));
  await turn();
  assert.equal(fetch.attempts, 2);
  t.mock.timers.tick(15_000);
  await second;
  await stream.return();
});
