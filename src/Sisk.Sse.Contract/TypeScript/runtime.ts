/** An event of a stream. */
export interface StreamEvent<T extends string = string, D = unknown> {
  /** The name of the event; "message" if the server sends none. */
  readonly type: T;
  readonly data: D;
  /** The last event ID of the stream, from which a later connection can resume. */
  readonly id: string;
}

/** "waiting" is the time before a reconnect; "closed" is the permanent end. */
export type StreamState = "connecting" | "open" | "waiting" | "closed";

/** Times are in milliseconds. */
export interface StreamOptions {
  /** Ends the stream without an error. */
  signal?: AbortSignal | undefined;
  /** The headers of each request. A function is called before each connect, for tokens that expire. If it throws, the stream fails. */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
  credentials?: RequestCredentials | undefined;
  /** The address that routes are appended to. Required outside of a browser. */
  baseUrl?: string | undefined;
  /** Resumes after this event. */
  lastEventId?: string | undefined;
  /** A connection that is silent for twice this time is considered dead; 0 for never. Default: the server's interval for the stream. */
  pingInterval?: number | undefined;
  /** The wait before a reconnect, until the server sends its own. It doubles with each failure, from 100 if it is 0. Default: 1,000. */
  retry?: number | undefined;
  /** The maximum wait, unless the server asks for more. Default: 30,000. */
  maxRetry?: number | undefined;
  /**
   * Uses one connection for all tabs of the browser that send the same request. GET only. A string, such as the user's id, replaces the
   * headers in this comparison: tabs with the same string share the connection.
   */
  share?: boolean | string | undefined;
  /**
   * "eventsource" uses the browser's own client, if there is one, until it gives up. It does not notice silence. Only for a GET without
   * headers, with known event names and an event that marks the end.
   */
  transport?: "fetch" | "eventsource" | undefined;
  fetch?: typeof fetch | undefined;
  /**
   * "waiting" comes with the reason, unless the response ended or the browser's own client is used. It has the status of a response that
   * was no stream.
   */
  onState?: ((state: StreamState, reason?: { message: string; status?: number | undefined }) => void) | undefined;
  /** Called when the client missed events that the server no longer has. Load the state again. */
  onReset?: (() => void) | undefined;
}

/**
 * The handlers that `on` takes: one for each event, and those for the stream itself. An event with the name of one of these replaces it.
 * If the server chooses the names at run time, such a handler receives both.
 */
export type StreamHandlers<E extends StreamEvent> =
  & { [K in E["type"]]?: ((data: Extract<E, { type: K }>["data"], event: Extract<E, { type: K }>) => void) | undefined }
  & Omit<{
    state?: ((state: StreamState, reason?: { message: string; status?: number | undefined }) => void) | undefined;
    reset?: (() => void) | undefined;
    /** The stream has ended permanently. */
    end?: (() => void) | undefined;
    /** The stream has failed permanently. Without a handler, the error is reported as uncaught. */
    error?: ((error: unknown) => void) | undefined;
  }, E["type"]>;

/** The server refused the stream, or it cannot be resumed. */
export class StreamError extends Error {
  override name = "StreamError";
  /** The HTTP status; 0 if there was no response, 200 if the server failed while it sent events. */
  declare readonly status: number;
  /** The body of the response. */
  declare readonly body: string;
  /** True if the server that produced a resumable stream has stopped or died, so that the rest will not come. */
  declare readonly isInterrupted: boolean;

  constructor(message: string, status = 0, body = "", isInterrupted = false) {
    super(message);
    this.status = status;
    this.body = body;
    this.isInterrupted = isInterrupted;
  }
}

/** Defaults of all streams of this module. */
export const defaults: StreamOptions = {};

interface Wire {
  type: string;
  data: string;
  id: string;
  /** True if the event has its own id. */
  own: boolean;
}

interface Request {
  url: string;
  method: string;
  headers?: [name: string, value: string][];
  body?: string | undefined;
  /** The names of the events; none if the server chooses them. */
  names?: string[] | null | undefined;
  /** The data that ends the stream; null if no event marks the end, which the browser's own client would not show. */
  done?: string | null | undefined;
  /** A GET with the last event ID resumes the stream, instead of the request itself. */
  resumable?: boolean | undefined;
  /** The server's ping interval, unless it announces another one; 0 for none. */
  ping?: number | undefined;
}

const endId = "sisk-sse-end";

/** Parses the event stream format (HTML standard, section 9.2.6) from text in pieces of any size. */
export class EventStreamParser {
  private rest = "";
  private skip = false;
  private type = "";
  private data: string[] = [];
  declare private next: string;
  private own = false;
  /** The last event ID: that of the last complete event, even of one without data. */
  declare id: string;
  /** The wait that the server asks for before a reconnect. */
  declare retry: number | undefined;

  constructor(id = "") {
    this.id = this.next = id;
  }

  /** Takes a piece of the stream and returns the events that it completes. */
  push(text: string): Wire[] {
    const events: Wire[] = [];
    let start = 0;
    if (this.skip && text) {
      text = text.replace(/^\n/, "");
      this.skip = false;
    }
    const ends = /\r\n?|\n/g;
    for (let end; (end = ends.exec(text)); start = ends.lastIndex) {
      const line = this.rest + text.slice(start, end.index);
      this.rest = "";
      this.skip = end[0] === "\r" && ends.lastIndex === text.length;
      if (line) this.field(line);
      else this.dispatch(events);
    }
    this.rest += text.slice(start);
    return events;
  }

  private field(line: string): void {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (name === "data") this.data.push(value);
    else if (name === "event") this.type = value;
    else if (name === "id" && !value.includes("\0") && line.length <= 16_384) {
      // Few servers take longer headers. The .NET client has the same bound.
      this.next = value;
      this.own = true;
    } else if (name === "retry" && /^\d+$/.test(value)) this.retry = +value;
  }

  private dispatch(events: Wire[]): void {
    this.id = this.next;
    if (this.data.length) {
      events.push({ type: this.type || "message", data: this.data.join("\n"), id: this.id, own: this.own });
    }
    this.type = "";
    this.data = [];
    this.own = false;
  }
}

/** A stream of events: iterate over it, or pass handlers to `on`. Each use opens its own connection. */
export class EventStream<E extends StreamEvent> implements AsyncIterable<E> {
  declare private readonly request: Request;
  declare private readonly read: (event: Wire) => E | undefined;
  declare private readonly options: StreamOptions;

  constructor(request: Request, read: (event: Wire) => E | undefined, options: StreamOptions) {
    this.request = request;
    this.read = read;
    this.options = options;
  }

  [Symbol.asyncIterator](): AsyncGenerator<E, void, void> {
    const stop = new AbortController();
    const events = this.run(this.options, stop);
    const end = events.return;
    // A generator would wait for its next event first.
    events.return = value => (stop.abort(), end.call(events, value));
    return events;
  }

  /** Calls a handler for each event; returns a function that stops it. */
  on(handlers: StreamHandlers<E>): () => void {
    const stop = new AbortController();
    let isStopped = false;
    const own = handlers as Record<string, ((...values: unknown[]) => void) | undefined>;
    const none: typeof own = {};
    const of = (name: string) => this.request.names?.includes(name) ? undefined : own[name];
    const { signal, onState, onReset } = this.options;
    const options: StreamOptions = {
      ...this.options,
      onState: (...news) => (onState?.(...news), of("state")?.(...news)),
      onReset: () => (onReset?.(), of("reset")?.()),
    };
    (async () => {
      try {
        for await (const event of this.run(options, stop)) {
          // Not a member that every object has.
          if (own[event.type] !== none[event.type]) own[event.type]?.(event.data, event);
        }
        if (!isStopped && !signal?.aborted) of("end")?.();
      } catch (error) {
        const fail = of("error");
        if (!fail) throw error;
        fail(error);
      }
    })();
    return () => {
      isStopped = true;
      stop.abort();
    };
  }

  private async *run(options: StreamOptions, stop = new AbortController()): AsyncGenerator<E, void, void> {
    const end = () => stop.abort();
    const { signal, onState: state = () => {} } = options;
    if (signal?.aborted) return;
    signal?.addEventListener("abort", end);
    const { method, names, headers, done, resumable } = this.request;
    const isGet = method === "GET";
    const isPlain = isGet && names && done !== null && !options.headers && options.credentials !== "omit" && !headers?.length;
    const asksForNative = options.transport === "eventsource" && globalThis.EventSource && !isIntercepted();
    const events = options.share && isGet && globalThis.navigator?.locks ? shared : asksForNative && isPlain ? native : connect;
    try {
      for await (const event of events(this.request, options, stop, state, options.lastEventId ?? "")) {
        const { type, data } = event;
        const own = event.id === endId && (resumable || type === "end") && type;
        if (own === "end" || own === "stopped" || data === done) return;
        if (own === "interrupted") throw new StreamError("The server that produced the stream has stopped.", 200, "", true);
        const value = this.read(event);
        if (value) yield value;
        else if (type === "reset") options.onReset?.();
        else if (type === "error" && !data && !isGet) throw new StreamError("The server failed while it sent the stream.", 200);
        if (signal?.aborted) return;
      }
    } finally {
      signal?.removeEventListener("abort", end);
      stop.abort();
      state("closed");
    }
  }
}

/** @param moved Called when the last event ID changes without an event. */
type Source = (
  request: Request, options: StreamOptions, stop: AbortController,
  state: (state: StreamState, reason?: { message: string; status?: number | undefined }) => unknown, id: string,
  moved?: (id: string) => void,
) => AsyncGenerator<Wire, void, void>;

/** Connects with fetch, again and again, until the server ends the stream for good. */
async function* connect(...[request, options, { signal }, state, id, moved]: Parameters<Source>): AsyncGenerator<Wire, void, void> {
  let retry = options.retry ?? 1_000;
  let cut = () => {};
  // Takes the place of the wait for the next attempt.
  let back: Promise<unknown> | true | undefined;
  onHide(signal, () => {
    // An answer that ends by itself goes on without the page. Without an id, events would be lost.
    if (!id || request.resumable) return;
    back = shown(signal);
    cut();
  });
  // In Chromium, the body of a response that was open while the page was suspended brings nothing any more.
  globalThis.addEventListener?.("resume", () => {
    if (!id) return;
    back ??= true;
    cut();
  }, { signal, capture: true });
  for (let failures = 0; !signal.aborted; failures++) {
    back = undefined;
    let wait = 0;
    let isSafe = request.method === "GET" || resumes(request, id);
    let ping = options.pingInterval ?? request.ping ?? 15_000;
    let cause: Partial<StreamError> & Error | undefined;
    let unread: { cancel(): Promise<void> } | null | undefined;
    const attempt = new AbortController();
    let fail = (_: unknown) => {};
    cut = () => {
      attempt.abort();
      fail(attempt.signal.reason);
    };
    // A fetch or a read that fails, or is silent for too long, has no result, even if it does not heed its signal.
    const limit = async <T>(work: () => Promise<T> | undefined): Promise<T | undefined> => {
      // A timer with a longer time would fire at once.
      const timer = ping > 0 && setTimeout(
        () => (fail(new Error("The server was silent.")), cut()), Math.min(2 * ping, 0x7fffffff));
      try {
        return await Promise.race([work(), new Promise<never>((_, reject) => { fail = reject; })]);
      } catch (error) {
        cause = error as Error;
        return undefined;
      } finally {
        clearTimeout(timer || 0);
      }
    };
    const end = cut;
    signal.addEventListener("abort", end);
    try {
      state("connecting");
      if (signal.aborted) return;
      const init = await prepare(request, options, attempt.signal, id);
      if (signal.aborted) return;
      const response = await limit(() => (options.fetch ?? fetch)(request.url, { ...init, signal: attempt.signal }));
      if (response) {
        const { status, headers, body } = response;
        unread = body;
        if (status === 204) return;
        if (status !== 200 || !/^text\/event-stream\s*(;|$)/i.test(headers.get("content-type")!)) {
          // These say that the request was not processed. Any other failure may come after its effects.
          const isFinal = !(isSafe || id ? /^(5|408|42[59])/ : /^(503|408|42[59])/).test(`${status}`);
          const text = isFinal && status !== 200 ? await limit(() => response.text()) : "";
          if (signal.aborted) return;
          cause = new StreamError(`The server answered ${status} instead of an event stream.`, status, text);
          if (isFinal) throw cause;
          isSafe = true;
          const after = headers.get("retry-after")!;
          wait = 1_000 * +after || Date.parse(after) - (Date.parse(headers.get("date")!) || Date.now()) || 0;
        } else {
          ping = options.pingInterval ?? Number(/^\d+$/.exec(headers.get("sse-ping-interval")!) ?? ping);
          state("open");
          const reader = unread = body?.getReader();
          const decoder = new TextDecoder();
          const parser = new EventStreamParser(id);
          for (let read; (read = await limit(() => reader?.read())) && !read.done;) {
            failures = -1;
            const events = parser.push(decoder.decode(read.value, { stream: true }));
            retry = parser.retry ?? retry;
            for (const event of events) {
              id = event.id;
              yield event;
              if (signal.aborted) return;
            }
            if (id !== parser.id) {
              id = parser.id;
              moved?.(id);
            }
          }
        }
      }
    } finally {
      signal.removeEventListener("abort", end);
      end();
      // Not every fetch heeds its signal. A body that does fails here.
      unread?.cancel().catch(() => {});
    }
    if (signal.aborted || id === endId) return;
    // Node has refused a header.
    if ((cause?.cause as { code?: string } | undefined)?.code === "UND_ERR_INVALID_ARG") throw cause;
    if (!isSafe && !id) throw Object.assign(new StreamError("The stream broke off without an id."), { cause });
    state("waiting", cause && { message: cause.message, status: cause.status });
    if (signal.aborted) return;
    const longest = Math.max(options.maxRetry ?? 30_000, retry);
    // A wait of zero would not grow.
    const next = failures < 0 ? retry : (retry || 100) * 2 ** failures;
    const waiting = new AbortController();
    const wake = () => waiting.abort();
    signal.addEventListener("abort", wake, { signal: waiting.signal });
    // Where nothing was answered, no server has asked for this wait.
    if (failures >= 0 && cause && !cause.status) globalThis.addEventListener?.("online", wake, { signal: waiting.signal });
    await (back ?? sleep(Math.max(wait, Math.min(next, longest)) * (1 + Math.random() / 2), waiting.signal));
    wake();
    await back;
  }
}

const resumes = (request: Request, id: string): unknown => request.resumable && id;

/** Makes what fetch takes. What is wrong with it is thrown here, since a later attempt would fail in the same way. */
async function prepare(request: Request, options: StreamOptions, signal: AbortSignal, id: string): Promise<RequestInit> {
  const { method, body }: Partial<Request> = resumes(request, id) ? { method: "GET" } : request;
  const headers = await ask(options, signal);
  headers.set("accept", "text/event-stream");
  for (const [name, value] of request.headers ?? []) headers.set(name, bytes(value));
  if (body !== undefined) headers.set("content-type", "application/json");
  if (id) headers.set("last-event-id", bytes(id));
  // To fetch, what is undefined is missing.
  const init = { method, headers, cache: "no-store", credentials: options.credentials, body } as RequestInit;
  if (!options.fetch) {
    const { url } = new Request(request.url, init);
    if (/^[\w.-]+:\d/.test(url)) throw new TypeError(`The address ${url} needs http:// or https:// before it.`);
  }
  return init;
}

/** The headers of the options; none once the signal is aborted. */
async function ask({ headers }: StreamOptions, signal: AbortSignal): Promise<Headers> {
  return new Headers(typeof headers === "function"
    ? await Promise.race([headers(), new Promise<undefined>(resolve => signal.addEventListener("abort", () => resolve(undefined)))])
    : headers);
}

/** A header takes bytes, as characters up to 255. */
const bytes = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));

const sleep = (time: number, signal: AbortSignal): Promise<void> => new Promise(resolve => {
  const timer = setTimeout(end, Math.min(time, 0x7fffffff));
  function end(): void {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    resolve();
  }
  signal.addEventListener("abort", end);
});

/**
 * Calls back when the user leaves the page and the browser keeps it, to show it again as it is. Its connections and locks would last:
 * those of six such pages are all that HTTP/1.1 allows.
 */
const onHide = (signal: AbortSignal, hide: () => unknown): void =>
  globalThis.addEventListener?.("pagehide", (event: { type: string; persisted?: boolean }) => event.persisted && hide(), { signal });

/** Completes when a page that was hidden is shown again. */
const shown = (signal: AbortSignal): Promise<unknown> => new Promise(resolve => {
  globalThis.addEventListener("pageshow", resolve, { once: true });
  signal.addEventListener("abort", resolve);
});

/** Events that come by themselves, in the order in which they came. More than 10,000 that wait end the stream with an error. */
function queue(stop: AbortController) {
  const { signal } = stop;
  const waiting: Wire[] = [];
  let last: { error?: unknown } | undefined;
  let wake = () => {};
  signal.addEventListener("abort", () => wake());
  return {
    push(event: Wire): void {
      if (signal.aborted) return;
      if (waiting.push(event) > 10_000) {
        waiting.length = 0;
        stop.abort(new StreamError("Events are handled more slowly than they arrive."));
      }
      wake();
    },
    end(error?: unknown): void {
      last = { error };
      wake();
    },
    /** Calls a function of the caller's, which ends the stream if it throws. */
    tell(state: Parameters<Source>[3], ...news: Parameters<typeof state>): void {
      try {
        state(...news);
      } catch (error) {
        this.end(error);
      }
    },
    async *[Symbol.asyncIterator](): AsyncGenerator<Wire, void, void> {
      while (!signal.aborted) {
        if (waiting.length) yield waiting.shift()!;
        else if (last?.error) throw last.error;
        else if (last) return;
        else await new Promise<void>(resolve => { wake = resolve; });
      }
      if (signal.reason instanceof StreamError) throw signal.reason;
    },
  };
}

/** Returns true if a service worker may answer the requests of the page. Chromium's own client sends it no last event ID. */
const isIntercepted = (): boolean => !!globalThis.navigator?.serviceWorker?.controller;

/** The browser's own client. Where it gives up, fetch tells why, and goes on. */
async function* native(...[request, options, stop, state, id]: Parameters<Source>): AsyncGenerator<Wire, void, void> {
  const { signal } = stop;
  for (let back: Promise<unknown> | undefined; ; await back) {
    back = undefined;
    const url = request.url + (id && (request.url.includes("?") ? "&" : "?") + "lastEventId=" + encodeURIComponent(id));
    const events = queue(stop);
    const source = new EventSource(url, { withCredentials: options.credentials === "include" });
    const page = new AbortController();
    const close = () => {
      source.close();
      page.abort();
    };
    signal.addEventListener("abort", close);
    onHide(page.signal, () => {
      if (!id) return;
      back = shown(signal);
      close();
      events.tell(state, "waiting");
      events.end();
    });
    state("connecting");
    source.onopen = event => event instanceof MessageEvent || events.tell(state, "open");
    source.onerror = event => {
      if (event instanceof MessageEvent) return;
      if (source.readyState === EventSource.CLOSED || isIntercepted()) events.end();
      else events.tell(state, "waiting");
    };
    for (const type of new Set(["message", "end", "reset", "stopped", "interrupted", ...request.names!])) {
      source.addEventListener(type, event => {
        if (!(event instanceof MessageEvent)) return;
        id = event.lastEventId;
        events.push({ type, data: event.data, id, own: true });
      });
    }
    yield* events;
    close();
    if (signal.aborted) return;
    if (!back) return yield* connect(request, options, stop, state, id);
  }
}

type News = { state: StreamState; id: string; reason?: { message: string; status?: number | undefined } | undefined } | { event: Wire };

/**
 * A message between tabs. The last event ID comes with each state, for a tab that has seen no event itself. The term is that of the tab
 * with the connection: each later one has a higher number.
 */
type Message =
  | { ask: true }
  | { end: true; error?: [message: string, status: number, body: string, isInterrupted: boolean] }
  | News & { term: number };

/** One tab holds a lock and the connection, and passes events on; when it goes, or is suspended, the next one resumes. */
async function* shared(...[request, options, stop, state, id]: Parameters<Source>): AsyncGenerator<Wire, void, void> {
  const { signal } = stop;
  const { share, credentials } = options;
  const name = "sisk-sse:" + JSON.stringify([
    new URL(request.url, globalThis.location?.href), request.headers, credentials,
    // Not all libraries of TypeScript tell that headers can be enumerated.
    share === true ? [...await ask(options, signal) as unknown as unknown[]] : share,
  ]);
  if (signal.aborted) return;
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel(name);
  } catch {
    return yield* connect(request, options, stop, state, id);
  }
  const events = queue(stop);
  /** Ends when the page is hidden, which must not hold the lock, nor be the next to get it; and when another tab has taken the lock. */
  let turn: AbortController;
  /** True if other tabs may have had events while the page was hidden. */
  let isBehind = false;
  let term = 0;
  let current: StreamState = "connecting";
  /** True if this tab has the connection for all, null if it may not use locks. */
  let leads: boolean | null = false;
  let isOver = false;
  // A tab that takes over may be behind others, which then receive again what they have: the last ids that they have from another tab.
  const recent: string[] = [];
  let known = new Set<string>();
  /** The number of intervals without a message of the tab with the connection. */
  let silence = 0;
  const follow = (next: number): void => {
    term = next;
    known = new Set(recent);
  };
  const take = (message: Message): void => {
    if ("ask" in message) {
      if (leads) channel.postMessage({ state: current, id, term });
      return;
    }
    if ("end" in message) {
      const { error } = message;
      isOver = true;
      events.end(error && new StreamError(...error));
      return;
    }
    // A tab that was suspended may not know yet that another one has taken over.
    if (message.term < term) return;
    if (message.term > term) {
      follow(message.term);
      if (leads) resign();
    }
    silence = 0;
    if (isBehind) {
      isBehind = false;
      // A hidden page gets no messages.
      if ("event" in message || message.id !== id) events.push({ type: "reset", data: "", id, own: false });
    }
    if ("event" in message) {
      const { event } = message;
      if (event.own) {
        if (known.has(event.id)) return;
        known.clear();
        if (recent.push(event.id) > 1_000) recent.shift();
      }
      id = event.id;
      events.push(event);
    } else {
      id = message.id;
      if (current === message.state) return;
      events.tell(state, current = message.state, message.reason);
    }
  };
  channel.onmessage = ({ data }) => take(data);
  state(current);
  if (signal.aborted) return channel.close();
  const join = (steal = false) => {
    const own = turn = new AbortController();
    let isHeld = false;
    let mine: number;
    const send = (message: Message): void => {
      take(message);
      channel.postMessage(message);
    };
    const tell = (news: News): void => send({ ...news, term: mine });
    silence = 0;
    channel.postMessage({ ask: true });
    navigator.locks.request(name, steal ? { steal } : { signal: own.signal }, async () => {
      isHeld = true;
      try {
        // The last messages of the tab before may come behind the lock, and with them the end.
        if (current !== "connecting") await sleep(200, own.signal);
        if (isOver || own.signal.aborted) return;
        leads = true;
        follow(mine = Math.max(Date.now(), term + 1));
        const source = connect(
          request, options, own, (state, reason) => tell({ state, id, reason }), id, id => tell({ state: current, id }));
        for await (const event of source) tell({ event });
        if (!own.signal.aborted) send({ end: true });
      } finally {
        isHeld = false;
      }
    }).catch(error => {
      if (own.signal.aborted) return;
      if (isHeld) resign();
      else if (leads) {
        events.end(error);
        channel.postMessage({ end: true, error: [error.message, error.status, error.body, error.isInterrupted] });
      } else {
        leads = null;
        events.end();
      }
    });
  };
  const resign = (steal?: boolean) => {
    leads = false;
    turn.abort();
    join(steal);
  };
  join();
  // The tab with the connection may be suspended, or busy for long. It answers nobody then, and keeps the lock.
  const watch = setInterval(() => {
    if (leads !== false || turn.signal.aborted || !silence++) return;
    if (silence > 2) resign(true);
    else channel.postMessage({ ask: true });
  }, Math.min((options.pingInterval ?? request.ping) || 15_000, 0x7fffffff));
  signal.addEventListener("abort", () => {
    clearInterval(watch);
    channel.close();
    turn.abort();
  });
  onHide(signal, async () => {
    if (leads === null) return;
    leads = false;
    turn.abort();
    await shown(signal);
    isBehind = true;
    if (!signal.aborted) join();
  });
  yield* events;
  if (leads === null) yield* connect(request, options, stop, (value, reason) => value === current || state(current = value, reason), id);
}

/** An option that is undefined is missing, as it is to fetch. */
const withDefaults = (options?: StreamOptions): StreamOptions =>
  Object.fromEntries([defaults, options ?? {}].flatMap(Object.entries).filter(([, value]) => value !== undefined));

/** Reads any event stream. Events have the names that the server sends, and data is text. */
export function events(
  url: string,
  options: StreamOptions & {
    method?: string | undefined;
    body?: string | undefined;
    names?: string[] | undefined;
    done?: string | undefined;
    resumable?: boolean | undefined;
  } = {},
): EventStream<StreamEvent<string, string>> {
  const { method = "GET", body, names, done, resumable } = options;
  const request = { url, method, body, names, done, resumable };
  return new EventStream(request, ({ type, data, id }) => ({ type, data, id }), withDefaults(options));
}

/** The server separates the values of an array at commas that are not in quotes, and trims them. It has no escape for a quote. */
const headerText = (name: string, value: unknown): string => String(Array.isArray(value)
  ? value.filter(item => item != null).map(item => {
    const needsQuotes = /^\s|,|\s$/.test(item);
    const parts = `${item}`.split('"').length;
    if (parts > 1 && (needsQuotes || parts % 2 === 0 || item[0] === '"')) {
      throw new TypeError(`The header "${name}" cannot list ${item} with its quotation mark.`);
    }
    return needsQuotes ? `"${item}"` : item;
  })
  : value);

type Arguments<P> = {} extends P ? [parameters?: P, options?: StreamOptions] : [parameters: P, options?: StreamOptions];

/** Opens a stream with its parameters. */
export type StreamFunction<P extends object, E extends StreamEvent> = (...args: Arguments<P>) => EventStream<E>;

/** The name of a parameter, and the one that callers use where that is another. */
type Named = string | [name: string, key: string];

/**
 * @param kinds For each event whether its data is JSON; null where the server chooses the names.
 * @param ping The ping interval of the stream.
 * @param tellsErrors True if an event named "error" without data says that the server failed, in a stream of text whose names it chooses.
 */
function define<P extends object, E extends StreamEvent>(
  method: string, route: string, kinds: Record<string, 0 | 1> | null, isJson: 0 | 1 = 1, query: Named[] = [], headers: Named[] = [],
  done?: string | null, resumable = false, ping?: number, tellsErrors = false,
): StreamFunction<P, E> {
  const known: Record<string, unknown> | null = kinds && { __proto__: null, ...kinds };
  return (parameters?: P, options?: StreamOptions) => {
    const all = withDefaults(options);
    const values: Record<string, unknown> = { __proto__: null, ...parameters };
    const used = new Set<string>();
    const take = (key: string) => (used.add(key), values[key]);
    const valuesOf = (names: Named[]) => names
      .map(item => [item].flat())
      .map(([name, key = name]) => [name, take(key!)] as [string, unknown])
      .filter(([, value]) => value != null);
    const search = new URLSearchParams(
      valuesOf(query).flatMap(([name, value]) => [value].flat().filter(item => item != null).map(item => [name, item as string])));
    const path = route.replace(/([/.]?)\{(\**)(.*?)(\??)\}/g, (_, before: string, stars: string, name: string, mayBeMissing: string) => {
      const value = take(name);
      if (value == null && mayBeMissing) return "";
      const text = encodeURIComponent((value ?? "") as string);
      if (!text && !stars) throw new TypeError(`The route parameter "${name}" is missing or empty.`);
      return before + (stars === "**" ? text.replaceAll("%2F", "/") : text);
    });
    if (/\/\.\.?(\/|$)/.test(path)) throw new TypeError(`The route parameters make "${path}" the path of another endpoint.`);
    return new EventStream<E>({
      url: (all.baseUrl ?? "").replace(/\/$/, "") + path + ("?" + search).replace(/\?$/, ""),
      method,
      headers: valuesOf(headers).map(([name, value]) => [name, headerText(name, value)]),
      // A parameter of that name is not the body.
      body: method === "GET" || used.has("body") ? undefined : JSON.stringify(values["body"]),
      names: kinds && Object.keys(kinds),
      done,
      resumable,
      ping,
    }, ({ type, data, id }) => {
      const kind = known ? known[type] : isJson;
      // The server's own events have no data, which is no JSON.
      if (kind === undefined || !data && (kind || type === "error" && tellsErrors || type === "reset" && resumable)) return;
      return { type, data: kind ? JSON.parse(data) : data, id } as unknown as E;
    }, all);
  };
}
