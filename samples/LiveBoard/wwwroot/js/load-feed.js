// The load's samples and the connection's state, through the shared worker, or by itself where the browser has none.

import { pageStates } from "./states.js";
import { loadEvents } from "/streams.js";

/** @param {{ onSample: (sample: any) => void, onState: (state: string) => void }} page */
export function followLoad({ onSample, onState }) {
  if (!("SharedWorker" in window)) {
    loadEvents.watch().on({ message: onSample, state: pageStates(onState) });
    return;
  }

  const connect = () => {
    const { port } = new SharedWorker("/js/load-worker.js", { type: "module", name: "load" });
    port.onmessage = ({ data: { state, samples = [] } }) => {
      samples.forEach(onSample);
      if (state) onState(state);
    };
    addEventListener("pagehide", () => port.postMessage("goodbye"), { once: true });
  };

  connect();
  addEventListener("pageshow", event => { if (event.persisted) connect(); }); // back from the back/forward cache
}
