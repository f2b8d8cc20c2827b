// The word and the dot that tell how a connection is.

const words = { connecting: "Connecting", live: "Live", reconnecting: "Reconnecting", gone: "Not there" };

export function showState(element, state) {
  if (element.dataset.state === state) return;
  element.dataset.state = state;
  element.querySelector(".word").textContent = words[state];
}
