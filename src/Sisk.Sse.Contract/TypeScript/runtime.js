export class StreamError extends Error {
    status;
    body;
    isInterrupted;
    name = "StreamError";
    constructor(message, status = 0, body = "", isInterrupted = false) {
        super(message);
        this.status = status;
        this.body = body;
        this.isInterrupted = isInterrupted;
    }
}
export const defaults = {};
const endId = "sisk-sse-end";
const maxQueue = 10_000;
export class EventStreamParser {
    id;
    rest = "";
    skipLf = false;
    type = "";
    data = [];
    nextId;
    own = false;
    retry;
    constructor(id = "") {
        this.id = id;
        this.nextId = id;
    }
    push(text) {
        const events = [];
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
            if (line)
                this.field(line);
            else
                this.dispatch(events);
        }
        this.rest += text.slice(start);
        return events;
    }
    field(line) {
        const colon = line.indexOf(":");
        const name = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
        if (name === "data")
            this.data.push(value);
        else if (name === "event")
            this.type = value;
        else if (name === "id" && !value.includes("\0")) {
            this.nextId = value;
            this.own = true;
        }
        else if (name === "retry" && /^\d+$/.test(value))
            this.retry = +value;
    }
    dispatch(events) {
        this.id = this.nextId;
        if (this.data.length) {
            events.push({ type: this.type || "message", data: this.data.join("\n"), id: this.id, own: this.own });
        }
        this.type = "";
        this.data = [];
        this.own = false;
    }
}
export class EventStream {
    request;
    read;
    options;
    constructor(request, read, options) {
        this.request = request;
        this.read = read;
        this.options = options;
    }
    [Symbol.asyncIterator]() {
        return this.run(this.options);
    }
    on(handlers) {
        const stop = new AbortController();
        const own = handlers;
        const { signal, onState, onReset } = this.options;
        const options = {
            ...this.options,
            signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
            onState: state => (onState?.(state), own["state"]?.(state)),
            onReset: () => (onReset?.(), own["reset"]?.()),
        };
        (async () => {
            try {
                for await (const event of this.run(options))
                    own[event.type]?.(event.data, event);
                if (!options.signal.aborted)
                    own["end"]?.();
            }
            catch (error) {
                if (own["error"])
                    own["error"](error);
                else
                    throw error;
            }
        })();
        return () => stop.abort();
    }
    async *run(options) {
        const stop = new AbortController();
        const end = () => stop.abort();
        if (options.signal?.aborted)
            return;
        options.signal?.addEventListener("abort", end);
        const state = (value) => options.onState?.(value);
        const isGet = this.request.method === "GET";
        const events = options.share && isGet && globalThis.navigator?.locks ? shared : options.transport === "eventsource" && isGet && !options.headers ? native : connect;
        try {
            for await (const event of events(this.request, options, stop.signal, state, options.lastEventId ?? "")) {
                if (event.id === endId && (event.type === "end" || this.request.resumable && event.type === "stopped") || event.data === this.request.done)
                    return;
                if (event.id === endId && this.request.resumable && event.type === "interrupted") {
                    throw new StreamError("The server that produced the stream has stopped, so the rest will not come.", 200, "", true);
                }
                const value = this.read(event);
                if (value)
                    yield value;
                else if (event.type === "reset")
                    options.onReset?.();
                else if (event.type === "error" && !isGet)
                    throw new StreamError("The server failed while it sent the stream.", 200);
                if (stop.signal.aborted)
                    return;
            }
        }
        finally {
            options.signal?.removeEventListener("abort", end);
            stop.abort();
            state("closed");
        }
    }
}
async function* connect(...[request, options, signal, state, id]) {
    const silence = 2 * (options.pingInterval ?? 15_000);
    let retry = options.retry ?? 1_000;
    for (let failures = 0; !signal.aborted; failures++) {
        let wait = 0;
        let isSafe = request.method === "GET" || resumes(request, id);
        const attempt = new AbortController();
        let timer;
        const cut = () => attempt.abort();
        const limit = async (work) => {
            if (silence)
                timer = setTimeout(cut, silence);
            try {
                return await work;
            }
            finally {
                clearTimeout(timer);
            }
        };
        signal.addEventListener("abort", cut);
        state("connecting");
        try {
            const response = await limit(send(request, options, attempt.signal, id));
            const { status } = response;
            if (status === 204)
                return;
            if (status !== 200 || !/^text\/event-stream\s*(;|$)/i.test(response.headers.get("content-type") ?? "")) {
                if (status < 500 && status !== 408 && status !== 425 && status !== 429) {
                    const body = status === 200 ? "" : await limit(response.text());
                    throw new StreamError(`The server answered ${status} instead of an event stream.`, status, body);
                }
                isSafe = true;
                wait = 1_000 * (Number(response.headers.get("retry-after")) || 0);
                await response.body?.cancel();
            }
            else {
                state("open");
                const reader = response.body.getReader();
                const decoder = new TextDecoder();
                const parser = new EventStreamParser(id);
                for (;;) {
                    const { done, value } = await limit(reader.read());
                    if (done)
                        break;
                    failures = -1;
                    const events = parser.push(decoder.decode(value, { stream: true }));
                    retry = parser.retry ?? retry;
                    for (const event of events) {
                        id = event.id;
                        yield event;
                        if (signal.aborted)
                            return;
                    }
                    id = parser.id;
                }
            }
        }
        catch (error) {
            if (signal.aborted)
                return;
            if (error instanceof StreamError)
                throw error;
        }
        finally {
            signal.removeEventListener("abort", cut);
            cut();
        }
        if (signal.aborted || id === endId)
            return;
        if (!isSafe && !id)
            throw new StreamError("The stream broke off and has no id to resume from.");
        state("waiting");
        const longest = Math.max(options.maxRetry ?? 30_000, retry);
        await sleep(Math.max(wait, Math.min(retry * 2 ** Math.max(failures, 0), longest)) * (1 + Math.random() / 2), signal);
    }
}
const resumes = (request, id) => !!(request.resumable && id);
async function send(request, options, signal, id) {
    const { headers, credentials } = options;
    const { method, body } = resumes(request, id) ? { method: "GET", body: undefined } : request;
    const all = new Headers(typeof headers === "function" ? await headers() : headers);
    all.set("accept", "text/event-stream");
    for (const name in request.headers)
        all.set(name, bytes(request.headers[name]));
    if (body !== undefined)
        all.set("content-type", "application/json");
    if (id)
        all.set("last-event-id", bytes(id));
    return (options.fetch ?? fetch)(request.url, {
        method, headers: all, signal, cache: "no-store", ...(credentials && { credentials }), ...(body !== undefined && { body }),
    });
}
const bytes = (text) => String.fromCharCode(...new TextEncoder().encode(text));
const sleep = (time, signal) => new Promise(resolve => {
    const timer = setTimeout(end, Math.min(time, 0x7fffffff));
    function end() {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
    }
    signal.addEventListener("abort", end);
});
function queue(signal) {
    const waiting = [];
    let isDone = false;
    let failure;
    let wake = () => { };
    signal.addEventListener("abort", () => wake());
    return {
        push(event) {
            if (waiting.push(event) > maxQueue)
                this.end(new StreamError("The events are handled more slowly than they arrive."));
            wake();
        },
        end(error) {
            isDone = true;
            failure = error;
            wake();
        },
        async *[Symbol.asyncIterator]() {
            while (!signal.aborted) {
                if (failure)
                    throw failure;
                if (waiting.length)
                    yield waiting.shift();
                else if (isDone)
                    return;
                else
                    await new Promise(resolve => { wake = resolve; });
            }
        },
    };
}
async function* native(...[request, options, signal, state, id]) {
    const url = id ? `${request.url}${request.url.includes("?") ? "&" : "?"}lastEventId=${encodeURIComponent(id)}` : request.url;
    const events = queue(signal);
    const source = new EventSource(url, { withCredentials: options.credentials === "include" });
    state("connecting");
    source.onopen = () => state("open");
    source.onerror = event => {
        if (event instanceof MessageEvent)
            return;
        if (source.readyState === EventSource.CLOSED)
            events.end();
        else
            state("waiting");
    };
    for (const type of new Set(["message", "end", "reset", ...request.names])) {
        source.addEventListener(type, event => {
            if (!(event instanceof MessageEvent))
                return;
            id = event.lastEventId;
            events.push({ type, data: event.data, id, own: true });
        });
    }
    try {
        yield* events;
    }
    finally {
        source.close();
    }
    if (!signal.aborted)
        yield* connect(request, options, signal, state, id);
}
async function* shared(...[request, options, signal, state, id]) {
    const name = "sisk-sse:" + new URL(request.url, location.href).href;
    const channel = new BroadcastChannel(name);
    const events = queue(signal);
    let current = "connecting";
    let leads = false;
    const take = (message) => {
        if ("event" in message) {
            const { event } = message;
            if (event.own && id && !isNewer(event.id, id))
                return;
            id = event.id;
            events.push(event);
        }
        else if ("state" in message)
            state(current = message.state);
        else if ("end" in message)
            events.end(message.error && new StreamError(message.error));
        else if (leads)
            channel.postMessage({ state: current });
    };
    const tell = (message) => {
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
        if (!signal.aborted)
            tell({ end: true });
    }).catch(error => {
        if (!signal.aborted)
            tell({ end: true, error: String(error.message) });
    });
    try {
        yield* events;
    }
    finally {
        channel.close();
    }
}
function isNewer(id, than) {
    const [epoch, number = ""] = id.split("-");
    const [otherEpoch, other = ""] = than.split("-");
    return epoch !== otherEpoch || number.length > other.length || number.length === other.length && number > other;
}
export function events(url, options = {}) {
    const { method = "GET", body, names = [], done, resumable } = options;
    return new EventStream({ url, method, body, names, done, resumable }, ({ type, data, id }) => ({ type, data, id }), { ...defaults, ...options });
}
function define(method, route, kinds, isJson = 1, query = [], headers = [], done, resumable = false) {
    return (...args) => {
        const [parameters, options] = args;
        const all = { ...defaults, ...options };
        const values = (parameters ?? {});
        const search = new URLSearchParams();
        for (const name of query) {
            for (const value of [values[name] ?? []].flat())
                search.append(name, String(value));
        }
        const path = route.replace(/\/?\{(\**)(.*?)\}/g, (part, stars, name) => {
            const value = values[name];
            if (value == null)
                return "";
            const text = encodeURIComponent(String(value));
            return (part[0] === "/" ? "/" : "") + (stars === "**" ? text.replaceAll("%2F", "/") : text);
        });
        const request = {
            url: (all.baseUrl ?? "").replace(/\/$/, "") + path + (search.size ? "?" + search : ""),
            method,
            headers: Object.fromEntries(headers.filter(name => values[name] != null).map(name => [name, String(values[name])])),
            body: "body" in values && method !== "GET" ? JSON.stringify(values["body"]) : undefined,
            names: Object.keys(kinds ?? {}),
            done,
            resumable,
        };
        return new EventStream(request, ({ type, data, id }) => {
            const kind = kinds ? kinds[type] : isJson;
            return kind === undefined ? undefined : { type, data: kind ? JSON.parse(data) : data, id };
        }, all);
    };
}
