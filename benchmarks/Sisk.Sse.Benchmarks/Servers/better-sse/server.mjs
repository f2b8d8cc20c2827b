// better-sse behind the same lines on standard input as the servers in .NET: "broadcast <count> <interval in ms> <bytes>".
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { createChannel, createSession } from "better-sse";

const channel = createChannel();
const server = createServer(async (request, response) => {
  channel.register(await createSession(request, response, { keepAlive: 15_000, serializer: String }));
});

server.listen({ host: "127.0.0.1", port: 0, backlog: 4096 }, () => console.log(`ready ${server.address().port}`));

const lines = createInterface({ input: process.stdin });
lines.on("close", () => process.exit());
lines.on("line", async (line) => {
  const [command, count, interval, bytes] = line.split(" ");
  for (let sent = 0; command === "broadcast" && sent < Number(count); sent++) {
    // "@" and a monotonic timestamp, which the load generator reads from the same clock.
    const stamp = "@" + process.hrtime.bigint().toString().padStart(20, "0");
    channel.broadcast(stamp.padEnd(Number(bytes), "x"));
    if (Number(interval) > 0) {
      await delay(Number(interval));
    }
  }

  console.log("done");
});
