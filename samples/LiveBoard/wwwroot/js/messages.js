// The list of what was said. Text is set as text, never as html.

import { shortClock } from "./format.js";

const kept = 200;

export class Messages {
  constructor(log) {
    this.log = log;
    this.list = log.querySelector("ol");
  }

  /** Shows exactly these. */
  reset(messages) {
    this.list.replaceChildren(...messages.map(message => this.item(message)));
    this.toEnd();
  }

  /** Adds one in its place, once. */
  add(message) {
    const items = [...this.list.children];
    const next = items.find(item => item.dataset.number * 1 >= message.number);
    if (next?.dataset.number * 1 === message.number) return;
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
    const item = this.item(message);
    item.classList.add("fresh");
    this.list.insertBefore(item, next ?? null);
    while (this.list.children.length > kept) this.list.firstChild.remove();
    if (atEnd) this.toEnd();
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  item({ number, at, from, text }) {
    const item = document.createElement("li");
    item.dataset.number = number;
    item.classList.toggle("mine", from === localStorage.getItem("name"));
    const [who, name, time, said] = ["p", "strong", "time", "p"].map(tag => document.createElement(tag));
    who.className = "who";
    name.textContent = from;
    time.dateTime = at;
    time.textContent = shortClock.format(new Date(at));
    said.className = "text";
    said.textContent = text;
    who.append(name, time);
    item.append(who, said);
    return item;
  }
}
