import { chatStreams } from "/streams.js";
import { ask, Refusal, unfinished } from "./ask.js";
import { addQuestion } from "./talk.js";

const [form, text, length, send, stop, fault, welcome] =
  ["ask", "text", "length", "send", "stop", "fault", "welcome"].map(id => document.getElementById(id));
let asking = null;

form.addEventListener("submit", event => {
  event.preventDefault();
  if (asking) return;
  fault.textContent = "";
  const question = text.value.trim();
  text.value = "";
  follow({ text: question, length: Number(length.value) });
});

async function follow(question) {
  const shown = addQuestion(question.text);
  begin();
  try {
    await ask(question, asking.signal);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    shown.remove();
    text.value = question.text;
    fault.textContent = error.message;
  } finally {
    end();
  }
}

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

// The page was left in the middle of an answer, which the server has gone on to write.
const left = unfinished();
if (left) follow(left);
