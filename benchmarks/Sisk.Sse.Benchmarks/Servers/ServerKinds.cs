using System.Diagnostics;
using System.Reflection;
using Sisk.Sse.Transport;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>All servers, in the order of the table.</summary>
internal static class ServerKinds
{
    internal const string FloorInC = "floor-c";
    internal const string Floor = "floor";
    internal const string Kestrel = "kestrel";
    internal const string SiskPipe = "sisk-pipe";
    internal const string SiskSocket = "sisk-socket";
    internal const string SiskMetered = "sisk-metered";
    internal const string TypedResults = "typedresults";
    internal const string Nchan = "nchan";
    internal const string BetterSse = "better-sse";

    private static readonly string _node = typeof(ServerKinds).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "BetterSse").Value!;

    internal static readonly ServerKind[] All =
    [
        new(
            FloorInC,
            "floor in C: a write(2) each",
            StartFloorInCAsync,
            OnPath("cc") ? null : "not installed: apt-get install gcc libc6-dev"),
        new(Floor, "floor: a send(2) each", () => LineServer.StartSelfAsync(Floor)),
        new(Kestrel, "bare Kestrel", () => LineServer.StartSelfAsync(Kestrel)),
        new(SiskPipe, "Sisk.Sse, pipe", () => LineServer.StartSelfAsync(SiskPipe)),
        new(SiskSocket, "Sisk.Sse, socket", () => LineServer.StartSelfAsync(SiskSocket)),
        new(SiskMetered, "Sisk.Sse, socket, with a metrics listener", () => LineServer.StartSelfAsync(SiskMetered)),
        new(TypedResults, "TypedResults", () => LineServer.StartSelfAsync(TypedResults)),
        new(Nchan, "nginx nchan", NchanServer.StartAsync, WithoutNchan()),
        new(BetterSse, "better-sse", () => LineServer.StartAsync("node", Path.Combine(_node, "server.mjs")), WithoutBetterSse()),
    ];

    /// <summary>Creates the server that runs in a process of its own.</summary>
    internal static IFanOutServer Create(string name) => name switch
    {
        Floor => new FloorServer(),
        Kestrel => new KestrelServer(),
        SiskPipe => new SiskServer(StreamTransport.Pipe),
        SiskSocket => new SiskServer(StreamTransport.Socket),
        SiskMetered => new SiskServer(StreamTransport.Socket, isMetered: true),
        TypedResults => new TypedResultsServer(),
        HistoryServer.Name => new HistoryServer(),
        _ => throw new ArgumentException($"There is no server '{name}' in .NET."),
    };

    private static async Task<IServer> StartFloorInCAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Servers", "floor-c");
        var program = Path.Combine(folder, "floor");
        using (var compiler = Process.Start("cc", ["-O2", "-pthread", "-o", program, Path.Combine(folder, "floor.c")]))
        {
            await compiler.WaitForExitAsync();
        }

        return await LineServer.StartAsync(program);
    }

    private static string? WithoutNchan() =>
        OnPath("nginx") && File.Exists(NchanServer.Module) ? null : "not installed: apt-get install nginx libnginx-mod-nchan";

    private static string? WithoutBetterSse() =>
        !OnPath("node") ? "not installed: apt-get install nodejs npm"
        : !Directory.Exists(Path.Combine(_node, "node_modules"))
        ? "not installed: npm ci --prefix benchmarks/Sisk.Sse.Benchmarks/Servers/better-sse"
        : null;

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
