namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>
/// Kestrel's own bare streaming connection: an endpoint that sends its headers and a first byte, and waits for the client to go. Nothing
/// can be broadcast.
/// </summary>
internal sealed class KestrelServer : IFanOutServer
{
    private static readonly byte[] _first = ":\n\n"u8.ToArray();

    public Task<int> StartAsync()
    {
        var app = Web.CreateBuilder().Build();
        app.MapGet("/events", HoldAsync);
        return Web.StartAsync(app);
    }

    public ValueTask BroadcastAsync(string data) => throw new NotSupportedException();

    private static async Task HoldAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.BodyWriter.WriteAsync(_first);

        // The minimum that keeps a handler open: a completion source, and a registration that completes it when the client leaves.
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.UnsafeRegister(
            static gone => ((TaskCompletionSource)gone!).SetResult(), gone);
        await gone.Task;
    }
}
