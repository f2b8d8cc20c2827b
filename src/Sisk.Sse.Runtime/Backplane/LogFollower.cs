using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>
/// Reads one log in order. A notification that follows the last event is processed directly. In all other cases a range is read, while
/// notifications continue to be processed.
/// </summary>
internal sealed class LogFollower(string name, ILogSink sink, AppendHealth health, LogServices services) : IAsyncDisposable
{
    /// <summary>Long enough for a reconnect.</summary>
    private static readonly TimeSpan _catchUpTimeout = TimeSpan.FromSeconds(5);

    /// <summary>While the log is known to be unavailable: clients should be sent away soon.</summary>
    private static readonly TimeSpan _catchUpTimeoutWhenUnreadable = TimeSpan.FromSeconds(1);

    private readonly LogReader _reader = new(name, sink, services);
    private readonly LogInbox _inbox = new(name, services);
    private readonly CatchUpWaiters _waiters = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;
    private Task<LogPage>? _page;
    private bool _hasFailed;
    private long _unreadableSince;

    /// <summary>The reason of the last failure; null while the log can be read.</summary>
    private string? _reason;

    /// <summary>Gets a value indicating whether the last read failed.</summary>
    internal bool IsUnreadable { get; private set => Volatile.Write(ref field, value); }

    /// <summary>
    /// Gets the state of the log, and the reason if it cannot be read. Within <see cref="EventLogOptions.MaxWait"/>, broadcasts wait for
    /// it and do not fail, unless the database refuses the application.
    /// </summary>
    internal (EventLogState State, string? Reason) GetState()
    {
        if (!IsUnreadable)
        {
            return (EventLogState.Reachable, null);
        }

        var waits = services.Options.WhenUnavailable is EventLogOutage.Wait
            && Refusal is null
            && services.Time.GetElapsedTime(Volatile.Read(ref _unreadableSince)) <= services.Options.MaxWait;
        return (waits ? EventLogState.Waiting : EventLogState.Failing, Volatile.Read(ref _reason));
    }

    /// <summary>Gets the reason why the database refuses reads, or null.</summary>
    internal string? Refusal { get; private set => Volatile.Write(ref field, value); }

    /// <summary>Gets the last place that this server has read.</summary>
    internal EventLogPlace Seen => _reader.Seen;

    /// <inheritdoc cref="LogReader.HasRead"/>
    internal bool HasRead(EventLogPlace place) => _reader.HasRead(place);

    /// <inheritdoc cref="LogReader.Clock"/>
    internal LogClock Clock => _reader.Clock;

    internal void Start() => _run = Task.Run(RunAsync);

    /// <summary>
    /// Completes when everything that the log holds at the time of the call has been processed. False if the log is unavailable.
    /// </summary>
    internal async ValueTask<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        var caughtUp = _waiters.Next();
        _inbox.RequestRead();
        try
        {
            var timeout = IsUnreadable ? _catchUpTimeoutWhenUnreadable : _catchUpTimeout;
            return await caughtUp.WaitAsync(timeout, services.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _inbox.Close();
        await _run.ConfigureAwait(false);
        await _inbox.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var backoff = new Backoff(services.Time);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _inbox.SubscribeAsync(_stop.Token).ConfigureAwait(false);
                do
                {
                    await ProcessAsync(backoff).ConfigureAwait(false);
                }
                while (await _inbox.WaitAsync().ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                OnFailed(exception);
                await backoff.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Processes all messages and pages that are available, and fetches more if requested.</summary>
    private async Task ProcessAsync(Backoff backoff)
    {
        while (true)
        {
            if (_page is null && _inbox.TakeReadRequest())
            {
                _waiters.BeginRead();
                Fetch(backoff);
            }

            if (_page is { IsCompleted: true })
            {
                await ProcessPageAsync(backoff).ConfigureAwait(false);
                continue;
            }

            if (!_inbox.TryRead(out var message))
            {
                return;
            }

            if (message.Count > 0 && !await _reader.TakeAsync(message, _stop.Token).ConfigureAwait(false))
            {
                _inbox.MarkUnread();
            }
        }
    }

    private void Fetch(Backoff backoff)
    {
        _page = FetchAsync();
        _ = WakeAfterAsync(_page);

        async Task<LogPage> FetchAsync()
        {
            if (_hasFailed)
            {
                await backoff.WaitAsync(_stop.Token).ConfigureAwait(false);
            }

            return await _reader.FetchAsync().ConfigureAwait(false);
        }
    }

    private async Task WakeAfterAsync(Task page)
    {
        await page.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _inbox.Wake();
    }

    private async Task ProcessPageAsync(Backoff backoff)
    {
        var page = _page!;
        _page = null;
        try
        {
            if (await _reader.TakeAsync(await page.ConfigureAwait(false), _stop.Token).ConfigureAwait(false))
            {
                _hasFailed = false;
                Fetch(backoff);
                return;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            OnFailed(exception);
            return;
        }

        sink.OnCaughtUp();
        _waiters.CompleteRead();
        _hasFailed = false;
        backoff.Reset();
        if (IsUnreadable)
        {
            (IsUnreadable, Refusal) = (false, null);
            Volatile.Write(ref _reason, null);
            health.Clear();
            services.Log.Readable(name);
        }
    }

    /// <summary>Logs a failure once, and once more if it turns out that the database refuses the application.</summary>
    private void OnFailed(Exception exception)
    {
        services.Metrics.ReadFailed();
        var refusal = (exception as EventLogException)?.Refusal;
        var (wasUnreadable, wasRefused) = (IsUnreadable, refusal is not null && refusal == Refusal);
        if (!wasUnreadable)
        {
            Volatile.Write(ref _unreadableSince, services.Time.GetTimestamp());
        }

        Volatile.Write(ref _reason, EventLogException.Explain(exception));
        (Refusal, IsUnreadable, _hasFailed) = (refusal, true, true);
        if (refusal is not null && !wasRefused)
        {
            services.Log.Refused(exception, name, refusal);
        }
        else if (!wasUnreadable)
        {
            services.Log.Unreadable(exception, name);
        }

        _inbox.MarkUnread();
    }
}
