using Sisk.Sse.Testing;

namespace Sisk.Sse.Tests.Publishing;

/// <summary>A log whose appends to one stream wait while a test holds them.</summary>
internal sealed class HeldLog(MemoryEventLog log) : IEventLog
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _released;
    private int _appends;

    public string Name => log.Name;

    public string System => log.System;

    public Task Held => _held.Task;

    public int Appends => Volatile.Read(ref _appends);

    public void Hold() => _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _released!.SetResult();

    public async ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken)
    {
        if (append.Log.EndsWith("Everyone", StringComparison.Ordinal) && _released is { } released)
        {
            Interlocked.Increment(ref _appends);
            _held.TrySetResult();
            await released.Task;
        }

        return await log.AppendAsync(append, cancellationToken);
    }

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
        log.ReadAsync(read, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        log.SubscribeAsync(name, subscriber, cancellationToken);
}
