// Parses event streams for the conformance tests: one line of JSON in ({ reads: [base64, …] }), one out.
import { createInterface } from 'node:readline';
import { createParser } from 'eventsource-parser';

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const events = [];
  let retry = null;
  const parser = createParser({
    onEvent: ({ event, data, id }) => events.push({ type: event ?? 'message', data, id: id ?? null }),
    onRetry: value => { retry = value; },
  });
  const decoder = new TextDecoder();
  for (const read of JSON.parse(line).reads) {
    parser.feed(decoder.decode(Buffer.from(read, 'base64'), { stream: true }));
  }
  console.log(JSON.stringify({ events, retry }));
}
