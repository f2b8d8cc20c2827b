// The conversation: questions, and answers that grow word by word.

const list = document.getElementById("talk");
const pane = document.querySelector("main");

function add(className, ...children) {
  const item = document.createElement("li");
  item.className = className;
  item.append(...children);
  list.append(item);
  pane.scrollTop = pane.scrollHeight;
  return item;
}

export const addQuestion = text => add("question", text);

/** An answer that is being written. */
export class Answer {
  #text = document.createElement("p");
  #note = document.createElement("p");
  #item;

  constructor() {
    this.#note.className = "note";
    this.#item = add("answer", this.#text, this.#note);
    this.#item.ariaBusy = "true";
  }

  addWord(text) {
    const atEnd = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 60;
    const word = document.createElement("span");
    word.className = "word";
    word.textContent = text;
    this.#text.append(word, " ");
    if (atEnd) pane.scrollTop = pane.scrollHeight;
  }

  /** state: done, stopped or failed. */
  end(state, note) {
    this.#item.ariaBusy = "false";
    this.#item.dataset.state = state;
    this.#note.textContent = note;
    pane.scrollTop = pane.scrollHeight;
  }

  remove() {
    this.#item.remove();
  }
}
