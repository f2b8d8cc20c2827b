let described;

/** As fetch, with an error that says more than the browser's. */
export const ask = (url, request) => fetch(url, request).catch(() => {
  throw new Error("The server does not answer.");
});

/** Asks the server to change something. */
export async function post(action, body) {
  try {
    const response = await ask(action, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    const { message } = await response.json().catch(() => ({ message: `The server answered ${response.status}.` }));
    return { ok: response.ok, message };
  } catch (error) {
    return { ok: false, message: error.message };
  }
}

/** The streams that events can be sent to. They are the same as long as the server runs. */
export const targets = () => described ??= load();

async function load() {
  try {
    const response = await ask("targets");
    if (!response.ok)
      throw new Error(`The server answered ${response.status}.`);
    return await response.json();
  } catch (error) {
    forgetTargets();
    throw error;
  }
}

/** The server may be another one now. */
export function forgetTargets() {
  described = undefined;
}
