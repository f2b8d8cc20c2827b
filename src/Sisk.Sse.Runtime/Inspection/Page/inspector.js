import { forgetTargets } from "./api.js";
import { inspector } from "./client.js";
import { $, setText } from "./dom.js";
import { hideConnections, setServer, setStreams, showConnections, startConnections } from "./connections.js";
import { clearEnded, showEnded, startEnded, takeEnded } from "./ended.js";
import { showSend, startSend } from "./send.js";
import { showStreams, startStreams, takeSample } from "./streams.js";
import { showTail, startTail } from "./tail.js";

const states = { connecting: "Connecting", open: "Live", waiting: "Reconnecting", closed: "Ended" };
const views = { streams: showStreams, connections: showConnections, ended: showEnded, tail: showTail, send: showSend };
let current = "";
let stop;

function watch() {
  stop = inspector.watch().on({
    state: value => {
      setText($("state"), states[value]);
      $("state").dataset.state = value;
    },
    server: server => {
      setServer(server);
      clearEnded();
      forgetTargets();
      if (current === "tail" || current === "send")
        show();
    },
    sample: sample => {
      takeSample(sample);
      showServers(sample.servers);
      setStreams(sample.streams.map(stream => stream.name));
      if (current === "streams")
        showStreams();
    },
    ended: connections => {
      takeEnded(connections);
      if (current === "ended")
        showEnded();
    },
    error: error => setText($("state"), error.message),
  });
}

/** Shows the servers that are summed up. */
function showServers(servers) {
  const many = servers.length > 1;
  setText($("server"), servers.length > 3 ? `${servers.length} servers` : servers.join(", "));
  $("server").title = many ? servers.join("\n") : "";
  $("slowest").hidden = !many;
  document.body.classList.toggle("many", many);
}

/** Shows the view of the address: #name, with parameters after a question mark. */
function route() {
  const [name, query = ""] = location.hash.slice(1).split("?");
  const next = name in views ? name : "streams";
  if (current === "connections" && next !== current)
    hideConnections();
  current = next;
  for (const view of Object.keys(views))
    $("view-" + view).hidden = view !== current;
  for (const link of document.querySelectorAll("nav a"))
    link.hash === "#" + current ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  document.title = $("title-" + current).textContent + " – event streams";
  show(query);
}

/** Shows the current view. One that needs the streams of the server says why it has none. */
async function show(query) {
  const view = current;
  try {
    await views[view](new URLSearchParams(query));
  } catch (error) {
    setText($(view === "tail" ? "tail-state" : "send-result"), error.message);
  }
}

startStreams();
startConnections();
startEnded();
startTail();
startSend();
watch();
route();
addEventListener("hashchange", route);

// A page that nobody sees costs the server nothing.
document.addEventListener("visibilitychange", () => {
  stop?.();
  stop = undefined;
  if (!document.hidden) {
    watch();
    show();
  }
});
