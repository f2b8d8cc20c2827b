/** An event as a stream delivers it. */
export interface StreamEvent<T extends string = string, D = unknown> {
  /** The name of the event; "message" where the server writes none. */
  readonly type: T;
  readonly data: D;
  /** The last event ID of the stream, with which a later connection can resume. */
  readonly id: string;
}

/** "waiting" is the time before a reconnect, "closed" the end for good. */
export type StreamState = "connecting" | "open" | "waiting" | "closed";

/** Times are in milliseconds. */
export interface StreamOptions {
  /** Ends the stream quietly. */
  signal?: AbortSignal;
  /** Headers of each request; a function is asked before each connect, for tokens that expire. */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  credentials?: RequestCredentials;
  /** The address that routes are appended to; needed outside of a browser. */
  baseUrl?: string;
  /** Resumes behind this event. */
  lastEventId?: string;
  /** The server's ping interval. After twice this time of silence the connection is taken for dead; 0 for never. Default: 15,000. */
  pingInterval?: number;
  /** The wait before a reconnect until the server sends its own; it doubles with each failure. Default: 1,000. */
  retry?: number;
  /** The longest such wait, unless the server asks for more. Default: 30,000. */
  maxRetry?: number;
  /** Uses one connection for all tabs of the browser. GET only. */
  share?: boolean;
  /** "eventsource" uses the browser's own client while it lasts, which does not notice silence. GET without headers only. */
  transport?: "fetch" | "eventsource";
  fetch?: typeof fetch;
  onState?: (state: StreamState) => void;
  /** Called when events were missed that the server no longer has: load the state anew. */
  onReset?: () => void;
}

/** The handlers that `on` takes: one for each event, and for what happens to the stream. */
export type StreamHandlers<E extends StreamEvent> =
  & { [K in E["type"]]?: (data: Extract<E, { type: K }>["data"], event: Extract<E, { type: K }>) => void }
  & Omit<{
    state?: (state: StreamState) => void;
    reset?: () => void;
    /** The stream has ended for good. */
    end?: () => void;
    /** The stream has failed for good; without a handler the error is reported as uncaught. */
    error?: (error: unknown) => void;
  }, E["type"]>;

/** The server refused the stream, or it cannot be resumed. */
export class StreamError extends Error {
  override name = "StreamError";
  /**
   * @param status The HTTP status; 0 where there was no answer, 200 where the server failed while it sent events.
   * @param body The text of the answer.
   * @param isInterrupted True if the server that produced a resumable stream has stopped or died, so that the rest will not come.
   */
  constructor(message: string, readonly status = 0, readonly body = "", readonly isInterrupted = false) {
    super(message);
  }
}

/** Defaults of all streams of this module. */
export const defaults: StreamOptions = {};

interface Wire {
  type: string;
  data: string;
  id: string;
  /** True if the event has an id of its own. */
  own: boolean;
}

interface Request {
  url: string;
  method: string;
  headers?: Record<string, string>;
  body?: string | undefined;
  /** The names of named events that a native client has to listen for. */
  names: string[];
  done?: string | undefined;
  /** A GET with the last event ID resumes the stream, instead of the request itself. */
  resumable?: boolean | undefined;
}

const endId = "sisk-sse-end";
const maxQueue = 10_000;

/** Parses the event stream format (HTML standard, section 9.2.6) from text in pieces of any size. */
export class EventStreamParser {
  private rest = "";
  private skipLf = false;
  private type = "";
  private data: string[] = [];
  private nextId: string;
  private own = false;
  /** The wait that the server asks for before a reconnect. */
  retry: number | undefined;

  /** @param id The last event ID: that of the last complete event, also of one without data. */
  constructor(public id = "") {
    this.nextId = id;
  }

  /** Takes a piece of the stream and returns the events that it completes. */
  push(text: string): Wire[] {
    const events: Wire[] = [];
    let start = 0;
    if (this.skipLf && text) {
      start = text[0] === "\n" ? 1 : 0;
      this.skipLf = false;
    }
    const ends = /\r\n?|\n/g;
    ends.lastIndex = start;
    for (let end; (end = ends.exec(text)); start = ends.lastIndex) {
      const line = this.rest + text.slice(start, end.index);
      this.rest = "";
      this.skipLf = end[0] === "\r" && ends.lastIndex === text.length;
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
    else if (name === "id" && !value.includes("\0")) {
      this.nextId = value;
      this.own = true;
    } else if (name === "retry" && /^\d+$/.test(value)) this.retry = +value;
  }

  private dispatch(events: Wire[]): void {
    this.id = this.nextId;
    if (this.data.length) {
      events.push({ type: this.type || "message", data: this.data.join("\n"), id: this.id, own: this.own });
    }
    this.type = "";
    this.data = [];
    this.own = false;
  }
}

/** A stream of events: iterate over it, or give handlers to `on`. Each use opens a connection of its own. */
export class EventStream<E extends StreamEvent> implements AsyncIterable<E> {
  constructor(
    private readonly request: Request,
    private readonly read: (event: Wire) => E | undefined,
    private readonly options: StreamOptions,
  ) {}

  [Symbol.asyncIterator](): AsyncGenerator<E, void, void> {
    return this.run(this.options);
  }

  /** Calls a handler for each event; returns a function that stops it. */
  on(handlers: StreamHandlers<E>): () => void {
    const stop = new AbortController();
    const own = handlers as Record<string, ((...values: unknown[]) => void) | undefined>;
    const { signal, onState, onReset } = this.options;
    const options: StreamOptions = {
      ...this.options,
      signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
      onState: state => (onState?.(state), own["state"]?.(state)),
      onReset: () => (onReset?.(), own["reset"]?.()),
    };
    (async () => {
      try {
        for await (const event of this.run(options)) own[event.type]?.(event.data, event);
        if (!options.signal!.aborted) own["end"]?.();
      } catch (error) {
        if (own["error"]) own["error"](error);
        else throw error;
      }
    })();
    return () => stop.abort();
  }

  private async *run(options: StreamOptions): AsyncGenerator<E, void, void> {
    const stop = new AbortController();
    const end = () => stop.abort();
    if (options.signal?.aborted) return;
    options.signal?.addEventListener("abort", end);
    const state = (value: StreamState) => options.onState?.(value);
    const isGet = this.request.method === "GET";
    const events = options.share && isGet && globalThis.navigator?.locks ? shared : options.transport === "eventsource" && isGet && !options.headers ? native : connect;
    try {
      for await (const event of events(this.request, options, stop.signal, state, options.lastEventId ?? "")) {
        if (event.id === endId && (event.type === "end" || this.request.resumable && event.type === "stopped") || event.data === this.request.done) return;
        if (event.id === endId && this.request.resumable && event.type === "interrupted") {
          throw new StreamError("The server that produced the stream has stopped, so the rest will not come.", 200, "", true);
        }
        const value = this.read(event);
        if (value) yield value;
        else if (event.type === "reset") options.onReset?.();
        else if (event.type === "error" && !isGet) throw new StreamError("The server failed while it sent the stream.", 200);
        if (stop.signal.aborted) return;
      }
    } finally {
      options.signal?.removeEventListener("abort", end);
      stop.abort();
      state("closed");
    }
  }
}

type Source = (
  request: Request, options: StreamOptions, signal: AbortSignal, state: (state: StreamState) => void, id: string,
) => AsyncGenerator<Wire, void, void>;

/** Connects with fetch, again and again, until the server ends the stream for good. */
async function* connect(...[request, options, signal, state, id]: Parameters<Source>): AsyncGenerator<Wire, void, void> {
  const silence = 2 * (options.pingInterval ?? 15_000);
  let retry = options.retry ?? 1_000;
  for (let failures = 0; !signal.aborted; failures++) {
    let wait = 0;
    let isSafe = request.method === "GET" || resumes(request, id);
    const attempt = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cut = () => attempt.abort();
    const limit = async <T>(work: Promise<T>): Promise<T> => {
      if (silence) timer = setTimeout(cut, silence);
      try {
        return await work;
      } finally {
        clearTimeout(timer);
      }
    };
    signal.addEventListener("abort", cut);
    state("connecting");
    try {
      const response = await limit(send(request, options, attempt.signal, id));
      const { status } = response;
      if (status === 204) return;
      if (status !== 200 || !/^text\/event-stream\s*(;|$)/i.test(response.headers.get("content-type") ?? "")) {
        if (status < 500 && status !== 408 && status !== 425 && status !== 429) {
          const body = status === 200 ? "" : await limit(response.text());
          throw new StreamError(`The server answered ${status} instead of an event stream.`, status, body);
        }
        isSafe = true;
        wait = 1_000 * (Number(response.headers.get("retry-after")) || 0);
        await response.body?.cancel();
      } else {
        state("open");
        const reader = response.body!.getReader();
        const decoder = new TextDecoder();
        const parser = new EventStreamParser(id);
        for (;;) {
          const { done, value } = await limit(reader.read());
          if (done) break;
          failures = -1;
          const events = parser.push(decoder.decode(value, { stream: true }));
          retry = parser.retry ?? retry;
          for (const event of events) {
            id = event.id;
            yield event;
            if (signal.aborted) return;
          }
          id = parser.id;
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof StreamError) throw error;
    } finally {
      signal.removeEventListener("abort", cut);
      cut();
    }
    if (signal.aborted || id === endId) return;
    if (!isSafe && !id) throw new StreamError("The stream broke off and has no id to resume from.");
    state("waiting");
    const longest = Math.max(options.maxRetry ?? 30_000, retry);
    await sleep(Math.max(wait, Math.min(retry * 2 ** Math.max(failures, 0), longest)) * (1 + Math.random() / 2), signal);
  }
}

const resumes = (request: Request, id: string): boolean => !!(request.resumable && id);

async function send(request: Request, options: StreamOptions, signal: AbortSignal, id: string): Promise<Response> {
  const { headers, credentials } = options;
  const { method, body } = resumes(request, id) ? { method: "GET", body: undefined } : request;
  const all = new Headers(typeof headers === "function" ? await headers() : headers);
  all.set("accept", "text/event-stream");
  for (const name in request.headers) all.set(name, bytes(request.headers[name]!));
  if (body !== undefined) all.set("content-type", "application/json");
  if (id) all.set("last-event-id", bytes(id));
  return (options.fetch ?? fetch)(request.url, {
    method, headers: all, signal, cache: "no-store", ...(credentials && { credentials }), ...(body !== undefined && { body }),
  });
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

/** Events that come by themselves, in the order in which they came. */
function queue(signal: AbortSignal) {
  const waiting: Wire[] = [];
  let isDone = false;
  let failure: unknown;
  let wake = () => {};
  signal.addEventListener("abort", () => wake());
  return {
    push(event: Wire): void {
      if (waiting.push(event) > maxQueue) this.end(new StreamError("The events are handled more slowly than they arrive."));
      wake();
    },
    end(error?: unknown): void {
      isDone = true;
      failure = error;
      wake();
    },
    async *[Symbol.asyncIterator](): AsyncGenerator<Wire, void, void> {
      while (!signal.aborted) {
        if (failure) throw failure;
        if (waiting.length) yield waiting.shift()!;
        else if (isDone) return;
        else await new Promise<void>(resolve => { wake = resolve; });
      }
    },
  };
}

/** The browser's own client. Where it gives up, fetch tells why, and goes on. */
async function* native(...[request, options, signal, state, id]: Parameters<Source>): AsyncGenerator<Wire, void, void> {
  const url = id ? `${request.url}${request.url.includes("?") ? "&" : "?"}lastEventId=${encodeURIComponent(id)}` : request.url;
  const events = queue(signal);
  const source = new EventSource(url, { withCredentials: options.credentials === "include" });
  state("connecting");
  source.onopen = () => state("open");
  source.onerror = event => {
    if (event instanceof MessageEvent) return;
    if (source.readyState === EventSource.CLOSED) events.end();
    else state("waiting");
  };
  for (const type of new Set(["message", "end", "reset", ...request.names])) {
    source.addEventListener(type, event => {
      if (!(event instanceof MessageEvent)) return;
      id = event.lastEventId;
      events.push({ type, data: event.data, id, own: true });
    });
  }
  try {
    yield* events;
  } finally {
    source.close();
  }
  if (!signal.aborted) yield* connect(request, options, signal, state, id);
}

type Message = { event: Wire } | { state: StreamState } | { end: true; error?: string | undefined } | { ask: true };

/** One tab holds a lock and the connection, and passes events on; when it goes, the next one resumes. */
async function* shared(...[request, options, signal, state, id]: Parameters<Source>): AsyncGenerator<Wire, void, void> {
  const name = "sisk-sse:" + new URL(request.url, location.href).href;
  const channel = new BroadcastChannel(name);
  const events = queue(signal);
  let current: StreamState = "connecting";
  let leads = false;
  const take = (message: Message): void => {
    if ("event" in message) {
      const { event } = message;
      if (event.own && id && !isNewer(event.id, id)) return;
      id = event.id;
      events.push(event);
    } else if ("state" in message) state(current = message.state);
    else if ("end" in message) events.end(message.error && new StreamError(message.error));
    else if (leads) channel.postMessage({ state: current });
  };
  const tell = (message: Message): void => {
    take(message);
    channel.postMessage(message);
  };
  channel.onmessage = ({ data }) => take(data);
  state(current);
  channel.postMessage({ ask: true });
  navigator.locks.request(name, { signal }, async () => {
    leads = true;
    for await (const event of connect(request, options, signal, value => tell({ state: value }), id)) {
      tell({ event });
    }
    if (!signal.aborted) tell({ end: true });
  }).catch(error => {
    if (!signal.aborted) tell({ end: true, error: String(error.message) });
  });
  try {
    yield* events;
  } finally {
    channel.close();
  }
}

/** Ids of one epoch are told apart by their number; ids of others are taken for newer. */
function isNewer(id: string, than: string): boolean {
  const [epoch, number = ""] = id.split("-");
  const [otherEpoch, other = ""] = than.split("-");
  return epoch !== otherEpoch || number.length > other.length || number.length === other.length && number > other;
}

/** Reads any event stream: events are named as the server names them, and data is text. */
export function events(
  url: string,
  options: StreamOptions & { method?: string; body?: string; names?: string[]; done?: string; resumable?: boolean } = {},
): EventStream<StreamEvent<string, string>> {
  const { method = "GET", body, names = [], done, resumable } = options;
  return new EventStream({ url, method, body, names, done, resumable }, ({ type, data, id }) => ({ type, data, id }), { ...defaults, ...options });
}

type Arguments<P> = {} extends P ? [parameters?: P, options?: StreamOptions] : [parameters: P, options?: StreamOptions];

/** Opens a stream with its parameters. */
export type StreamFunction<P extends object, E extends StreamEvent> = (...args: Arguments<P>) => EventStream<E>;

/** @param kinds For each event whether its data is JSON; null where the server chooses the names. */
function define<P extends object, E extends StreamEvent>(
  method: string, route: string, kinds: Record<string, 0 | 1> | null, isJson: 0 | 1 = 1, query: string[] = [], headers: string[] = [], done?: string, resumable = false,
): StreamFunction<P, E> {
  return (...args) => {
    const [parameters, options] = args as [P?, StreamOptions?];
    const all = { ...defaults, ...options };
    const values = (parameters ?? {}) as Record<string, unknown>;
    const search = new URLSearchParams();
    for (const name of query) {
      for (const value of [values[name] ?? []].flat()) search.append(name, String(value));
    }
    const path = route.replace(/\/?\{(\**)(.*?)\}/g, (part, stars: string, name: string) => {
      const value = values[name];
      if (value == null) return "";
      const text = encodeURIComponent(String(value));
      return (part[0] === "/" ? "/" : "") + (stars === "**" ? text.replaceAll("%2F", "/") : text);
    });
    const request: Request = {
      url: (all.baseUrl ?? "").replace(/\/$/, "") + path + (search.size ? "?" + search : ""),
      method,
      headers: Object.fromEntries(headers.filter(name => values[name] != null).map(name => [name, String(values[name])])),
      body: "body" in values && method !== "GET" ? JSON.stringify(values["body"]) : undefined,
      names: Object.keys(kinds ?? {}),
      done,
      resumable,
    };
    return new EventStream<E>(request, ({ type, data, id }) => {
      const kind = kinds ? kinds[type] : isJson;
      return kind === undefined ? undefined : { type, data: kind ? JSON.parse(data) : data, id } as unknown as E;
    }, all);
  };
}
