// A server that answers each connection with the next of its answers, and the client under test.
import { createServer } from "node:net";

export const { define, events, defaults, StreamError, EventStream } = await import(process.env.SISK_SSE_RUNTIME);
Object.assign(defaults, { retry: 1, maxRetry: 5 });
export const head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n";
const noContent = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
export const failure = (status, more = "") => `HTTP/1.1 ${status} X\r\n${more}Content-Length: 0\r\nConnection: close\r\n\r\n`;
export const stay = "\u0001";

// Answers each connection with the next of its answers, byte by byte as they stand there; then with 204.
export async function serve(t, ...answers) {
  const requests = [];
  const sockets = new Set();
  const server = createServer(socket => {
    sockets.add(socket);
    let request = "";
    socket.on("error", () => {});
    socket.on("data", data => {
      request += data.toString("latin1");
      const end = request.indexOf("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
      if (end < 0 || request.length < end + 4 + length) return;
      requests.push(request);
      const answer = answers.shift() ?? noContent;
      socket.write(answer.replace(stay, ""));
      if (!answer.endsWith(stay)) socket.end();
      request = "";
    });
  });
  await new Promise(resolve => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    sockets.forEach(socket => socket.destroy());
    server.close();
  });
  const header = name => requests.map(request => new RegExp(`^${name}: (.*)\r$`, "im").exec(request)?.[1]);
  return { url: `http://127.0.0.1:${server.address().port}/stream`, requests, header };
}

export async function read(stream) {
  const all = [];
  for await (const event of stream) all.push(event.data);
  return all;
}
