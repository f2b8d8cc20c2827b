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
    onState?: ((state: StreamState, reason?: {
        message: string;
        status?: number | undefined;
    }) => void) | undefined;
    /** Called when the client missed events that the server no longer has. Load the state again. */
    onReset?: (() => void) | undefined;
}
/**
 * The handlers that `on` takes: one for each event, and those for the stream itself. An event with the name of one of these replaces it.
 * If the server chooses the names at run time, such a handler receives both.
 */
export type StreamHandlers<E extends StreamEvent> = {
    [K in E["type"]]?: ((data: Extract<E, {
        type: K;
    }>["data"], event: Extract<E, {
        type: K;
    }>) => void) | undefined;
} & Omit<{
    state?: ((state: StreamState, reason?: {
        message: string;
        status?: number | undefined;
    }) => void) | undefined;
    reset?: (() => void) | undefined;
    /** The stream has ended permanently. */
    end?: (() => void) | undefined;
    /** The stream has failed permanently. Without a handler, the error is reported as uncaught. */
    error?: ((error: unknown) => void) | undefined;
}, E["type"]>;
/** The server refused the stream, or it cannot be resumed. */
export declare class StreamError extends Error {
    name: string;
    /** The HTTP status; 0 if there was no response, 200 if the server failed while it sent events. */
    readonly status: number;
    /** The body of the response. */
    readonly body: string;
    /** True if the server that produced a resumable stream has stopped or died, so that the rest will not come. */
    readonly isInterrupted: boolean;
    constructor(message: string, status?: number, body?: string, isInterrupted?: boolean);
}
/** Defaults of all streams of this module. */
export declare const defaults: StreamOptions;
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
/** Parses the event stream format (HTML standard, section 9.2.6) from text in pieces of any size. */
export declare class EventStreamParser {
    private rest;
    private skip;
    private type;
    private data;
    private next;
    private own;
    /** The last event ID: that of the last complete event, even of one without data. */
    id: string;
    /** The wait that the server asks for before a reconnect. */
    retry: number | undefined;
    constructor(id?: string);
    /** Takes a piece of the stream and returns the events that it completes. */
    push(text: string): Wire[];
    private field;
    private dispatch;
}
/** A stream of events: iterate over it, or pass handlers to `on`. Each use opens its own connection. */
export declare class EventStream<E extends StreamEvent> implements AsyncIterable<E> {
    private readonly request;
    private readonly read;
    private readonly options;
    constructor(request: Request, read: (event: Wire) => E | undefined, options: StreamOptions);
    [Symbol.asyncIterator](): AsyncGenerator<E, void, void>;
    /** Calls a handler for each event; returns a function that stops it. */
    on(handlers: StreamHandlers<E>): () => void;
    private run;
}
/** Reads any event stream. Events have the names that the server sends, and data is text. */
export declare function events(url: string, options?: StreamOptions & {
    method?: string | undefined;
    body?: string | undefined;
    names?: string[] | undefined;
    done?: string | undefined;
    resumable?: boolean | undefined;
}): EventStream<StreamEvent<string, string>>;
type Arguments<P> = {} extends P ? [parameters?: P, options?: StreamOptions] : [parameters: P, options?: StreamOptions];
/** Opens a stream with its parameters. */
export type StreamFunction<P extends object, E extends StreamEvent> = (...args: Arguments<P>) => EventStream<E>;
export {};
