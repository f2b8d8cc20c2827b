using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <summary>
/// What a connection does by the clock: idle pings, and the deadline of a write that does not get through. It locks itself: nothing
/// else has a reference to it but its connection and the clock, and a lock of its own would be one more object for each connection.
/// </summary>
internal sealed class ConnectionTimers(Connection connection, DeliveryClock clock, TimeSpan writeTimeout, TimeSpan pingInterval) : IClocked
{
    /// <summary>The part of its interval by which a ping may come early, so that many go out together.</summary>
    private const int SlackPart = 16;

    /// <summary>How often a write that waits is looked at within its deadline.</summary>
    private const int LooksPerDeadline = 4;

    /// <summary>How much the client had read has not been asked yet.</summary>
    private const long NotAsked = -2;

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

    internal void Begin()
    {
        _lastWriteAt = clock.Now;
        _lastPingAt = _lastWriteAt;
        Schedule(Delay());
    }

    /// <summary>Replaces the idle pings by the given one, sent at each interval.</summary>
    internal void UsePing(Frame ping, TimeSpan interval)
    {
        lock (this)
        {
            (_ping, _pingInterval, _onlyWhenIdle) = (ping, interval, false);
            _lastPingAt = clock.Now;
        }

        Schedule(Delay());
    }

    internal void BeginWrite()
    {
        // Zero means that no write waits, and a fake clock may start there.
        var now = Math.Max(1, clock.Now);
        Volatile.Write(ref _acknowledged, NotAsked);
        Volatile.Write(ref _progressAt, now);
        Volatile.Write(ref _writingSince, now);
        if (_entry is null)
        {
            Schedule(writeTimeout / LooksPerDeadline);
        }
    }

    internal void EndWrite()
    {
        Volatile.Write(ref _writingSince, 0);
        Volatile.Write(ref _lastWriteAt, clock.Now);
    }

    /// <summary>For how long the write that waits has been under way; zero where none waits.</summary>
    internal TimeSpan WriteAge(long now) =>
        Volatile.Read(ref _writingSince) is not 0 and var since ? clock.Time.GetElapsedTime(since, now) : TimeSpan.Zero;

    /// <summary>No further pings; the deadline holds for what is still on its way out.</summary>
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
                clock.Cancel(_entry);
                _entry = null;
            }
        }
    }

    public TimeSpan OnDue(SendBatch batch)
    {
        if (Volatile.Read(ref _writingSince) is not 0)
        {
            return LookAtWrite();
        }

        var wait = UntilPing();
        if (wait <= Slack)
        {
            _lastPingAt = clock.Now;
            connection.Ping(_ping, batch);
        }

        return Delay();
    }

    /// <summary>
    /// Cuts a connection whose client has read nothing for the deadline. A large send buffer takes its time to drain at a steady, slow
    /// pace, and the system wakes the write only when a third of it is free: what the client acknowledges meanwhile counts.
    /// </summary>
    private TimeSpan LookAtWrite()
    {
        var acknowledged = connection.AcknowledgedBytes;
        var before = Volatile.Read(ref _acknowledged);
        if (acknowledged != before)
        {
            Volatile.Write(ref _acknowledged, acknowledged);
            if (before != NotAsked)
            {
                Volatile.Write(ref _progressAt, clock.Now);
            }
        }

        var left = writeTimeout - clock.Since(Volatile.Read(ref _progressAt));
        if (left <= TimeSpan.Zero && (before != NotAsked || acknowledged < 0))
        {
            connection.AbortInBackground(CloseReason.WriteTimeout);
            return Timeout.InfiniteTimeSpan;
        }

        var next = writeTimeout / LooksPerDeadline;
        return left > TimeSpan.Zero && left < next ? left : next;
    }

    private TimeSpan Slack => _pingInterval == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : _pingInterval / SlackPart;

    private TimeSpan UntilPing() =>
        _pingInterval == Timeout.InfiniteTimeSpan
            ? TimeSpan.MaxValue
            : _pingInterval - clock.Since(_onlyWhenIdle ? Math.Max(LastWriteAt, _lastPingAt) : _lastPingAt);

    /// <summary>An event that is accepted is written at once, unless a write waits: its end is noted.</summary>
    private long LastWriteAt => Math.Max(Volatile.Read(ref _lastWriteAt), connection.LastEventAt);

    private TimeSpan Delay()
    {
        var wait = UntilPing();
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
                clock.Cancel(_entry);
            }

            _entry = clock.Schedule(this, delay, Slack);
        }
    }
}
