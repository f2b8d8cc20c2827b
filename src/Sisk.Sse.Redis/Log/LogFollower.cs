using System.Threading.Channels;
using Sisk.Sse.Redis.Client;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>
/// Reads one log for this server, in its order. A notification that continues what was read last is taken as it is; after any
/// other, after a reconnect, at a client's wish and now and then, a range is read. Notifications are taken while a read is on its way.
/// </summary>
internal sealed class LogFollower(string name, ILogSink sink, LogServices services) : IAsyncDisposable
{
    private const int MaxWaitingMessages = 256;

    /// <summary>Long enough for a reconnect to go unnoticed.</summary>
    private static readonly TimeSpan _catchUpPatience = TimeSpan.FromSeconds(5);

    /// <summary>While Redis is known to be away: clients had better be sent away soon than held.</summary>
    private static readonly TimeSpan _catchUpPatienceWhenCutOff = TimeSpan.FromSeconds(1);

    private readonly LogReader _reader = new(name, sink, services);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();

    /// <summary>
    /// Notifications, and empty ones that only wake. What finds no room is read as a range. A notification is taken on the thread that
    /// brings it: each thread that is woken instead costs an event as much as Redis does.
    /// </summary>
    private readonly Channel<ReadOnlyMemory<byte>> _inbox = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(MaxWaitingMessages) { SingleReader = true, AllowSynchronousContinuations = true });

    /// <summary>Those whom the next read that succeeds is for: who asks while one goes on waits for another.</summary>
    private readonly List<TaskCompletionSource<bool>> _asking = [];
    private TaskCompletionSource<bool>? _nextToAsk;
    private ChannelMessageQueue? _subscription;
    private IConnectionMultiplexer? _connection;
    private ITimer? _poll;
    private Task _run = Task.CompletedTask;
    private Task<LogPage>? _page;
    private bool _readWanted = true;
    private bool _hasFailed;

    /// <summary>Whether the last read failed, or the connection is known to be down.</summary>
    internal bool IsCutOff { get; private set => Volatile.Write(ref field, value); }

    /// <summary>Why Redis does not let this server read, where that is what cuts it off.</summary>
    internal string? Refusal { get; private set => Volatile.Write(ref field, value); }

    /// <summary>The latest place that this server has seen.</summary>
    internal (string Epoch, long Position) Seen => _reader.Seen;

    /// <inheritdoc cref="LogReader.Clock"/>
    internal RedisClock Clock => _reader.Clock;

    internal void Start() => _run = Task.Run(RunAsync);

    /// <summary>Completes when all that the log held at the time of the call has been taken; false when it cannot be reached.</summary>
    internal async ValueTask<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        Task<bool> caughtUp;
        lock (_gate)
        {
            _nextToAsk ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            caughtUp = _nextToAsk.Task;
        }

        WantRead();
        try
        {
            var patience = IsCutOff ? _catchUpPatienceWhenCutOff : _catchUpPatience;
            return await caughtUp.WaitAsync(patience, services.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);

        // Who waits for the inbox waits without a token, which would have to be registered for each event.
        _inbox.Writer.TryComplete();
        await _run.ConfigureAwait(false);
        if (_poll is not null)
        {
            await _poll.DisposeAsync().ConfigureAwait(false);
        }

        _ = _subscription?.UnsubscribeAsync(CommandFlags.FireAndForget);
        if (_connection is not null)
        {
            _connection.ConnectionFailed -= OnConnectionChanged;
            _connection.ConnectionRestored -= OnConnectionChanged;
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var backoff = new Backoff(services.Time);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await SubscribeAsync().ConfigureAwait(false);
                do
                {
                    await TakeAsync(backoff).ConfigureAwait(false);
                }
                while (await _inbox.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                NoteFailure(exception);
                await backoff.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Takes what waits in the inbox and what was read, and has more read where that is wanted.</summary>
    private async Task TakeAsync(Backoff backoff)
    {
        while (true)
        {
            if (_page is null && Volatile.Read(ref _readWanted))
            {
                Volatile.Write(ref _readWanted, false);
                NoteWhoAsks();
                Fetch(backoff);
            }

            if (_page is { IsCompleted: true })
            {
                await TakePageAsync(backoff).ConfigureAwait(false);
                continue;
            }

            if (!_inbox.Reader.TryRead(out var message))
            {
                return;
            }

            if (message.Length > 0 && !await _reader.TakeAsync(message, _stop.Token).ConfigureAwait(false))
            {
                Volatile.Write(ref _readWanted, true);
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
        _inbox.Writer.TryWrite(default);
    }

    private async Task TakePageAsync(Backoff backoff)
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
            NoteFailure(exception);
            return;
        }

        sink.OnCaughtUp();
        _asking.ForEach(static caughtUp => caughtUp.TrySetResult(true));
        _asking.Clear();
        _hasFailed = false;
        backoff.Reset();
        if (IsCutOff)
        {
            (IsCutOff, Refusal) = (false, null);
            services.Log.Reached(name);
        }
    }

    /// <summary>Logs it once, and once more where it turns out that waiting does not help.</summary>
    private void NoteFailure(Exception exception)
    {
        services.Metrics.ReadFailures.Add(1);
        var refusal = RedisRefusal.Explain(exception) ?? services.Connection.Refusal;
        if (refusal is not null && refusal != Refusal)
        {
            services.Log.Refused(exception, name, refusal);
        }
        else if (!IsCutOff)
        {
            services.Log.CutOff(exception, name);
        }

        (Refusal, IsCutOff, _hasFailed) = (refusal, true, true);
        Volatile.Write(ref _readWanted, true);
    }

    private async ValueTask SubscribeAsync()
    {
        if (_subscription is not null)
        {
            return;
        }

        var connection = await services.Connection.GetAsync().AsTask().WaitAsync(_stop.Token).ConfigureAwait(false);
        var subscription = await connection.GetSubscriber().SubscribeAsync(services.Names.Channel(name)).WaitAsync(_stop.Token).ConfigureAwait(false);
        subscription.OnMessage(message =>
        {
            // While this thread takes one, the others wait in the connection's own queue, which has no bound.
            var isFull = subscription.TryGetCount(out var waiting) && waiting > MaxWaitingMessages;
            if (isFull || !_inbox.Writer.TryWrite((ReadOnlyMemory<byte>)message.Message))
            {
                Volatile.Write(ref _readWanted, true);
            }
        });
        (_connection, _subscription) = (connection, subscription);
        connection.ConnectionFailed += OnConnectionChanged;
        connection.ConnectionRestored += OnConnectionChanged;
        _poll = services.Time.CreateTimer(
            static follower => ((LogFollower)follower!).WantRead(), this, services.Options.PollInterval, services.Options.PollInterval);
    }

    private void OnConnectionChanged(object? sender, ConnectionFailedEventArgs change) => WantRead();

    private void WantRead()
    {
        Volatile.Write(ref _readWanted, true);
        ThreadPool.UnsafeQueueUserWorkItem(static inbox => inbox.TryWrite(default), _inbox.Writer, preferLocal: false);
    }

    private void NoteWhoAsks()
    {
        lock (_gate)
        {
            if (_nextToAsk is not null)
            {
                _asking.Add(_nextToAsk);
                _nextToAsk = null;
            }
        }
    }
}
