import { post, targets } from "./api.js";
import { $, setOptions, setText } from "./dom.js";
import { SchemaForm } from "./form.js";
import { keyValues, showKeyInputs } from "./tail.js";

let types;
let streams = [];
let field;

export function startSend() {
  const form = $("send-form");
  form.stream.addEventListener("change", showStream);
  form.event.addEventListener("change", showEvent);
  $("send-json").addEventListener("change", showEvent);
  $("send-keys").addEventListener("input", showTarget);
  form.addEventListener("submit", event => {
    event.preventDefault();
    send();
  });
}

export async function showSend() {
  ({ streams, types } = await targets());
  const form = $("send-form");
  setOptions(form.stream, streams.map(stream => [stream.id, stream.name]));
  if (!form.event.length)
    showStream();
}

const chosen = () => streams.find(stream => stream.id === $("send-form").stream.value);

const wireName = event => event.name ?? "message";

function showStream() {
  const stream = chosen();
  setOptions($("send-form").event, (stream?.events ?? []).map(event => [wireName(event), wireName(event)]));
  showKeyInputs("send-keys", stream?.keys ?? [], false);
  $("send-key").hidden = !stream;
  showTarget();
  showEvent();
}

function showEvent() {
  const event = chosen()?.events.find(one => wireName(one) === $("send-form").event.value);
  if (!event) {
    $("send-data").replaceChildren();
    return;
  }
  const form = new SchemaForm(types);
  const schema = event.text ? { type: "string" } : event.schema;
  const isJson = $("send-json").checked && !event.text;
  const before = isJson && tryRead();
  field = isJson ? form.json("data", false, before ?? {}) : form.field(schema, form.resolve(schema).properties ? "" : "data");
  $("send-data").replaceChildren(field.element);
  setText($("send-result"), "");
}

function tryRead() {
  try {
    return field?.read();
  } catch {
    return undefined;
  }
}

function showTarget() {
  const keys = chosen()?.keys ?? [];
  const values = keyValues("send-keys");
  setText($("send-to"), keys.length === 0 ? "The stream has no key: all of its connections get the event."
    : values.length === 0 ? "Without a key, all connections of the stream get the event."
    : `The connections with ${values.map((value, i) => `${keys[i]} ${value}`).join(", ")} get the event.`);
  setText($("send-button"), values.length === 0 ? "Send to all connections" : "Send");
}

async function send() {
  const form = $("send-form");
  const result = $("send-result");
  try {
    const answer = await post("send", { stream: form.stream.value, event: form.event.value, key: keyValues("send-keys"), data: field.read() });
    setText(result, answer.message);
    result.className = answer.ok ? "" : "error";
  } catch (error) {
    setText(result, error.message);
    result.className = "error";
  }
}
