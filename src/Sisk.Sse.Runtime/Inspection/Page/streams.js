import { $, Table, h, setText } from "./dom.js";
import { bytes, clock, duration, lag, none, number } from "./format.js";

const points = 60;
const trends = new Map();
let lastSample;

const table = new Table("Streams of this server", [
  { label: "Stream", className: "name", node: { create: createName, update: updateName } },
  { label: "Clients", className: "number", text: s => number(s.clients) },
  { label: "Queue", className: "number", title: "The longest queue, and how many clients read too slowly", text: s => s.slow ? `${s.longestQueue} (${s.slow} slow)` : String(s.longestQueue) },
  { label: "Events/s", className: "number", title: "Events that were broadcast by this server", text: s => s.kind === "push" ? number(s.broadcasts) : none },
  { label: "Delivered/s", className: "number", title: "Events that were queued for a connection", text: s => s.kind === "push" ? number(s.delivered) : none },
  { label: "Trend", className: "trend", title: "The last minute", node: { create: createTrend, update: updateTrend } },
  { label: "Bytes/s", className: "number", text: s => bytes(s.bytes) },
  { label: "Lag p50", className: "number", text: s => lag(s.lag50) },
  { label: "Lag p99", className: "number", text: s => lag(s.lag99) },
  { label: "Dropped", className: "number", text: s => number(s.dropped) },
  { label: "History", className: "number", text: s => s.history?.events ? number(s.history.events) : none,
    hint: s => s.history && `Events: ${s.history.events}, ${bytes(s.history.bytes)}, the oldest ${duration(s.history.seconds * 1000)} old` },
], s => s.name);

export function startStreams() {
  $("streams-table").append(table.element);
}

/** Takes a sample. Trends go on while another view is shown. */
export function takeSample(sample) {
  const isFirst = lastSample?.since !== sample.since;
  lastSample = sample;
  if (isFirst)
    return; // Its rates are not known.
  for (const stream of sample.streams) {
    const trend = trends.get(stream.name) ?? [];
    trend.push(stream.kind === "push" ? stream.delivered : stream.bytes);
    trends.set(stream.name, trend.slice(-points));
  }
}

export function showStreams() {
  if (!lastSample)
    return;
  const { streams, since } = lastSample;
  table.update(streams);
  setText($("since"), clock(since));
  $("streams-hint").hidden = false;
  const sum = key => streams.reduce((total, stream) => total + stream[key], 0);
  const lags = streams.map(stream => stream.lag99).filter(value => value != null);
  showTiles([
    ["Clients", number(sum("clients"))],
    ["Delivered/s", number(sum("delivered"))],
    ["Bytes/s", bytes(sum("bytes"))],
    ["Worst p99", lags.length ? lag(Math.max(...lags)) : none],
    ["Slow clients", number(sum("slow")), sum("slow") > 0],
    ["Dropped", number(sum("dropped")), sum("dropped") > 0],
  ]);
}

function showTiles(tiles) {
  const list = $("tiles");
  if (!list.firstChild)
    list.append(...tiles.map(([label]) => h("div", {}, h("dt", { textContent: label }), h("dd"))));
  tiles.forEach(([, text, isBad], i) => {
    setText(list.children[i].lastChild, text);
    list.children[i].classList.toggle("bad", !!isBad);
  });
}

function createName() {
  return h("span", {}, h("a", { className: "mono" }), " ", h("span", { className: "badge" }));
}

function updateName(element, stream) {
  const [link, , badge] = element.childNodes;
  setText(link, stream.name);
  link.href = "#connections?stream=" + encodeURIComponent(stream.name);
  link.title = "Show the connections";
  setText(badge, stream.kind === "pullItems" ? "pull" : stream.kind);
}

function createTrend() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${points - 1} 20`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(svg.namespaceURI, "path"), document.createElementNS(svg.namespaceURI, "polyline"));
  return svg;
}

function updateTrend(svg, stream) {
  const trend = trends.get(stream.name) ?? [];
  const max = Math.max(1, ...trend);
  const line = trend.map((value, i) => `${points - trend.length + i},${(19 - 18 * value / max).toFixed(1)}`).join(" ");
  svg.lastChild.setAttribute("points", line);
  svg.firstChild.setAttribute("d", trend.length ? `M${points - trend.length},20 L${line} L${points - 1},20 Z` : "");
}
