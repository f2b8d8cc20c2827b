using System.Threading.Channels;
using Sisk.Sse.Testing;

namespace Sisk.Sse.Tests.Backplane;

/// <summary>A shared log that a test lets wait, fail or succeed with each attempt to append.</summary>
internal sealed class AttemptLog : IEventLog
{
    private readonly MemoryEventLog _log = new();
    private readonly Channel<TaskCompletionSource> _attempts = Channel.CreateUnbounded<TaskCompletionSource>();

    public string Name => _log.Name;

    public string System => _log.System;

    /// <summary>Gets the epochs that the attempts would begin.</summary>
    internal List<string> NewEpochs { get; } = [];

    /// <summary>Waits for the next attempt. It ends as the result does.</summary>
    internal ValueTask<TaskCompletionSource> NextAsync() => _attempts.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken)
    {
        var attempt = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        NewEpochs.Add(append.NewEpoch);
        _attempts.Writer.TryWrite(attempt);
        await attempt.Task;
        return await _log.AppendAsync(append, cancellationToken);
    }

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
        _log.ReadAsync(read, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string log, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        _log.SubscribeAsync(log, subscriber, cancellationToken);
}
