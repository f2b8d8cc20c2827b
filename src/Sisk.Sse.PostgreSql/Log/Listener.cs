using Npgsql;
using Sisk.Sse.PostgreSql.Client;

namespace Sisk.Sse.PostgreSql.Log;

/// <summary>
/// Listens to the channels of all logs on one connection, which it opens again after an interruption. The subscribers are told of each
/// interruption, because notifications may have been lost.
/// </summary>
internal sealed class Listener(LogDatabase database, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan _checkInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _maxDelay = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The time in which the listener has to end. If the network is gone, Npgsql would wait for each timeout of the connection.
    /// </summary>
    private static readonly TimeSpan _leaveTimeout = TimeSpan.FromSeconds(1);

    private readonly Channels _channels = new();
    private readonly NotificationCheck _check = new(database, time);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource _changed = new();
    private Task? _run;
    private bool _isDisposed;

    /// <summary>True if the listener has ended and is no longer woken. Guarded by the gate.</summary>
    private bool _isClosed;

    /// <summary>Subscribes to a channel. Completes when PostgreSQL listens to it.</summary>
    internal async ValueTask<IAsyncDisposable> SubscribeAsync(
        string channel, IEventLogSubscriber subscriber, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var listening = _channels.Add(channel, subscriber);
        try
        {
            // The end fails only those that were added before it.
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
            Wake();
            await listening.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Subscription(this, channel, subscriber);
        }
        catch (Exception exception)
        {
            Remove(channel, subscriber);
            throw exception is OperationCanceledException ? exception : database.DescribeListening(exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        var ending = EndAsync();
        await ending.WaitAsync(_leaveTimeout, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _channels.Interrupt(new ObjectDisposedException(nameof(Listener)));
        lock (_gate)
        {
            _isClosed = true;
            if (ending.IsCompleted)
            {
                _stop.Dispose();
                _changed.Dispose();
            }
        }
    }

    private async Task EndAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Wake(start: false);
        if (_run is not null)
        {
            await _run.ConfigureAwait(false);
        }
    }

    private void Remove(string channel, IEventLogSubscriber subscriber)
    {
        _channels.Remove(channel, subscriber);
        Wake(start: false);
    }

    /// <summary>Wakes the connection for changed channels, and opens it for the first one.</summary>
    private void Wake(bool start = true)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            if (start)
            {
                _run ??= Task.Run(RunAsync);
            }

            _changed.Cancel();
        }
    }

    private CancellationToken NextChange()
    {
        lock (_gate)
        {
            if (_changed.IsCancellationRequested)
            {
                _changed.Dispose();
                _changed = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            }

            return _changed.Token;
        }
    }

    private async Task RunAsync()
    {
        var delay = _firstDelay;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenSessionAsync(_stop.Token).ConfigureAwait(false);
                await _check.RunAsync(connection, _stop.Token).ConfigureAwait(false);
                await ListenAsync(connection, () => delay = _firstDelay).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _channels.Interrupt(exception);
                await Task.Delay(delay * (0.5 + Random.Shared.NextDouble()), time, _stop.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                delay = delay * 2 < _maxDelay ? delay * 2 : _maxDelay;
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection, Action onListening)
    {
        connection.Notification += (_, message) => _channels.Notify(message.Channel, message.Payload);
        while (true)
        {
            var change = NextChange();
            if (_channels.TakeChanges() is { Length: > 0 } commands)
            {
                await RunAsync(connection, commands).ConfigureAwait(false);
                _channels.Confirm();
                onListening();
            }

            if (!await WaitAsync(connection, change).ConfigureAwait(false))
            {
                database.RequirePrimary(connection);

                // A connection whose network is gone reports no error by itself. This command fails on it.
                await RunAsync(connection, "SELECT 1").ConfigureAwait(false);
            }
        }
    }

    /// <summary>Processes notifications until the channels change. Returns false after a time without one.</summary>
    private async Task<bool> WaitAsync(NpgsqlConnection connection, CancellationToken change)
    {
        using var check = new CancellationTokenSource(_checkInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(change, check.Token);
        try
        {
            while (true)
            {
                await connection.WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return !check.IsCancellationRequested;
        }
    }

    private async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = database.CreateCommand(sql, connection);
        await command.ExecuteNonQueryAsync(_stop.Token).ConfigureAwait(false);
    }

    private sealed class Subscription(Listener listener, string channel, IEventLogSubscriber subscriber) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            listener.Remove(channel, subscriber);
            return ValueTask.CompletedTask;
        }
    }
}
