using System.Globalization;
using Sisk.Sse.Client.Tests.Server;

namespace Sisk.Sse.Client.Tests.Faults;

/// <summary>
/// A server that counts, behind a proxy that fails each connection. Each connection gets more new events than bytes pass before it fails,
/// so that both replayed and live events are cut. The long form is <c>SISK_SSE_CLIENT_EVENTS=100000 SISK_SSE_CLIENT_CUTS=200</c>.
/// </summary>
internal sealed class CountingRun : IAsyncDisposable
{
    /// <summary>The least that an event takes on the wire.</summary>
    private const int MinEventBytes = 80;

    private readonly SemaphoreSlim _connections = new(0);
    private readonly int _events;
    private readonly int _perConnection;

    private CountingRun(ServerApp server, FaultyProxy proxy, string start, int events, int perConnection)
    {
        (Server, Proxy, Start, _events, _perConnection) = (server, proxy, start, events, perConnection);
        proxy.Connected += willFail => _connections.Release(willFail ? 1 : events);
    }

    /// <summary>Gets the number of events of a run.</summary>
    public static int Events { get; } = Setting("SISK_SSE_CLIENT_EVENTS", 7_000);

    /// <summary>Gets the number of faults of a run.</summary>
    public static int Cuts { get; } = Setting("SISK_SSE_CLIENT_CUTS", 28);

    /// <summary>Gets the seed of what is random.</summary>
    public static int Seed { get; } = Setting("SISK_SSE_CLIENT_SEED", 1);

    public ServerApp Server { get; }

    public FaultyProxy Proxy { get; }

    /// <summary>
    /// Gets the id before the first event. A client that begins without an id, and whose first connection fails before it has one, would
    /// rightly get later events only.
    /// </summary>
    public string Start { get; }

    public static async Task<CountingRun> StartAsync(string key, int events, int cuts, int seed)
    {
        var server = await ServerApp.StartAsync();
        var start = await ReadFirstIdAsync(new Uri(server.Address, $"/test/count/{key}"));
        var perConnection = events / cuts;
        var proxy = new FaultyProxy(server.Address, FaultyProxy.Mixed(cuts, seed), seed, (300, perConnection * MinEventBytes));
        return new CountingRun(server, proxy, start, events, perConnection);
    }

    /// <summary>Broadcasts numbers from 1 on, some at each connection, and the rest when none fails any more.</summary>
    public async Task BroadcastAsync(string key)
    {
        for (var number = 1; number <= _events; number++)
        {
            if (number % _perConnection == 1 && number < _events - _perConnection)
            {
                await _connections.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            }

            await Server.Broadcaster.BroadcastCountedAsync(
                key, new CountEvent.Counted(number, "text of an event"), TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> ReadFirstIdAsync(Uri stream)
    {
        const string Field = "id:";
        using var http = new HttpClient();
        using var reader = new StreamReader(await http.GetStreamAsync(stream, TestContext.Current.CancellationToken));
        string? line;
        do
        {
            line = await reader.ReadLineAsync(TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException("The stream has no id.");
        }
        while (!line.StartsWith(Field, StringComparison.Ordinal));

        return line[Field.Length..].Trim();
    }

    private static int Setting(string name, int value) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : value;

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Server.DisposeAsync();
        _connections.Dispose();
    }
}
