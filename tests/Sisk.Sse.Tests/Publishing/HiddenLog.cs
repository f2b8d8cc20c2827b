using Sisk.Sse.Testing;

namespace Sisk.Sse.Tests.Publishing;

/// <summary>A log that a server appends to and does not get to read while a test hides it.</summary>
internal sealed class HiddenLog(MemoryEventLog log) : IEventLog
{
    private readonly Lock _gate = new();
    private readonly List<EventLogPlace> _acknowledged = [];
    private volatile bool _isHidden;

    public string Name => log.Name;

    public string System => log.System;

    /// <summary>Gets the places that the log was told of while it was hidden, one for each batch.</summary>
    public IReadOnlyList<EventLogPlace> Acknowledged
    {
        get
        {
            lock (_gate)
            {
                return [.. _acknowledged];
            }
        }
    }

    public void Hide() => _isHidden = true;

    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_isHidden && append.Log.EndsWith("Everyone", StringComparison.Ordinal))
            {
                _acknowledged.Add(append.Acknowledged);
            }
        }

        return log.AppendAsync(append, cancellationToken);
    }

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) => _isHidden
        ? ValueTask.FromException<EventLogPage>(new EventLogException("The log is hidden.", mayBeDone: false))
        : log.ReadAsync(read, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        log.SubscribeAsync(name, new Subscriber(this, subscriber), cancellationToken);

    private sealed class Subscriber(HiddenLog log, IEventLogSubscriber subscriber) : IEventLogSubscriber
    {
        public bool IsFull => subscriber.IsFull;

        public void OnAppended(EventLogNotification notification)
        {
            if (!log._isHidden)
            {
                subscriber.OnAppended(notification);
            }
        }

        public void OnMissed() => subscriber.OnMissed();
    }
}
