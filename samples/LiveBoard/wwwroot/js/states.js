// What the page calls the states of a stream: "connecting" at first, then "live" or "reconnecting".

/** @param {(state: "connecting" | "live" | "reconnecting") => void} show */
export function pageStates(show) {
  let first = true;
  return state => {
    if (state === "open") show("live");
    else if (state !== "closed") show(first ? "connecting" : "reconnecting");
    first = false;
  };
}
