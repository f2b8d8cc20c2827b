using System.Threading.Channels;

namespace Sisk.Sse.Testing.Logs;

/// <summary>Records the notifications of a log to a server.</summary>
internal sealed class SuiteSubscriber : IEventLogSubscriber, IAsyncDisposable
{
    private readonly Channel<EventLogNotification> _appended = Channel.CreateUnbounded<EventLogNotification>();
    private readonly Channel<bool> _missed = Channel.CreateUnbounded<bool>();

    public bool IsFull { get; set; }

    internal IAsyncDisposable? Subscription { get; set; }

    public void OnAppended(EventLogNotification notification)
    {
        // The memory may be reused after this call.
        byte[] events = [.. notification.Events.Span];
        _appended.Writer.TryWrite(notification with { Events = events });
    }

    public void OnMissed() => _missed.Writer.TryWrite(true);

    internal Task<EventLogNotification> NextAsync(CancellationToken cancellationToken) =>
        _appended.Reader.ReadAsync(cancellationToken).AsTask();

    internal Task<bool> MissedAsync(CancellationToken cancellationToken) => _missed.Reader.ReadAsync(cancellationToken).AsTask();

    internal bool HasMore => _appended.Reader.TryPeek(out _);

    public ValueTask DisposeAsync() => Subscription?.DisposeAsync() ?? ValueTask.CompletedTask;
}
