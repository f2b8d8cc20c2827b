// The silence after which the TypeScript client takes a connection for dead.
import assert from "node:assert/strict";
import { test } from "node:test";
import { define, events, read, serve, head, stay } from "./server.mjs";

const withHeader = interval => head.replace("Connection:", `Sse-Ping-Interval: ${interval}\r\nConnection:`);

// Opens a stream that sends one event and then nothing. Returns the times of silence, in seconds, that were allowed for the answer and for what follows the event.
async function silences(t, answer, open) {
  const server = await serve(t, answer + "data: a\n\n" + stay);
  const { setTimeout: real, clearTimeout: realClear } = globalThis;
  t.after(() => Object.assign(globalThis, { setTimeout: real, clearTimeout: realClear }));
  const pending = new Map();
  globalThis.setTimeout = (callback, time, ...rest) => {
    const timer = real(callback, time, ...rest);
    // Node's own fetch sets timers as well, such as the four seconds that it keeps a connection.
    const isOfNode = new Error().stack.includes("node:internal/deps");
    if (time >= 1_000 && !isOfNode) pending.set(timer, time / 1_000);
    return timer;
  };
  globalThis.clearTimeout = timer => {
    pending.delete(timer);
    realClear(timer);
  };
  const stop = new AbortController();
  let connecting;
  const stream = open(server.url, {
    signal: stop.signal,
    fetch: (...request) => {
      connecting = [...pending.values()];
      return fetch(...request);
    },
  })[Symbol.asyncIterator]();
  assert.equal((await stream.next()).value.data, "a");
  const next = stream.next();
  const reading = [...pending.values()];
  stop.abort();
  await next;
  return [connecting, reading];
}

const contract = ping => (url, options) => define("GET", "", { message: 0 }, 1, [], [], undefined, false, ping)({}, { baseUrl: url, ...options });

for (const [name, answer, open, expected] of [
  ["15 seconds unless it is known", head, events, [[30], [30]]],
  ["the contract's", head, contract(60_000), [[120], [120]]],
  ["the server's rather than the contract's", withHeader(50_000), contract(60_000), [[120], [100]]],
  ["the server's of a stream without a contract", withHeader(50_000), events, [[30], [100]]],
  ["the caller's rather than the server's", withHeader(50_000), (url, options) => contract(60_000)(url, { ...options, pingInterval: 20_000 }), [[40], [40]]],
  ["none by the contract", head, contract(0), [[], []]],
  ["none by the server", withHeader(0), events, [[30], []]],
  ["the contract's if the server's is none", withHeader("-5"), contract(60_000), [[120], [120]]],
  ["the contract's if two servers tell theirs", withHeader("50000, 50000"), contract(60_000), [[120], [120]]],
  ["for ever by the caller", head, (url, options) => events(url, { ...options, pingInterval: Infinity }), [[0x7fffffff / 1_000], [0x7fffffff / 1_000]]],
  ["longer than a timer by the server", withHeader(2_000_000_000), contract(60_000), [[120], [0x7fffffff / 1_000]]],
  ["negative by the caller", head, (url, options) => events(url, { ...options, pingInterval: -1 }), [[], []]],
  ["none by the caller", head, (url, options) => events(url, { ...options, pingInterval: 0 }), [[], []]],
]) {
  test(`the ping interval is ${name}`, async t => assert.deepEqual(await silences(t, answer, open), expected));
}

test("silence of twice the interval that the server tells ends a connection", async t => {
  const server = await serve(t, withHeader(50) + "id: 1\ndata: a\n\n" + stay);
  assert.deepEqual(await read(events(server.url)), ["a"]);
  assert.deepEqual(server.header("last-event-id"), [undefined, "1"]);
});
