using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>One log, with the writer and the reader of this server.</summary>
internal sealed class SharedLog : IAsyncDisposable
{
    private readonly string _title;
    private readonly AppendHealth _health;

    internal SharedLog(string name, ILogSink sink, LogServices shared, bool follows = true)
    {
        var services = shared with { Metrics = shared.Metrics.For(sink.Stream) };
        _title = $"The log of {name} in {shared.Database.Name}";
        _health = new AppendHealth(services.Options, services.Time);
        Follower = new LogFollower(name, sink, _health, services);
        Appender = new LogAppender(name, sink, Follower, new AcknowledgedPlaces(Follower.HasRead), _health, services);
        if (follows)
        {
            Follower.Start();
        }

        Appender.Start();
    }

    internal LogAppender Appender { get; }

    internal LogFollower Follower { get; }

    /// <summary>Gets a value indicating whether the latest attempts to append have failed.</summary>
    internal bool IsUnwritable => _health.State.State > EventLogState.Reachable;

    /// <summary>Gets the worst state of several logs, with its reason.</summary>
    internal static (EventLogState State, string? Reason) GetState(IEnumerable<SharedLog> logs)
    {
        var worst = (State: EventLogState.Reachable, Reason: (string?)null);
        foreach (var log in logs)
        {
            var state = log.GetState();
            worst = state.State > worst.State ? state : worst;
        }

        return worst;
    }

    public ValueTask DisposeAsync()
    {
        Appender.Dispose();
        return Follower.DisposeAsync();
    }

    private (EventLogState State, string? Reason) GetState()
    {
        var (reads, appends) = (Follower.GetState(), _health.State);
        return appends.State > reads.State ? (appends.State, $"{_title} does not accept events. {appends.Reason}")
            : reads.State > EventLogState.Reachable ? (reads.State, $"{_title} cannot be read. {reads.Reason}".TrimEnd())
            : reads;
    }
}
