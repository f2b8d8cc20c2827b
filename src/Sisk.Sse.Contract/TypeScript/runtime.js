export class StreamError extends Error {
    name = "StreamError";
    status;
    body;
    isInterrupted;
    constructor(message, status = 0, body = "", isInterrupted = false) {
        super(message);
        this.status = status;
        this.body = body;
        this.isInterrupted = isInterrupted;
    }
}
export const defaults = {};
const endId = "sisk-sse-end";
export class EventStreamParser {
    rest = "";
    skipLf = false;
    type = "";
    data = [];
    nextId;
    own = false;
    id;
    retry;
    constructor(id = "") {
        this.id = this.nextId = id;
    }
    push(text) {
        const events = [];
        let start = 0;
        if (this.skipLf && text) {
            text = text.replace(/^\n/, "");
            this.skipLf = false;
        }
        const ends = /\r\n?|\n/g;
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
        else if (name === "id" && !value.includes("\0") && line.length <= 16_384) {
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
        const stop = new AbortController();
        const events = this.run(this.options, stop);
        const end = events.return;
        events.return = value => (stop.abort(), end.call(events, value));
        return events;
    }
    on(handlers) {
        const stop = new AbortController();
        let isStopped = false;
        const own = handlers;
        const none = {};
        const of = (name) => this.request.names?.includes(name) ? undefined : own[name];
        const { signal, onState, onReset } = this.options;
        const options = {
            ...this.options,
            onState: state => (onState?.(state), of("state")?.(state)),
            onReset: () => (onReset?.(), of("reset")?.()),
        };
        (async () => {
            try {
                for await (const event of this.run(options, stop)) {
                    if (own[event.type] !== none[event.type])
                        own[event.type]?.(event.data, event);
                }
                if (!isStopped && !signal?.aborted)
                    of("end")?.();
            }
            catch (error) {
                const fail = of("error");
                if (!fail)
                    throw error;
                fail(error);
            }
        })();
        return () => {
            isStopped = true;
            stop.abort();
        };
    }
    async *run(options, stop = new AbortController()) {
        const end = () => stop.abort();
        const { signal } = options;
        if (signal?.aborted)
            return;
        signal?.addEventListener("abort", end);
        const state = (value) => options.onState?.(value);
        const { method, names, headers, done, resumable } = this.request;
        const isGet = method === "GET";
        const isPlain = isGet && names && done !== null && !options.headers && options.credentials !== "omit" && !headers?.length;
        const asksForNative = options.transport === "eventsource" && globalThis.EventSource;
        const events = options.share && isGet && globalThis.navigator?.locks ? shared : asksForNative && isPlain ? native : connect;
        try {
            for await (const event of events(this.request, options, stop, state, options.lastEventId ?? "")) {
                const { type, data } = event;
                const own = event.id === endId && (resumable || type === "end") && type;
                if (own === "end" || own === "stopped" || data === done)
                    return;
                if (own === "interrupted")
                    throw new StreamError("The server that produced the stream has stopped.", 200, "", true);
                const value = this.read(event);
                if (value)
                    yield value;
                else if (type === "reset")
                    options.onReset?.();
                else if (type === "error" && !data && !isGet)
                    throw new StreamError("The server failed while it sent the stream.", 200);
                if (signal?.aborted)
                    return;
            }
        }
        finally {
            signal?.removeEventListener("abort", end);
            stop.abort();
            state("closed");
        }
    }
}
async function* connect(...[request, options, { signal }, state, id, moved]) {
    let retry = options.retry ?? 1_000;
    for (let failures = 0; !signal.aborted; failures++) {
        let wait = 0;
        let isSafe = request.method === "GET" || resumes(request, id);
        let ping = options.pingInterval ?? request.ping ?? 15_000;
        let cause;
        let unread;
        const attempt = new AbortController();
        let fail = (_) => { };
        const cut = () => {
            attempt.abort();
            fail(attempt.signal.reason);
        };
        const limit = async (work) => {
            const timer = ping > 0 && setTimeout(cut, Math.min(2 * ping, 0x7fffffff));
            try {
                return await Promise.race([work(), new Promise((_, reject) => { fail = reject; })]);
            }
            catch (error) {
                cause = error;
                return undefined;
            }
            finally {
                clearTimeout(timer || 0);
            }
        };
        signal.addEventListener("abort", cut);
        try {
            state("connecting");
            if (signal.aborted)
                return;
            const init = await prepare(request, options, attempt.signal, id);
            if (signal.aborted)
                return;
            const response = await limit(() => (options.fetch ?? fetch)(request.url, { ...init, signal: attempt.signal }));
            if (response) {
                const { status, headers, body } = response;
                unread = body;
                if (status === 204)
                    return;
                if (status !== 200 || !/^text\/event-stream\s*(;|$)/i.test(headers.get("content-type") ?? "")) {
                    if (!/^(5|408|42[59])/.test(`${status}`)) {
                        const text = status === 200 ? "" : await limit(() => response.text());
                        if (signal.aborted)
                            return;
                        throw new StreamError(`The server answered ${status} instead of an event stream.`, status, text);
                    }
                    isSafe = true;
                    const after = headers.get("retry-after") ?? "";
                    wait = 1_000 * Number(after) || Date.parse(after) - (Date.parse(headers.get("date") ?? "") || Date.now()) || 0;
                }
                else {
                    ping = options.pingInterval ?? Number(/^\d+$/.exec(headers.get("sse-ping-interval") ?? "") ?? ping);
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
                            if (signal.aborted)
                                return;
                        }
                        if (id !== parser.id) {
                            id = parser.id;
                            moved?.(id);
                        }
                    }
                }
            }
        }
        finally {
            signal.removeEventListener("abort", cut);
            cut();
            unread?.cancel().catch(() => { });
        }
        if (signal.aborted || id === endId)
            return;
        if (cause?.cause?.code === "UND_ERR_INVALID_ARG")
            throw cause;
        if (!isSafe && !id)
            throw Object.assign(new StreamError("The stream broke off and has no id to resume from."), { cause });
        state("waiting");
        if (signal.aborted)
            return;
        const longest = Math.max(options.maxRetry ?? 30_000, retry);
        const next = failures < 0 ? retry : (retry || 100) * 2 ** failures;
        await sleep(Math.max(wait, Math.min(next, longest)) * (1 + Math.random() / 2), signal);
    }
}
const resumes = (request, id) => request.resumable && id;
async function prepare(request, options, signal, id) {
    const { method, body } = resumes(request, id) ? { method: "GET" } : request;
    const headers = await ask(options, signal);
    headers.set("accept", "text/event-stream");
    for (const [name, value] of request.headers ?? [])
        headers.set(name, bytes(value));
    if (body !== undefined)
        headers.set("content-type", "application/json");
    if (id)
        headers.set("last-event-id", bytes(id));
    const init = { method, headers, cache: "no-store", credentials: options.credentials, body };
    if (!options.fetch) {
        const { url } = new Request(request.url, init);
        if (/^[\w.-]+:\d/.test(url))
            throw new TypeError(`The address ${url} needs http:// or https:// before it.`);
    }
    return init;
}
async function ask({ headers }, signal) {
    return new Headers(typeof headers === "function"
        ? await Promise.race([headers(), new Promise(resolve => signal.addEventListener("abort", () => resolve(undefined)))])
        : headers);
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
function queue(stop) {
    const { signal } = stop;
    const waiting = [];
    let last;
    let wake = () => { };
    signal.addEventListener("abort", () => wake());
    return {
        push(event) {
            if (signal.aborted)
                return;
            if (waiting.push(event) > 10_000) {
                waiting.length = 0;
                stop.abort(new StreamError("The events are handled more slowly than they arrive."));
            }
            wake();
        },
        end(error) {
            last = { error };
            wake();
        },
        tell(state, value) {
            try {
                state(value);
            }
            catch (error) {
                this.end(error);
            }
        },
        async *[Symbol.asyncIterator]() {
            while (!signal.aborted) {
                if (waiting.length)
                    yield waiting.shift();
                else if (last?.error)
                    throw last.error;
                else if (last)
                    return;
                else
                    await new Promise(resolve => { wake = resolve; });
            }
            if (signal.reason instanceof StreamError)
                throw signal.reason;
        },
    };
}
async function* native(...[request, options, stop, state, id]) {
    const url = request.url + (id && (request.url.includes("?") ? "&" : "?") + "lastEventId=" + encodeURIComponent(id));
    const events = queue(stop);
    const source = new EventSource(url, { withCredentials: options.credentials === "include" });
    stop.signal.addEventListener("abort", () => source.close());
    state("connecting");
    source.onopen = event => event instanceof MessageEvent || events.tell(state, "open");
    source.onerror = event => {
        if (event instanceof MessageEvent)
            return;
        if (source.readyState === EventSource.CLOSED)
            events.end();
        else
            events.tell(state, "waiting");
    };
    for (const type of new Set(["message", "end", "reset", "stopped", "interrupted", ...request.names])) {
        source.addEventListener(type, event => {
            if (!(event instanceof MessageEvent))
                return;
            id = event.lastEventId;
            events.push({ type, data: event.data, id, own: true });
        });
    }
    yield* events;
    if (!stop.signal.aborted)
        yield* connect(request, options, stop, state, id);
}
async function* shared(...[request, options, stop, state, id]) {
    const { signal } = stop;
    const { share, credentials } = options;
    const name = "sisk-sse:" + JSON.stringify([
        new URL(request.url, globalThis.location?.href), request.headers, credentials,
        share === true ? [...await ask(options, signal)] : share,
    ]);
    if (signal.aborted)
        return;
    let channel;
    try {
        channel = new BroadcastChannel(name);
    }
    catch {
        return yield* connect(request, options, stop, state, id);
    }
    signal.addEventListener("abort", () => channel.close());
    const events = queue(stop);
    const me = crypto.randomUUID();
    let sender = me;
    let current = "connecting";
    let leads = false;
    let isOver = false;
    const recent = [];
    let known = new Set();
    const take = (message) => {
        if ("event" in message) {
            const { event, from } = message;
            if (from !== sender) {
                sender = from;
                known = new Set(recent);
            }
            if (event.own) {
                if (known.has(event.id))
                    return;
                known.clear();
                if (recent.push(event.id) > 1_000)
                    recent.shift();
            }
            id = event.id;
            events.push(event);
        }
        else if ("state" in message) {
            id = message.id;
            if (current === message.state)
                return;
            events.tell(state, current = message.state);
        }
        else if ("end" in message) {
            const { error } = message;
            isOver = true;
            events.end(error && new StreamError(...error));
        }
        else if (leads)
            channel.postMessage({ state: current, id });
    };
    const tell = (message) => {
        take(message);
        channel.postMessage(message);
    };
    channel.onmessage = ({ data }) => take(data);
    state(current);
    if (signal.aborted)
        return;
    channel.postMessage({ ask: true });
    navigator.locks.request(name, { signal }, async () => {
        if (current !== "connecting")
            await sleep(200, signal);
        if (isOver)
            return;
        leads = true;
        const source = connect(request, options, stop, value => tell({ state: value, id }), id, moved => tell({ state: current, id: moved }));
        for await (const event of source)
            tell({ event, from: me });
        if (!signal.aborted)
            tell({ end: true });
    }).catch(error => {
        if (signal.aborted)
            return;
        if (!leads) {
            leads = null;
            events.end();
            return;
        }
        events.end(error);
        channel.postMessage({ end: true, error: [error.message, error.status, error.body, error.isInterrupted] });
    });
    yield* events;
    if (leads === null)
        yield* connect(request, options, stop, value => value === current || state(current = value), id);
}
const withDefaults = (options) => Object.fromEntries([defaults, options ?? {}].flatMap(Object.entries).filter(([, value]) => value !== undefined));
export function events(url, options = {}) {
    const { method = "GET", body, names, done, resumable } = options;
    const request = { url, method, body, names, done, resumable };
    return new EventStream(request, ({ type, data, id }) => ({ type, data, id }), withDefaults(options));
}
const headerText = (name, value) => String(Array.isArray(value)
    ? value.filter(item => item != null).map(item => {
        const needsQuotes = /^\s|,|\s$/.test(item);
        const parts = `${item}`.split('"').length;
        if (parts > 1 && (needsQuotes || parts % 2 === 0 || item[0] === '"')) {
            throw new TypeError(`The header "${name}" cannot list ${item}, because of its quotation mark.`);
        }
        return needsQuotes ? `"${item}"` : item;
    })
    : value);
function define(method, route, kinds, isJson = 1, query = [], headers = [], done, resumable = false, ping, tellsErrors = false) {
    const known = kinds && { __proto__: null, ...kinds };
    return (parameters, options) => {
        const all = withDefaults(options);
        const values = { __proto__: null, ...parameters };
        const used = new Set();
        const take = (key) => (used.add(key), values[key]);
        const valuesOf = (names) => names
            .map(item => [item].flat())
            .map(([name, key = name]) => [name, take(key)])
            .filter(([, value]) => value != null);
        const search = new URLSearchParams(valuesOf(query).flatMap(([name, value]) => [value].flat().filter(item => item != null).map(item => [name, item])));
        const path = route.replace(/([/.]?)\{(\**)(.*?)(\??)\}/g, (_, before, stars, name, mayBeMissing) => {
            const value = take(name);
            if (value == null && mayBeMissing)
                return "";
            const text = encodeURIComponent((value ?? ""));
            if (!text && !stars)
                throw new TypeError(`The route parameter "${name}" is missing or empty.`);
            return before + (stars === "**" ? text.replaceAll("%2F", "/") : text);
        });
        if (/\/\.\.?(\/|$)/.test(path))
            throw new TypeError(`A route parameter makes "${path}" the path of another endpoint.`);
        return new EventStream({
            url: (all.baseUrl ?? "").replace(/\/$/, "") + path + ("?" + search).replace(/\?$/, ""),
            method,
            headers: valuesOf(headers).map(([name, value]) => [name, headerText(name, value)]),
            body: method === "GET" || used.has("body") ? undefined : JSON.stringify(values["body"]),
            names: kinds && Object.keys(kinds),
            done,
            resumable,
            ping,
        }, ({ type, data, id }) => {
            const kind = known ? known[type] : isJson;
            if (kind === undefined || !data && (kind || type === "error" && tellsErrors || type === "reset" && resumable))
                return;
            return { type, data: kind ? JSON.parse(data) : data, id };
        }, all);
    };
}
