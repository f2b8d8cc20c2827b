// Shows each block's code, and what its route sends, byte for byte.

for (const section of document.querySelectorAll("section")) {
  const { code, get, post } = section.dataset;
  const sides = add(section, "div", "sides");
  const source = add(sides, "pre");
  const arrived = add(sides, "pre", "arrived");
  arrived.setAttribute("aria-live", "polite");
  showCode(source, code);
  const actions = add(section, "div", "actions");
  if (get) addStream(actions, arrived, get);
  if (post) addRun(actions, arrived, post);
}

async function showCode(pre, name) {
  const file = await (await fetch(`/bloques/${name}.txt`)).text();
  pre.textContent = file.match(/#region[^\n]*\n([^]*?)\n\s*#endregion/)[1];
}

function addStream(actions, arrived, url) {
  const button = add(actions, "button");
  let stop;
  const rest = () => {
    stop = undefined;
    button.textContent = `Open GET ${url}`;
    button.ariaPressed = "false";
  };
  button.addEventListener("click", async () => {
    if (stop) return stop.abort();
    stop = new AbortController();
    button.textContent = "Close";
    button.ariaPressed = "true";
    arrived.textContent = "";
    try {
      await read(url, stop.signal, text => arrived.append(text));
      arrived.append("— closed by the server —");
    } catch (fault) {
      arrived.append(fault.name === "AbortError" ? "— closed here —" : `— ${fault.message} —`);
    }
    rest();
  });
  rest();
}

async function read(url, signal, show) {
  const answer = await fetch(url, { signal });
  show([`HTTP ${answer.status}`, ...[...answer.headers].map(([name, value]) => `${name}: ${value}`), "", ""].join("\n"));
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) show(part.value);
}

function addRun(actions, arrived, url) {
  const button = add(actions, "button");
  button.textContent = `Run POST ${url}`;
  button.addEventListener("click", async () => {
    const answer = await fetch(url, { method: "POST" });
    arrived.append(`— ${await answer.text()} —\n`);
  });
}

function add(parent, tag, className = "") {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
}
