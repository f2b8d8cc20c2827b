import { $, Table, h, identityColumn, setOptions, setText } from "./dom.js";
import { bytes, clock, duration, moment, none, words } from "./format.js";

const kept = 200;
const cuts = new Set(["Overflow", "WriteTimeout", "Rejected", "LogUnavailable", "EventsLost", "Failed"]);
let ended = [];
let numbers = 0;

const table = new Table("Connections that have ended, newest first", [
  { label: "Ended", className: "number", text: c => clock(c.ended), hint: c => moment(c.ended) },
  { label: "Reason", node: { create: () => h("span", { className: "badge" }), update: updateReason } },
  identityColumn,
  { label: "User", text: c => c.user ?? none },
  { label: "Address", className: "mono", text: c => c.address ?? none },
  { label: "Lasted", className: "number", text: c => c.limit ? none : duration(c.ended - c.opened) },
  { label: "Sent", className: "number", text: c => bytes(c.sent) },
], c => c.number);

export function startEnded() {
  $("ended-table").append(table.element);
  $("reason").addEventListener("change", showEnded);
  $("ended-text").addEventListener("input", showEnded);
}

/** Forgets all: a new connection gets all that the server has kept. */
export function clearEnded() {
  ended = [];
}

export function takeEnded(connections) {
  ended = [...connections.map(connection => ({ ...connection, number: ++numbers })).reverse(), ...ended]
    .sort((one, other) => other.ended - one.ended).slice(0, kept);
}

export function showEnded() {
  const counts = new Map();
  for (const { reason } of ended)
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = [...counts.keys()].sort();
  setOptions($("reason"), [["", "All reasons"], ...reasons.map(reason => [reason, words(reason)])]);
  const reason = $("reason").value;
  const text = $("ended-text").value.trim().toLowerCase();
  const found = ended.filter(one => (!reason || one.reason === reason)
    && (!text || [one.identifier, one.user, one.address].some(value => value?.toLowerCase().includes(text))));
  table.update(found);
  setText($("ended-count"), ended.length === 0 ? "No connection has ended since the server was started."
    : `${found.length} of the last ${ended.length}: ${reasons.map(name => `${words(name)} ${counts.get(name)}`).join(", ")}`);
}

function updateReason(badge, { reason, limit }) {
  setText(badge, words(reason) + (limit ? `: ${limit}` : ""));
  badge.classList.toggle("bad", cuts.has(reason));
}
