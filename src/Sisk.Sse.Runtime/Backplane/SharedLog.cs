namespace Sisk.Sse.Backplane;

/// <summary>One log, with the writer and the reader of this server.</summary>
internal sealed class SharedLog : IAsyncDisposable
{
    internal SharedLog(string name, ILogSink sink, LogServices shared, bool follows = true)
    {
        var services = shared with { Metrics = shared.Metrics.For(sink.Stream) };
        Follower = new LogFollower(name, sink, services);
        Appender = new LogAppender(name, sink, Follower, new AcknowledgedPlaces(Follower.HasRead), services);
        if (follows)
        {
            Follower.Start();
        }

        Appender.Start();
    }

    internal LogAppender Appender { get; }

    internal LogFollower Follower { get; }

    public ValueTask DisposeAsync()
    {
        Appender.Dispose();
        return Follower.DisposeAsync();
    }
}
