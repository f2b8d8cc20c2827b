// One connection for the load, however many tabs are open: HTTP/1.1 gives a browser six to a server, for all tabs together.

import { pageStates } from "./states.js";
import { loadEvents } from "/streams.js";
import { History } from "./history.js";

const pages = new Set();
const history = new History();
let state = "connecting";

const tell = message => pages.forEach(page => page.postMessage(message));

loadEvents.watch().on({
  message: sample => { if (history.add(sample)) tell({ samples: [sample] }); },
  state: pageStates(now => { state = now; tell({ state }); }),
});

self.onconnect = ({ ports: [page] }) => {
  page.onmessage = () => pages.delete(page); // all a page ever says is goodbye
  page.postMessage({ state, samples: history.samples });
  pages.add(page);
};
