namespace Sisk.Sse.Redis.Log;

/// <summary>One log in Redis, with the writer and the reader of this server.</summary>
internal sealed class SharedLog : IAsyncDisposable
{
    internal SharedLog(string name, ILogSink sink, LogServices services)
    {
        Follower = new LogFollower(name, sink, services);
        Appender = new LogAppender(name, sink, Follower, services);
        Follower.Start();
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
