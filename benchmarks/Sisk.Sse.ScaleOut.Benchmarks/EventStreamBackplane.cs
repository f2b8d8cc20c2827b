using System.Net.ServerSentEvents;

namespace Sisk.Sse.ScaleOut.Benchmarks;

/// <summary>Sisk.Sse on a shared log, with its usual history.</summary>
internal abstract class EventStreamBackplane(Database database) : Backplane(database)
{
    private readonly HttpClient _client = new(new SocketsHttpHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _stop = new();

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _client.Dispose();
        await base.DisposeAsync();
    }

    protected override void AddTo(WebApplicationBuilder builder, string application) =>
        AddLog(builder.Services
            .AddEventStreams(options =>
            {
                // A burst must be accepted, as SignalR does, without disconnecting clients.
                options.MaxQueuedEvents = 1_000_000;
                options.MaxQueuedBytes = 1L << 30;
            }), application);

    protected abstract void AddLog(EventStreamsBuilder streams, string application);

    protected override void Map(WebApplication app) => app.MapEventStreams();

    protected override async Task ConnectAsync(Uri address, Arrivals arrivals)
    {
        var response = await _client.GetAsync(new Uri(address, "/bench"), HttpCompletionOption.ResponseHeadersRead, _stop.Token);
        var body = await response.Content.ReadAsStreamAsync(_stop.Token);
        _ = Task.Run(async () =>
        {
            try
            {
                // Read from the bytes, without a string for each event, so the clients produce about as much garbage as SignalR's.
                var events = SseParser.Create(body, (_, data) =>
                {
                    arrivals.Note(data);
                    return true;
                });
                await foreach (var _ in events.EnumerateAsync(_stop.Token))
                {
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The end.
            }
        });
    }

    protected override Task SendAsync(IServiceProvider services, string text) =>
        services.GetRequiredService<BenchEventsBroadcaster>().BroadcastWatchAsync(text).AsTask();
}

/// <summary>The stream of the benchmark.</summary>
public sealed class BenchEvents
{
    /// <summary>Everything.</summary>
    [RouteGet("/bench")]
    public static EventStream<string> Watch() => new();
}
