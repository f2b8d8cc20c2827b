using Sisk.Sse.Wire;

namespace Sisk.Sse;

/// <summary>
/// Periodic pings of one event source: they keep proxies from closing a quiet connection, and show the server that a
/// client is gone. A ping is a comment line, which no <c>onmessage</c> sees (HTML standard, section 9.2.7).
/// </summary>
public sealed class HttpStreamPingPolicy
{
    private static readonly TimeSpan _longest = TimeSpan.FromHours(1);
    private readonly HttpRequestEventSource _source;

    internal HttpStreamPingPolicy(HttpRequestEventSource source) => _source = source;

    /// <summary>The text of the comment. Default: <c>%ping%</c>.</summary>
    public string DataMessage { get; set; } = "%ping%";

    /// <summary>The time from one ping to the next, over zero and at most an hour. Default: 5 seconds.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Starts the pings, with the message and interval set now; called again, it replaces those that run.</summary>
    /// <exception cref="ArgumentException"><see cref="DataMessage"/> holds a line break.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Interval"/> is not over zero and at most an hour.</exception>
    public void Start()
    {
        if (Interval <= TimeSpan.Zero || Interval > _longest)
        {
            throw new ArgumentOutOfRangeException(nameof(Interval), Interval,
                "The ping interval must be over zero and at most an hour. Proxies close quiet connections after a minute or so: 5 to 30 seconds is usual.");
        }

        _source.StartPings(FrameEncoder.Comment(DataMessage), Interval);
    }

    /// <summary>Sets the message and the interval, and starts the pings.</summary>
    /// <inheritdoc cref="Start()" path="/exception"/>
    public void Start(string message, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(message);
        (DataMessage, Interval) = (message, interval);
        Start();
    }
}
