using Sisk.Sse.CompilerServices;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Benchmarks.InProcess;

/// <summary>A push stream with many connections, as an application has it, but with nothing behind the connections.</summary>
internal sealed class Audience : IDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="connections">How many there are.</param>
    /// <param name="perKey">How many share a key; 0 for a stream without keys.</param>
    internal Audience(int connections, int perKey)
    {
        var services = new ServiceCollection().AddLogging();
        EventStreamsBuilder.Create(services, configure: null);
        _services = services.BuildServiceProvider();
        var streams = _services.GetRequiredService<StreamRegistry>();
        var clock = _services.GetRequiredService<DeliveryClock>();
        var description = new StreamDescription("audience", "Audience").Unique();
        var topic = streams.GetTopic(description);
        Publisher = streams.GetPublisher(description);
        for (var i = 0; i < connections; i++)
        {
            var connection = CreateConnection(Written, clock);
            topic.Subscribe(connection, perKey == 0 ? "" : KeyText(i / perKey), lastEventId: null, topic.GetPosition());
            connection.Start([FrameEncoder.Ping]);
        }

        Written.WaitFor(connections);
    }

    internal FrameCount Written { get; } = new();

    internal StreamPublisher Publisher { get; }

    internal static string KeyText(int key) => $"{key}";

    internal static Connection CreateConnection(FrameCount written, DeliveryClock clock) =>
        new(new NullWriter(written), new ConnectionSettings(4096, 1024 * 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan), clock, heldUntilStart: false);

    public void Dispose() => _services.Dispose();
}
