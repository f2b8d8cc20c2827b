// An EventSource that says what state it is in, and does not give up.
// A browser comes back by itself after a broken connection, but closes for good on any answer other than 200
// (a proxy's 502 while the server restarts, say). Then this one asks `stillThere` and tries again.

const againAfter = 3000;

/**
 * @param {string} url
 * @param {object} options
 * @param {Record<string, (data: any) => void>} options.on handler of each event name ("message" for events without one)
 * @param {(state: "connecting" | "live" | "reconnecting" | "gone") => void} options.onState
 * @param {() => Promise<boolean>} [options.stillThere] false ends it for good
 * @returns {() => void} closes the stream
 */
export function openStream(url, { on, onState, stillThere = async () => true }) {
  let source;
  let timer;
  let closed = false;

  const connect = () => {
    source = new EventSource(url);
    source.onopen = () => onState("live");
    source.onerror = () => {
      onState("reconnecting");
      if (source.readyState === EventSource.CLOSED) comeBack();
    };
    for (const [name, handle] of Object.entries(on)) {
      source.addEventListener(name, event => handle(JSON.parse(event.data)));
    }
  };

  const comeBack = async () => {
    const there = await stillThere().catch(() => "who knows"); // the server may be away altogether
    if (closed) return;
    if (there) timer = setTimeout(connect, againAfter);
    else onState("gone");
  };

  onState("connecting");
  connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    source.close();
  };
}
