namespace Sisk.Sse.Testing.Tests.Support;

/// <summary>A log with a fault that its user might not notice. Without one, it passes.</summary>
internal abstract class WrongLog(MemoryEventLog log) : IEventLog
{
    public string Name => log.Name;

    public string System => log.System;

    protected MemoryEventLog Inner => log;

    public virtual ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) =>
        log.AppendAsync(append, cancellationToken);

    public virtual ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
        log.ReadAsync(read, cancellationToken);

    public virtual ValueTask<IAsyncDisposable> SubscribeAsync(
        string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        log.SubscribeAsync(name, subscriber, cancellationToken);

    protected static EventLogRead At(EventLogRead read, string name) =>
        new() { Log = name, After = read.After, MaxEntries = read.MaxEntries, MaxBytes = read.MaxBytes, NewEpoch = read.NewEpoch };
}

/// <summary>Reads the entries and the end of the log one after the other, without a transaction. An append comes between them.</summary>
/// <param name="log">The log.</param>
/// <param name="read">Completes when the entries have been read.</param>
/// <param name="appended">Completes when a batch has been appended after that.</param>
internal sealed class TornLog(MemoryEventLog log, TaskCompletionSource read, TaskCompletionSource appended) : WrongLog(log)
{
    public override async ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken)
    {
        await read.Task.WaitAsync(cancellationToken);
        var place = await Inner.AppendAsync(append, cancellationToken);
        appended.TrySetResult();
        return place;
    }

    public override async ValueTask<EventLogPage> ReadAsync(EventLogRead request, CancellationToken cancellationToken)
    {
        var page = await Inner.ReadAsync(request, cancellationToken);
        read.TrySetResult();
        await appended.Task.WaitAsync(cancellationToken);
        var end = await Inner.ReadAsync(request, cancellationToken);
        return new() { Epochs = end.Epochs, Sequence = end.Sequence, Now = page.Now, HasMore = page.HasMore, Entries = page.Entries };
    }
}

/// <summary>Ignores the case of names, as many databases do by default.</summary>
internal sealed class CaselessLog(MemoryEventLog log) : WrongLog(log)
{
    public override ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) => base.AppendAsync(
        new()
        {
            Log = append.Log.ToLowerInvariant(),
            Producer = append.Producer,
            Number = append.Number,
            Count = append.Count,
            Events = append.Events,
            NewEpoch = append.NewEpoch,
            MinEvents = append.MinEvents,
            ProducerLifetime = append.ProducerLifetime,
        },
        cancellationToken);

    public override ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
        base.ReadAsync(At(read, read.Log.ToLowerInvariant()), cancellationToken);
}

/// <summary>Reuses the memory of its notifications, or has notifications without events.</summary>
/// <param name="log">The log.</param>
/// <param name="size">The number of bytes that a notification can hold.</param>
internal sealed class ReusingLog(MemoryEventLog log, int size) : WrongLog(log)
{
    public override ValueTask<IAsyncDisposable> SubscribeAsync(
        string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        base.SubscribeAsync(name, new Reusing(subscriber, new byte[size]), cancellationToken);

    private sealed class Reusing(IEventLogSubscriber subscriber, byte[] buffer) : IEventLogSubscriber
    {
        public bool IsFull => subscriber.IsFull;

        public void OnAppended(EventLogNotification notification)
        {
            var length = notification.Events.Length <= buffer.Length ? notification.Events.Length : 0;
            notification.Events[..length].CopyTo(buffer);
            subscriber.OnAppended(notification with { Events = buffer.AsMemory(0, length) });
        }

        public void OnMissed() => subscriber.OnMissed();
    }
}

/// <summary>Tells of a batch before it commits it. It waits until a server that was told has read.</summary>
/// <param name="log">The log.</param>
/// <param name="subscribers">The subscribers of all servers.</param>
/// <param name="reads">Is released by each read.</param>
internal sealed class HastyLog(MemoryEventLog log, List<IEventLogSubscriber> subscribers, SemaphoreSlim reads) : WrongLog(log)
{
    public override async ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken)
    {
        var request =
            new EventLogRead { Log = append.Log, After = long.MaxValue, MaxEntries = 1, MaxBytes = 1, NewEpoch = append.NewEpoch };
        var page = await Inner.ReadAsync(request, cancellationToken);
        var epoch = page.Epochs[0].Epoch;
        subscribers.ForEach(subscriber =>
            subscriber.OnAppended(new EventLogNotification(epoch, epoch, page.Sequence + 1, append.Count, append.Events)));
        await reads.WaitAsync(cancellationToken);
        return await Inner.AppendAsync(append, cancellationToken);
    }

    public override async ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken)
    {
        var page = await Inner.ReadAsync(read, cancellationToken);
        reads.Release();
        return page;
    }

    public override ValueTask<IAsyncDisposable> SubscribeAsync(
        string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken)
    {
        subscribers.Add(subscriber);
        return base.SubscribeAsync("another log", subscriber, cancellationToken);
    }
}
