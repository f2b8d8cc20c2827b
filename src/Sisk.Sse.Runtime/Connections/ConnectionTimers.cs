using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <summary>
/// The timed actions of a connection: pings, and the timeout of a pending write. It is its own lock, since only the connection and the
/// clock refer to it, and a separate lock would be one more object for each connection.
/// </summary>
internal sealed class ConnectionTimers(Connection connection, TimeSpan writeTimeout, TimeSpan pingInterval) : IClocked
{
    /// <summary>The divisor of the ping interval for the time by which a ping may be early, so that many are sent together.</summary>
    private const int SlackDivisor = 16;

    /// <summary>The number of progress checks of a pending write within its timeout.</summary>
    private const int ChecksPerTimeout = 4;

    /// <summary>The value of the acknowledged bytes before the first check of a write.</summary>
    private const long NotMeasured = -2;

    private ClockEntry? _entry;
    private TimeSpan _pingInterval = pingInterval;
    private Frame _ping = FrameEncoder.Ping;
    private bool _onlyWhenIdle = true;
    private long _lastWriteAt;
    private long _lastPingAt;
    private long _writingSince;
    private long _acknowledged;
    private long _progressAt;
    private bool _ended;

    internal TimeSpan PingInterval => _pingInterval;

    private DeliveryClock Clock => connection.Clock;

    /// <summary>Gets a value indicating whether a write is pending.</summary>
    internal bool HasPendingWrite => Volatile.Read(ref _writingSince) is not 0;

    internal void Begin()
    {
        _lastWriteAt = Clock.Now;
        _lastPingAt = _lastWriteAt;
        Schedule(GetDelay());
    }

    /// <summary>Replaces the idle pings by a ping that is sent at each interval, even if the connection is not idle.</summary>
    internal void UsePing(Frame ping, TimeSpan interval)
    {
        lock (this)
        {
            (_ping, _pingInterval, _onlyWhenIdle) = (ping, interval, false);
            _lastPingAt = Clock.Now;
        }

        Schedule(GetDelay());
    }

    internal void BeginWrite()
    {
        // Zero means that no write is pending, and a fake clock may start at zero.
        var now = Math.Max(1, Clock.Now);
        Volatile.Write(ref _acknowledged, NotMeasured);
        Volatile.Write(ref _progressAt, now);
        Volatile.Write(ref _writingSince, now);
        if (_entry is null)
        {
            Schedule(writeTimeout / ChecksPerTimeout);
        }
    }

    internal void EndWrite()
    {
        Volatile.Write(ref _writingSince, 0);
        Volatile.Write(ref _lastWriteAt, Clock.Now);
    }

    /// <summary>Gets the time since the pending write began; zero if no write is pending.</summary>
    internal TimeSpan GetWriteDuration(long now) =>
        Volatile.Read(ref _writingSince) is not 0 and var since ? Clock.Time.GetElapsedTime(since, now) : TimeSpan.Zero;

    /// <summary>Ends the pings. The write timeout still applies to the remaining frames.</summary>
    internal void EndPings()
    {
        lock (this)
        {
            _pingInterval = Timeout.InfiniteTimeSpan;
        }
    }

    internal void End()
    {
        lock (this)
        {
            _ended = true;
            if (_entry is not null)
            {
                Clock.Cancel(_entry);
                _entry = null;
            }
        }
    }

    /// <inheritdoc/>
    public TimeSpan OnDue(SendBatch batch)
    {
        if (HasPendingWrite)
        {
            return CheckWrite();
        }

        var wait = GetTimeUntilPing();
        if (wait <= Slack)
        {
            _lastPingAt = Clock.Now;
            connection.Ping(_ping, batch);
        }

        return GetDelay();
    }

    /// <summary>
    /// Aborts the connection if its client has read nothing for the timeout. A steady but slow client may need long to drain a large send
    /// buffer, and the system completes the write only when a third of it is free. So the bytes that the client acknowledges count as
    /// progress.
    /// </summary>
    /// <returns>The time until the next check.</returns>
    private TimeSpan CheckWrite()
    {
        var acknowledged = connection.AcknowledgedBytes;
        var before = Volatile.Read(ref _acknowledged);
        if (acknowledged != before)
        {
            Volatile.Write(ref _acknowledged, acknowledged);
            if (before != NotMeasured)
            {
                Volatile.Write(ref _progressAt, Clock.Now);
            }
        }

        var remaining = writeTimeout - Clock.Since(Volatile.Read(ref _progressAt));
        if (remaining <= TimeSpan.Zero && (before != NotMeasured || acknowledged < 0))
        {
            connection.AbortInBackground(CloseReason.WriteTimeout);
            return Timeout.InfiniteTimeSpan;
        }

        // A write that ends soon leaves a ping that is late already.
        var check = writeTimeout / ChecksPerTimeout;
        var next = _pingInterval > TimeSpan.Zero && _pingInterval < check ? _pingInterval : check;
        return remaining > TimeSpan.Zero && remaining < next ? remaining : next;
    }

    private TimeSpan Slack => _pingInterval == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : _pingInterval / SlackDivisor;

    private TimeSpan GetTimeUntilPing() =>
        _pingInterval == Timeout.InfiniteTimeSpan
            ? TimeSpan.MaxValue
            : _pingInterval - Clock.Since(_onlyWhenIdle ? Math.Max(LastWriteAt, _lastPingAt) : _lastPingAt);

    /// <summary>
    /// Gets the time of the last write. An accepted event is written at once, or after the pending write, whose end is recorded.
    /// </summary>
    private long LastWriteAt => Math.Max(Volatile.Read(ref _lastWriteAt), connection.LastEventAt);

    private TimeSpan GetDelay()
    {
        var wait = GetTimeUntilPing();
        if (wait < TimeSpan.Zero)
        {
            wait = TimeSpan.Zero;
        }

        return wait < writeTimeout ? wait : writeTimeout;
    }

    private void Schedule(TimeSpan delay)
    {
        lock (this)
        {
            if (_ended)
            {
                return;
            }

            if (_entry is not null)
            {
                Clock.Cancel(_entry);
            }

            _entry = Clock.Schedule(this, delay, Slack);
        }
    }
}
