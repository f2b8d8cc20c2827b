import { chatStreams } from "/streams.js";
import { ask, Refusal } from "./ask.js";
import { addQuestion } from "./talk.js";

const [form, text, length, send, stop, fault, welcome] =
  ["ask", "text", "length", "send", "stop", "fault", "welcome"].map(id => document.getElementById(id));
let asking = null;

form.addEventListener("submit", async event => {
  event.preventDefault();
  if (asking) return;
  fault.textContent = "";
  const question = text.value.trim();
  const shown = addQuestion(question);
  begin();
  try {
    text.value = "";
    await ask(question, Number(length.value), asking.signal);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    shown.remove();
    text.value = question;
    fault.textContent = error.message;
  } finally {
    end();
  }
});

stop.addEventListener("click", () => asking?.abort());

text.addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

welcome.addEventListener("click", event => {
  if (event.target.closest("button")) {
    text.value = event.target.closest("button").textContent;
    form.requestSubmit();
  }
});

function begin() {
  asking = new AbortController();
  welcome.hidden = true;
  [send.hidden, stop.hidden] = [true, false];
}

function end() {
  asking = null;
  [send.hidden, stop.hidden] = [false, true];
  text.focus();
}

// What the server is busy with, in every open page.
chatStreams.watch().on({
  message: work => {
    for (const name of ["running", "finished", "stopped"]) document.getElementById(name).textContent = work[name];
    document.getElementById("work").toggleAttribute("data-busy", work.running > 0);
  },
});
