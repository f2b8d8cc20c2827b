// Reads an event stream that was asked for with fetch: an EventSource cannot POST. It parses as the HTML standard says
// (section 9.2.6), except that it neither reconnects nor keeps a last event id.

/** The events of a response, one by one: { type, data }. */
export async function* readEvents(response) {
  let type = "";
  let data = [];
  for await (const line of readLines(response.body)) {
    if (line === "") {
      if (data.length > 0) yield { type: type || "message", data: data.join("\n") };
      [type, data] = ["", []];
      continue;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") type = value;
    else if (field === "data") data.push(value);
  }
}

/** Lines end at CR, LF or CRLF, which may come in two pieces. */
async function* readLines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      yield* lines;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
