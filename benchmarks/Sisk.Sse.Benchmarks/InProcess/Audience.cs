using Sisk.Sse.CompilerServices;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Transport;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Benchmarks.InProcess;

/// <summary>A push stream with many connections, as an application has it, but with nothing behind the connections.</summary>
internal sealed class Audience : IDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="connections">The number of connections.</param>
    /// <param name="perKey">The number of connections that share a key; 0 for a stream without keys.</param>
    /// <param name="createWriter">The transport of a connection; null for one that only counts.</param>
    /// <param name="maxWriters">The number of threads that may write at a time; null for the default.</param>
    internal Audience(int connections, int perKey, Func<FrameCount, FrameWriter>? createWriter = null, int? maxWriters = null)
    {
        var services = new ServiceCollection().AddLogging();
        EventStreamsBuilder.Create(services, options => options.Threads = options.Threads with { Max = maxWriters ?? options.Threads.Max });
        _services = services.BuildServiceProvider();
        var streams = _services.GetRequiredService<StreamRegistry>();
        var clock = _services.GetRequiredService<DeliveryClock>();
        var description = new StreamDescription("audience", "Audience", "audience").Unique();
        var topic = streams.GetTopic(description);
        Publisher = streams.GetPublisher(description);
        for (var i = 0; i < connections; i++)
        {
            var connection = CreateConnection(createWriter?.Invoke(Written) ?? new NullWriter(Written), clock);
            topic.Subscribe(connection, perKey == 0 ? "" : KeyText(i / perKey), lastEventId: null, topic.GetPosition());
            connection.Start([FrameEncoder.Ping]);
        }

        Written.WaitFor(connections);
    }

    internal FrameCount Written { get; } = new();

    internal StreamPublisher Publisher { get; }

    internal static string KeyText(int key) => $"{key}";

    internal static Connection CreateConnection(FrameWriter writer, DeliveryClock clock) =>
        new(
            writer,
            new ConnectionSettings(4096, 1024 * 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan),
            clock,
            heldUntilStart: false);

    public void Dispose()
    {
        _services.Dispose();
        Written.Dispose();
    }
}
