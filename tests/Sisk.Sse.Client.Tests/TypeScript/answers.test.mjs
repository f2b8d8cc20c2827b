// The TypeScript client and the answers of servers, with fetch under Node: rows 14 and 18 to 22 of docs/reference/conformance.md, and beyond.
import assert from "node:assert/strict";
import { test } from "node:test";
import { StreamError, events, failure, head, read, serve } from "./server.mjs";

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

test("row 22 an id that is long or odd is sent as it is", async t => {
  const id = "<a> \"b\", " + "c".repeat(200);
  const server = await serve(t, head + `id: ${id}\ndata: a\n\n`);
  assert.deepEqual(await read(events(server.url)), ["a"]);
  assert.deepEqual(server.header("last-event-id"), [undefined, id]);
});

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

test("an id that is too long for a header is ignored", async t => {
  const server = await serve(t, head + "id: 1\ndata: a\n\nid: " + "x".repeat(200_000) + "\ndata: b\n\n", head + "data: c\n\n");
  assert.deepEqual(await read(events(server.url)), ["a", "b", "c"]);
  assert.deepEqual(server.header("last-event-id"), [undefined, "1", "1"]);
});

test("row 14 an id beyond ASCII travels as its UTF-8 bytes", async t => {
  const server = await serve(t, head + "id: é日本\ndata: a\n\n");
  await read(events(server.url));
  assert.equal(Buffer.from(server.header("last-event-id")[1], "latin1").toString("utf8"), "é日本");
});
