import { targets } from "./api.js";
import { inspector } from "./client.js";
import { $, h, setOptions, setText } from "./dom.js";
import { clock } from "./format.js";

const kept = 500;
let streams = [];
let stop;
let count = 0;
let waiting = [];

export function startTail() {
  const form = $("tail-form");
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (stop)
      end("Stopped.");
    else
      begin({ stream: form.stream.value, value: keyValues("tail-keys") }, describe());
  });
  form.stream.addEventListener("change", showKeys);
  $("tail-clear").addEventListener("click", clear);
}

/** Shows the view; tails a connection where one is asked for. */
export async function showTail(parameters) {
  ({ streams } = await targets());
  setOptions($("tail-form").stream, streams.map(stream => [stream.id, stream.name]));
  if (!$("tail-keys").firstChild)
    showKeys();
  if (!stop && !count)
    setText($("tail-state"), "Choose a stream and a key, or a connection.");
  if (parameters.has("key"))
    begin({ stream: parameters.get("stream"), key: parameters.get("key") }, parameters.get("name"));
}

/** The inputs of a key. The first ones alone are the key of more connections. */
export function showKeyInputs(container, names, isRequired) {
  $(container).replaceChildren(...names.map(name =>
    h("label", {}, name + " ", h("input", { name: "key", required: isRequired, autocomplete: "off", spellcheck: false }))));
}

/** The values up to the first empty one. */
export function keyValues(container) {
  const values = [...$(container).querySelectorAll("input")].map(input => input.value);
  const end = values.indexOf("");
  return end < 0 ? values : values.slice(0, end);
}

function showKeys() {
  showKeyInputs("tail-keys", streams.find(stream => stream.id === $("tail-form").stream.value)?.keys ?? [], true);
}

function describe() {
  const { stream } = $("tail-form");
  return [stream.selectedOptions[0]?.textContent, ...keyValues("tail-keys")].join(" · ");
}

function begin(parameters, name) {
  stop?.();
  clear();
  setText($("tail-start"), "Stop");
  setText($("tail-state"), `Waiting for events of ${name}`);
  const shown = setInterval(() => show(name), 200);
  const abort = new AbortController();
  stop = () => {
    abort.abort();
    clearInterval(shown);
    show(name);
    stop = undefined;
  };
  read(inspector.tail(parameters, { signal: abort.signal }), abort.signal, name);
}

async function read(events, signal, name) {
  try {
    for await (const event of events) {
      count++;
      waiting.push({ at: Date.now(), ...event });
      if (waiting.length > kept)
        waiting.shift();
    }
    if (!signal.aborted)
      end(`The stream of ${name} has ended.`);
  } catch (error) {
    if (!signal.aborted)
      end(error.body ? problem(error.body) : error.message);
  }
}

function problem(body) {
  try {
    return JSON.parse(body).detail ?? body;
  } catch {
    return body;
  }
}

function end(text) {
  stop?.();
  setText($("tail-start"), "Start");
  setText($("tail-state"), text);
}

/** Shows what has come, five times a second at most. */
function show(name) {
  if (waiting.length === 0)
    return;
  const log = $("tail-log");
  log.prepend(...waiting.reverse().map(event => h("li", {},
    h("span", { className: "when", textContent: clock(event.at) }),
    h("span", { className: "badge", textContent: event.type }),
    h("span", { className: "mono id", textContent: event.id }),
    h("pre", { textContent: event.data }))));
  waiting = [];
  while (log.children.length > kept)
    log.lastChild.remove();
  setText($("tail-state"), `Events of ${name}, newest first: ${count.toLocaleString()}`);
}

function clear() {
  [count, waiting] = [0, []];
  $("tail-log").replaceChildren();
}
