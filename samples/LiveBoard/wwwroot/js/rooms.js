// The room beside the charts: who is there, what is said, and the way to the other rooms.

import { post } from "./api.js";
import { Messages } from "./messages.js";
import { showState } from "./state.js";
import { pageStates } from "./states.js";
import { roomEvents } from "/streams.js";

const byId = id => document.getElementById(id);
const messages = new Messages(byId("messages"));
// A tab is a person, and stays the same one when it is loaded again.
const person = sessionStorage.getItem("person") ?? Math.random().toString(36).slice(2);
sessionStorage.setItem("person", person);

let room;
let close = () => {};

export function startRooms() {
  byId("say").addEventListener("submit", say);
  byId("text").addEventListener("keydown", event => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      byId("say").requestSubmit();
    }
  });
  byId("open").addEventListener("submit", event => {
    event.preventDefault();
    open(byId("open-name").value);
  });
  byId("missing-open").addEventListener("click", () => open(room));
  byId("rooms").addEventListener("click", followLink);
  byId("name").value = localStorage.getItem("name") ?? "";
  byId("name").addEventListener("change", () => localStorage.setItem("name", byId("name").value.trim()));

  addEventListener("popstate", enter);
  // A tab that nobody sees gives its connection back; the welcome catches it up when it is seen again.
  document.addEventListener("visibilitychange", () => { if (document.hidden) close(); else enter(); });
  enter();
}

function enter() {
  const asked = decodeURIComponent(location.pathname.match(/^\/rooms\/([^/]+)/)?.[1] ?? "lobby");
  if (asked !== room) messages.reset([]);
  room = asked;
  document.title = location.pathname === "/" ? "LiveBoard" : `${room} – LiveBoard`;
  byId("room-name").textContent = room;
  byId("people").textContent = "";
  byId("fault").textContent = "";
  setMissing(false);
  close();
  const show = state => {
    showState(byId("room-state"), state);
    setMissing(state === "gone");
  };
  const gone = () => show("gone");
  close = roomEvents.watch({ room, person }).on({
    welcome: ({ recent }) => messages.reset(recent),
    said: ({ message }) => messages.add(message),
    directory: ({ rooms }) => showRooms(rooms),
    state: pageStates(show),
    end: gone, // the room was closed
    error: gone, // there is no such room
  });
}

async function rooms() {
  const all = await (await fetch("/rooms")).json();
  showRooms(all);
  return all;
}

function setMissing(missing) {
  byId("missing").hidden = !missing;
  byId("messages").hidden = byId("say").hidden = missing;
  byId("missing-name").textContent = room;
}

function showRooms(all) {
  byId("rooms").replaceChildren(...all.map(({ name, people }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const count = document.createElement("span");
    const unit = document.createElement("span");
    link.href = `/rooms/${name}`;
    if (name === room) link.ariaCurrent = "page";
    count.className = "count";
    count.textContent = people > 0 ? people : "";
    // Only for screen readers.
    unit.className = "hidden";
    unit.textContent = people > 0 ? inWords(people).replace(people, "") : "";
    link.append(name, " ", count, unit);
    item.append(link);
    return item;
  }));
  const here = all.find(({ name }) => name === room);
  if (here) byId("people").textContent = inWords(here.people);
}

const inWords = people => people === 1 ? "1 person" : `${people} people`;

function followLink(event) {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.pathname);
}

function go(path) {
  history.pushState(null, "", path);
  enter();
}

async function open(name) {
  if (!await tell("/rooms", { name })) return;
  byId("open").reset();
  go(`/rooms/${name}`);
}

async function say(event) {
  event.preventDefault();
  const sent = await tell(`/rooms/${encodeURIComponent(room)}/messages`, { from: byId("name").value, text: byId("text").value });
  if (sent) byId("text").value = "";
}

// False where the server does not take it; what it advises stands on the page until the next try.
async function tell(url, body) {
  const fault = byId(url === "/rooms" ? "open-fault" : "fault");
  fault.textContent = "";
  try {
    await post(url, body);
    return true;
  } catch (problem) {
    fault.textContent = problem.message;
    return false;
  }
}
