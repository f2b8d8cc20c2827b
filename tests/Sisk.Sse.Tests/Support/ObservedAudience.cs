using Sisk.Sse.Configuration;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Support;

/// <summary>A topic with so many connections that several threads write its events.</summary>
internal sealed class ObservedAudience : IDisposable
{
    private const int Clients = 300;
    private readonly SendBatches _batches = new();
    private readonly DeliveryClock _clock;
    private readonly StreamTopic _topic;

    internal ObservedAudience(TopicTelemetry? telemetry = null)
    {
        _clock = new DeliveryClock(TimeProvider.System, _batches);
        _topic = new StreamTopic(
            new("test", new HistoryOptions()) { Telemetry = telemetry ?? new TopicTelemetry("test") },
            new(TimeProvider.System, _batches) { Paces = false, Threads = new DeliveryThreads(Max: 8, ConnectionsEachAtRest: 64) });
        Writers = [.. Enumerable.Range(0, Clients).Select(_ => Join())];
    }

    internal SendBatches Batches => _batches;

    /// <summary>Gets the writers of the connections, in the order in which they have subscribed.</summary>
    internal ObservedWriter[] Writers { get; }

    internal Connection Connect(ObservedWriter writer)
    {
        var settings = new ConnectionSettings(4096, 1024 * 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        return new Connection(writer, settings, _clock, heldUntilStart: false);
    }

    internal Task PublishAsync() =>
        _topic.PublishAsync(new EventRecord("", null, "data"u8.ToArray()), TestContext.Current.CancellationToken).AsTask();

    /// <summary>Completes when each connection has got a number of events.</summary>
    internal Task WrittenAsync(int events) => Task.WhenAll(Writers.Select(writer => writer.WrittenAsync(events)));

    public void Dispose()
    {
        _clock.Dispose();
        _batches.Dispose();
    }

    private ObservedWriter Join()
    {
        var writer = new ObservedWriter();
        _topic.Subscribe(Connect(writer), "", lastEventId: null, _topic.GetPosition());
        return writer;
    }
}
