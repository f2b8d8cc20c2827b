// Requests of the TypeScript client that cannot be made: they fail instead of being tried again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { StreamError, define, events, head, read, serve } from "./server.mjs";

// Reads a stream that must not wait for another attempt.
const readOnce = open => {
  const stop = new AbortController();
  return read(open({ signal: stop.signal, onState: state => state === "waiting" && stop.abort() }));
};

test("a route without a base address is an error outside of a browser", async () => {
  await assert.rejects(readOnce(options => define("GET", "/orders/{id}", { a: 1 })({ id: 1 }, options)), TypeError);
});

for (const baseUrl of ["localhost:5000", "shop.example:443"]) {
  test(`the base address ${baseUrl} without its scheme is an error`, async () => {
    const watch = define("GET", "/orders", { a: 1 });
    await assert.rejects(readOnce(options => watch({}, { baseUrl, ...options })), { name: "TypeError", message: /http:\/\// });
  });
}

test("a header value that no request can have is an error", async t => {
  const server = await serve(t);
  const watch = define("GET", "", { a: 1 }, 1, [], ["tenant"]);
  await assert.rejects(readOnce(options => watch({ tenant: "a\nb" }, { baseUrl: server.url, ...options })), TypeError);
  assert.equal(server.requests.length, 0);
});

test("a header value that Node does not send is an error", async t => {
  const server = await serve(t);
  const watch = define("GET", "", { a: 1 }, 1, [], ["tenant"]);
  await assert.rejects(readOnce(options => watch({ tenant: "a\x01b" }, { baseUrl: server.url, ...options })), TypeError);
  assert.equal(server.requests.length, 0);
});

test("the values of a header are separated by commas, and those with commas or spaces at an end stand in quotes", async t => {
  const server = await serve(t);
  await read(define("GET", "", { a: 1 }, 1, [], ["tags"])({ tags: [1, "b,c", "d e", null, " f ", "g\"h\""] }, { baseUrl: server.url }));
  assert.deepEqual(server.header("tags"), ["1,\"b,c\",d e,\" f \",g\"h\""]);
});

for (const value of ["a\"b", "\"a\"", "a\"b,c\"", "a\"b\" "]) {
  test(`${value} is not a value of a header with several, since the server would not read it as one`, () => {
    const watch = define("GET", "", { a: 1 }, 1, [], ["tags"]);
    assert.throws(() => watch({ tags: ["x", value] }), { name: "TypeError", message: /"tags".*quotation mark/ });
  });
}

test("values of a query that are missing are left out, also within an array", async t => {
  const server = await serve(t);
  await read(define("GET", "", { a: 1 }, 1, ["tags", "page"])({ tags: [1, null, undefined, ""], page: null }, { baseUrl: server.url }));
  assert.match(server.requests[0], /^GET [^ ]*\?tags=1&tags= HTTP/);
});

test("values of one name in several places arrive as they are given", async t => {
  const server = await serve(t);
  const watch = define("GET", "/orders/{id}", { a: 1 }, 1, ["page", ["id", "id2"]], ["tenant", ["id", "id3"]]);
  await read(watch({ id: 1, id2: [2, 3], id3: "4" }, { baseUrl: server.url }));
  assert.match(server.requests[0], /^GET [^ ]*\/orders\/1\?id=2&id=3 /);
  assert.deepEqual(server.header("id"), ["4"]);
  assert.deepEqual(server.header("tenant"), [undefined]);
});

test("a part of the path that no parameter describes has the value of one of that name", async t => {
  const server = await serve(t);
  await read(define("GET", "/{tenant?}/x", { a: 1 }, 1, ["tenant"])({ tenant: "t" }, { baseUrl: server.url }));
  assert.match(server.requests[0], /^GET [^ ]*\/t\/x\?tenant=t /);
});

test("a GET with a body is an error", async t => {
  const server = await serve(t);
  await assert.rejects(readOnce(options => events(server.url, { body: "{}", ...options })), TypeError);
});

for (const [place, ...more] of [["route"], ["query", 1, ["body"]], ["headers", 1, [], ["body"]]]) {
  test(`a parameter of the ${place} named body is not sent as a body`, async t => {
    const server = await serve(t);
    await read(define("POST", place === "route" ? "/{body}" : "", { a: 1 }, ...more)({ body: "x" }, { baseUrl: server.url }));
    assert.match(server.requests[0], /\r\n\r\n$/);
    assert.deepEqual(server.header("content-type"), [undefined]);
  });
}

for (const [name, headers] of [["throws", () => { throw new RangeError("mine"); }], ["rejects", async () => { throw new RangeError("mine"); }]]) {
  test(`a headers function that ${name} ends the stream with its error`, async t => {
    const server = await serve(t);
    await assert.rejects(readOnce(options => events(server.url, { headers, ...options })), new RangeError("mine"));
    assert.equal(server.requests.length, 0);
  });
}

test("a state function that throws ends the stream with its error", async t => {
  const server = await serve(t, head + "data: a\n\n");
  await assert.rejects(read(events(server.url, { onState: state => { if (state === "open") throw new RangeError("mine"); } })), new RangeError("mine"));
  assert.equal(server.requests.length, 1);
});

test("a failed POST tells what its connection failed with", async () => {
  const failure = new TypeError("refused");
  await assert.rejects(
    read(events("http://localhost/", { method: "POST", fetch: async () => { throw failure; } })), error => error instanceof StreamError && error.cause === failure);
});

test("a signal ends a stream that waits for its headers", async () => {
  const stop = new AbortController();
  const states = [];
  const headers = () => {
    queueMicrotask(() => stop.abort());
    return new Promise(() => {});
  };
  assert.deepEqual(await read(events("http://localhost/", { signal: stop.signal, headers, onState: state => states.push(state) })), []);
  assert.deepEqual(states, ["connecting", "closed"]);
});

test("stop ends a stream that waits for its headers", async () => {
  const states = [];
  await new Promise(resolve => {
    const headers = () => {
      queueMicrotask(() => stop());
      return new Promise(() => {});
    };
    const stop = events("http://localhost/", { headers, onState: state => { states.push(state); if (state === "closed") resolve(); } }).on({});
  });
  assert.deepEqual(states, ["connecting", "closed"]);
});

for (const [route, parameters] of [
  ["/users/{id}/events", { id: ".." }], ["/users/{id}/events", { id: "." }], ["/users/{id}", { id: ".." }], ["/files/{**path}", { path: "a/../b" }],
  ["/files/{**path}", { path: ".." }], ["/files/{*path}", { path: "." }], ["/files/{name}.{extension?}", { name: "." }],
]) {
  test(`${JSON.stringify(parameters)} does not make another address of ${route}`, () => {
    assert.throws(() => define("GET", route, { a: 1 })(parameters), { name: "TypeError", message: /path of another endpoint/ });
  });
}

for (const [route, parameters] of [
  ["/users/{id}/events", {}], ["/users/{id}", { id: undefined }], ["/users/{id}", { id: null }], ["/users/{id}", { ID: 1 }], ["/users/{id}", undefined],
]) {
  test(`a parameter that ${route} needs is not missing in ${JSON.stringify(parameters)}`, () => {
    assert.throws(() => define("GET", route, { a: 1 })(parameters), { name: "TypeError", message: /"id" is missing or empty/ });
  });
}

test("a parameter of the route is not empty", () => {
  assert.throws(() => define("GET", "/users/{id}/events", { a: 1 })({ id: "" }), { name: "TypeError", message: /"id" is missing or empty/ });
});

test("optional parameters with the names of members of every object are left out", async t => {
  const server = await serve(t);
  await read(define("GET", "/{valueOf?}", { a: 1 }, 1, ["constructor"], ["toString"])({}, { baseUrl: server.url }));
  assert.match(server.requests[0], /^GET \/stream HTTP/);
  assert.deepEqual(server.header("toString"), [undefined]);
});

test("dots within a parameter of the route are kept, and the rest of a path may be empty", async () => {
  const paths = [];
  const fetch = async url => {
    paths.push(new URL(url).pathname);
    return new Response(null, { status: 204 });
  };
  for (const [route, parameters] of [
    ["/users/{id}", { id: "..." }], ["/users/{id}", { id: "a.b" }], ["/users/{id}", { id: "../x" }], ["/users/{id}", { id: "%2e%2e" }],
    ["/files/{**path}", { path: "a/.b/c" }], ["/files/{**path}", { path: "" }], ["/users/{id}/{page?}", { id: 1 }],
    ["/files/{**path?}", {}], ["/files/{name}.{extension?}", { name: "a" }], ["/files/{name}.{extension?}", { name: "a", extension: "b" }],
  ]) {
    await read(define("GET", route, { a: 1 })(parameters, { baseUrl: "http://localhost", fetch }));
  }
  assert.deepEqual(paths, ["/users/...", "/users/a.b", "/users/..%2Fx", "/users/%252e%252e", "/files/a/.b/c", "/files/", "/users/1", "/files", "/files/a", "/files/a.b"]);
});
