using System.Threading.Channels;

namespace Sisk.Sse.Backplane;

/// <summary>
/// The notifications of one log that wait to be processed, and the requests to read a range: after an interruption, at each poll, and when
/// a notification found no room.
/// </summary>
internal sealed class LogInbox(string name, LogServices services) : IEventLogSubscriber, IAsyncDisposable
{
    private const int Capacity = 256;

    /// <summary>
    /// The notifications, and empty ones that only wake the reader. A notification is processed on the thread that delivers it.
    /// Waking another thread would cost as much as the rest of an event.
    /// </summary>
    private readonly Channel<EventLogNotification> _messages = Channel.CreateBounded<EventLogNotification>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, AllowSynchronousContinuations = true });

    private IAsyncDisposable? _subscription;
    private ITimer? _poll;
    private bool _isReadRequested = true;

    public bool IsFull => _messages.Reader.Count >= Capacity;

    public void OnAppended(EventLogNotification notification)
    {
        if (!_messages.Writer.TryWrite(notification))
        {
            MarkUnread();
        }
    }

    public void OnMissed() => RequestRead();

    /// <summary>Subscribes to the log, once.</summary>
    internal async ValueTask SubscribeAsync(CancellationToken cancellationToken)
    {
        if (_subscription is not null)
        {
            return;
        }

        _subscription = await services.Database.SubscribeAsync(name, this, cancellationToken).ConfigureAwait(false);
        _poll = services.Time.CreateTimer(
            static inbox => ((LogInbox)inbox!).RequestRead(), this, services.Options.PollInterval, services.Options.PollInterval);
    }

    /// <summary>Returns true if a range has to be read, and clears the request.</summary>
    internal bool TakeReadRequest()
    {
        if (!Volatile.Read(ref _isReadRequested))
        {
            return false;
        }

        Volatile.Write(ref _isReadRequested, false);
        return true;
    }

    /// <summary>Requests a read without waking the reader.</summary>
    internal void MarkUnread() => Volatile.Write(ref _isReadRequested, true);

    /// <summary>Requests a read, and wakes the reader on a thread of the pool.</summary>
    internal void RequestRead()
    {
        MarkUnread();
        ThreadPool.UnsafeQueueUserWorkItem(static inbox => inbox.Wake(), this, preferLocal: false);
    }

    internal void Wake() => _messages.Writer.TryWrite(default);

    internal bool TryRead(out EventLogNotification message) => _messages.Reader.TryRead(out message);

    /// <summary>Waits for a message. Returns false when the inbox is closed.</summary>
    internal ValueTask<bool> WaitAsync() => _messages.Reader.WaitToReadAsync(CancellationToken.None);

    /// <summary>Ends <see cref="WaitAsync"/>, which takes no token: registering one would cost each event.</summary>
    internal void Close() => _messages.Writer.TryComplete();

    public async ValueTask DisposeAsync()
    {
        Close();
        if (_poll is not null)
        {
            await _poll.DisposeAsync().ConfigureAwait(false);
        }

        if (_subscription is not null)
        {
            await _subscription.DisposeAsync().ConfigureAwait(false);
        }
    }
}
