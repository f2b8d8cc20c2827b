using System.Globalization;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>The process of a server in .NET: serves, and obeys the lines on its standard input until that ends.</summary>
internal static class ServerHost
{
    internal static async Task RunAsync(IFanOutServer server)
    {
        await Console.Out.WriteLineAsync($"ready {await server.StartAsync()}");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            await Console.Out.WriteLineAsync(await ObeyAsync(server, line.Split(' ')));
        }
    }

    private static async Task<string> ObeyAsync(IFanOutServer server, string[] words)
    {
        switch (words)
        {
            case ["broadcast", var count, var interval, var bytes]:
                await Stamp.SendAsync(Number(count), TimeSpan.FromMilliseconds(Number(interval)), Number(bytes), server.BroadcastAsync);
                return "done";
            case ["live"]:
                // Gives back what the heap has set aside: how much that is depends on the size of the processor's caches.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                return GC.GetTotalMemory(forceFullCollection: false).ToString(CultureInfo.InvariantCulture);
            case ["allocated"]:
                return GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture);
            default:
                throw new ArgumentException($"The server does not know '{string.Join(' ', words)}'.");
        }
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
