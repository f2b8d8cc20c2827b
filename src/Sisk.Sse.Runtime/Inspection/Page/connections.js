import { ask, post } from "./api.js";
import { $, Table, h, identityColumn, setIdentifier, setOptions, setText } from "./dom.js";
import { bytes, duration, moment, none } from "./format.js";

const refreshEvery = 3_000;
let isManyServers = false;
let timer;
let search = 0;
let wanted = "";

const table = new Table("Open connections", [
  identityColumn,
  { label: "User", text: c => c.user ?? none },
  { label: "Address", className: "mono", text: c => c.address ?? none },
  { label: "Age", className: "number", text: c => duration(Date.now() - c.opened), hint: c => "Since " + moment(c.opened) },
  { label: "Transport", text: c => `${c.transport} ${c.protocol.replace("HTTP/", "h")}` },
  { label: "Queue", className: "number", text: c => c.queued + (c.isSlow ? " slow" : "") },
  { label: "Sent", className: "number", text: c => bytes(c.sent) },
  { label: "Last id", className: "mono", title: "The last event that was sent to it, or else the one its client has come with", text: c => c.lastId ?? none },
  { label: "Actions", className: "actions", node: { create: createActions, update: updateActions } },
], c => c.id);

export function startConnections() {
  $("connections-table").append(table.element);
  const form = $("search");
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("input", () => schedule(120));
  $("close-all").addEventListener("click", () => askToClose());
}

export function setServer(server) {
  isManyServers = server.isOneOfMany;
  $("close-all").hidden = !isManyServers;
}

export function setStreams(names) {
  setOptions($("search").stream, [["", "All streams"], ...names.map(name => [name, name])]);
  chooseStream();
}

export function showConnections(parameters) {
  wanted = parameters.get("stream") ?? wanted;
  chooseStream();
  schedule(0);
}

/** Chooses the stream of the address, which may come before the streams. */
function chooseStream() {
  const { stream } = $("search");
  if (wanted && [...stream.options].some(option => option.value === wanted)) {
    stream.value = wanted;
    wanted = "";
    if (!$("view-connections").hidden)
      schedule(0);
  }
}

export function hideConnections() {
  clearTimeout(timer);
}

function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(refresh, delay);
}

async function refresh() {
  const turn = ++search;
  const { text, stream, order } = $("search");
  try {
    const query = new URLSearchParams({ text: text.value.trim(), stream: stream.value || wanted, order: order.value });
    const response = await ask("connections?" + query);
    if (!response.ok)
      throw new Error(`The server answered ${response.status}.`);
    const found = await response.json();
    if (turn !== search)
      return;
    table.update(found.connections);
    const shown = found.connections.length;
    setText($("found"), `${found.total.toLocaleString()} connection${found.total === 1 ? "" : "s"}${found.total > shown ? `, ${shown} shown` : ""}`);
  } catch (error) {
    setText($("found"), error.message);
  }
  if (turn === search && !$("view-connections").hidden && !document.hidden)
    schedule(refreshEvery);
}

function createActions(current) {
  return h("span", {},
    h("a", { className: "button", textContent: "Tail" }),
    h("button", { type: "button", textContent: "Close…", onclick: () => askToClose(current()) }));
}

function updateActions(element, connection) {
  const [tail, close] = element.children;
  const name = connection.identifier ?? connection.stream;
  tail.hidden = connection.topic === null;
  tail.href = "#tail?" + new URLSearchParams({ stream: connection.topic, key: connection.key, name });
  tail.setAttribute("aria-label", "Tail " + name);
  close.setAttribute("aria-label", "Close " + name);
}

/** Asks for the way in which a connection is closed; without one, for the identifier of those to close on all servers. */
function askToClose(connection) {
  const dialog = $("close");
  const { identifier, everywhere } = dialog.querySelector("form");
  setIdentifier($("close-name"), connection ? connection.identifier ?? connection.stream : "");
  setText($("close-error"), "");
  $("close-identifier").hidden = !!connection;
  $("close-everywhere").hidden = !(isManyServers && connection?.identifier);
  identifier.value = "";
  everywhere.checked = false;
  dialog.returnValue = "cancel";
  dialog.showModal();
  dialog.onclose = async () => {
    if (dialog.returnValue !== "now" && dialog.returnValue !== "good")
      return;
    const byName = connection ? everywhere.checked && connection.identifier : identifier.value;
    const request = byName ? { identifier: byName } : { connection: connection?.id };
    const answer = await post("close", { ...request, forGood: dialog.returnValue === "good" });
    setText($("found"), answer.message);
    schedule(answer.ok ? 300 : refreshEvery);
  };
}
