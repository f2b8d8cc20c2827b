// The parser of the TypeScript client: rows 1 to 17 of docs/reference/conformance.md, and npm's eventsource-parser beside it.
import assert from "node:assert/strict";
import { test } from "node:test";

const { EventStreamParser } = await import(process.env.SISK_SSE_RUNTIME);
const { createParser } = await import(process.env.SISK_SSE_TOOLS + "/node_modules/eventsource-parser/dist/index.js");
const encode = text => new TextEncoder().encode(text);

function parse(reads) {
  const decoder = new TextDecoder();
  const parser = new EventStreamParser();
  const events = reads.flatMap(read => parser.push(decoder.decode(read, { stream: true })));
  return { events: events.map(({ type, data, id }) => [type, data, id]), retry: parser.retry, id: parser.id };
}

const chunks = (bytes, size) => Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

const long = "x".repeat(100_000);
const rows = {
  "1 one BOM at the start": ["\ufeffdata: x\n\n", [["message", "x", ""]]],
  "2 two BOMs at the start": ["\ufeff\ufeffdata: x\n\ndata: y\n\n", [["message", "y", ""]]],
  "3 a BOM before a later field": ["data: x\n\ufeffdata: y\n\n", [["message", "x", ""]]],
  "3 a BOM inside a value": ["data: \ufeffx\n\n", [["message", "\ufeffx", ""]]],
  "4 LF": ["data: x\ndata: y\n\n", [["message", "x\ny", ""]]],
  "4 CR": ["data: x\rdata: y\r\rdata: z\r\r\n", [["message", "x\ny", ""], ["message", "z", ""]]],
  "4 CRLF": ["data: x\r\ndata: y\r\n\r\n", [["message", "x\ny", ""]]],
  "4 mixed": ["data: x\rdata: y\r\ndata: z\n\rdata: w\n\n", [["message", "x\ny\nz", ""], ["message", "w", ""]]],
  "5 data that is empty": ["data:\n\n", [["message", "", ""]]],
  "5 data twice without a colon": ["data\ndata\n\n", [["message", "\n", ""]]],
  "6 several data lines": ["data: 1\ndata: 2\ndata: 3\n\n", [["message", "1\n2\n3", ""]]],
  "7 blocks without data": ["id: 1\n\nretry: 5\n\n: c\n\ndata: y\n\n", [["message", "y", "1"]]],
  "7 a block with a type alone": ["event: x\n\ndata: y\n\n", [["message", "y", ""]]],
  "8 spaces and a tab": ["data: x\n\ndata:y\n\ndata:  x\n\ndata:\ty\n\n", [["message", "x", ""], ["message", "y", ""], ["message", " x", ""], ["message", "\ty", ""]]],
  "9 unknown fields": ["Data: 1\n data: 2\nda-ta: 3\nda\0ta: 4\nfoo: 5\nbar\ndata: x\n\n", [["message", "x", ""]]],
  "10 comments": [`data: 1\n: c\n:\0\n:data: c\n:${long}\ndata: 2\n\n`, [["message", "1\n2", ""]]],
  "11 NUL in data": ["data: a\0b\n\n", [["message", "a\0b", ""]]],
  "12 types": ["event: x\ndata: 1\n\ndata: 2\n\nevent: x\nevent:\ndata: 3\n\n", [["x", "1", ""], ["message", "2", ""], ["message", "3", ""]]],
  "13 ids": ["id: 1\ndata: x\n\ndata: y\n\nid: 2\x003\ndata: z\n\nid\ndata: w\n\n", [["message", "x", "1"], ["message", "y", "1"], ["message", "z", "1"], ["message", "w", ""]]],
  "14 an id beyond ASCII": ["id: é日本😀\ndata: x\n\n", [["message", "x", "é日本😀"]]],
  "15 an unfinished event": ["id: 8\ndata: x\n\nid: 9\ndata: y\n", [["message", "x", "8"]]],
  "17 100 events": [Array.from({ length: 100 }, (_, i) => `data: ${i}\n\n`).join(""), Array.from({ length: 100 }, (_, i) => ["message", `${i}`, ""])],
};

for (const [row, [stream, expected]] of Object.entries(rows)) {
  test(`row ${row}, however it is split`, () => {
    const bytes = encode(stream);
    for (const size of [1, 2, 3, 5, 7, 64, 1024, bytes.length]) {
      assert.deepEqual(parse(chunks(bytes, size)).events, expected);
    }
  });
}

test("row 16 retry is digits alone", () => {
  for (const [text, expected] of [["3000", 3000], ["03000", 3000], ["1000x", undefined], ["+5", undefined], ["-1", undefined], ["1.5", undefined], ["", undefined]]) {
    assert.equal(parse([encode(`retry: ${text}\n\n`)]).retry, expected);
  }
});

test("row 17 an event of 5 MiB in small reads", () => {
  const data = "y".repeat(5 * 1024 * 1024);
  const { events } = parse(chunks(encode(`data: ${data}\n\n`), 1000));
  assert.equal(events.length, 1);
  assert.equal(events[0][1], data);
});

test("row 15 the id of an unfinished event is not taken", () => assert.equal(parse([encode("id: 8\n\nid: 9\ndata: y\n")]).id, "8"));

// A stream of pieces that parsers get wrong, the same for a seed.
function random(seed) {
  let state = seed >>> 0 || 1;
  return below => {
    state ^= state << 13; state >>>= 0; state ^= state >>> 17; state ^= state << 5; state >>>= 0;
    return state % below;
  };
}

const pieces = [
  "data", "data:", "data: ", "event: x", "event:", "event: é", "id: 1", "id: 日本", "id", "retry: 5", ":", ": comment", "foo: bar", "data: a b", "data:  two",
  "\n", "\n", "\n", "\n\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\r\r", "x", "😀", "é",
];

test("events are those of eventsource-parser, over random streams and splits", () => {
  const splits = Number(process.env.SISK_SSE_SPLITS ?? 5_000);
  const next = random(Number(process.env.SISK_SSE_SEED ?? 1));
  let bytes, expected;
  for (let i = 0; i < splits; i++) {
    if (i % 10 === 0) {
      const text = Array.from({ length: 5 + next(60) }, () => pieces[next(pieces.length)]).join("") + "\n";
      bytes = encode(text);
      expected = theirs(bytes);
    }
    const reads = [];
    for (let start = 0; start < bytes.length;) {
      const end = Math.min(bytes.length, start + 1 + next(1 + next(40)));
      reads.push(bytes.subarray(start, end));
      start = end;
    }
    assert.deepEqual(parse(reads).events.map(([type, data]) => [type, data]), expected, `split ${i} of ${JSON.stringify(new TextDecoder().decode(bytes))}`);
  }
});

// npm's parser gets the stream in one piece, and LF alone: it reads a CR at the end of a piece as a line of its own only later.
function theirs(bytes) {
  const events = [];
  const parser = createParser({ onEvent: ({ event, data }) => events.push([event || "message", data]) });
  parser.feed(new TextDecoder().decode(bytes));
  return events;
}
