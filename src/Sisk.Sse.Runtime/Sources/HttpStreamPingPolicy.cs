using Sisk.Sse.Wire;

namespace Sisk.Sse;

/// <summary>
/// The periodic pings of one event source. They keep proxies from closing an idle connection, and let the server detect that a client is
/// gone. A ping is a comment, which clients ignore (HTML standard, section 9.2.7).
/// </summary>
public sealed class HttpStreamPingPolicy
{
    private static readonly TimeSpan _maxInterval = TimeSpan.FromHours(1);
    private readonly HttpRequestEventSource _source;

    internal HttpStreamPingPolicy(HttpRequestEventSource source) => _source = source;

    /// <summary>Gets or sets the text of the comment. The default is <c>%ping%</c>.</summary>
    public string DataMessage { get; set; } = "%ping%";

    /// <summary>Gets or sets the time between pings, greater than zero and at most one hour. The default is 5 seconds.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Starts the pings with the current message and interval. Running pings are replaced.</summary>
    /// <exception cref="ArgumentException"><see cref="DataMessage"/> contains a line break.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Interval"/> is not greater than zero and at most one hour.</exception>
    public void Start()
    {
        if (Interval <= TimeSpan.Zero || Interval > _maxInterval)
        {
            throw new ArgumentOutOfRangeException(nameof(Interval), Interval,
                "The ping interval must be greater than zero and at most one hour. "
                + "Use 5 to 30 seconds, since many proxies close connections after a minute without data.");
        }

        _source.StartPings(FrameEncoder.Comment(DataMessage), Interval);
    }

    /// <summary>Sets the message and the interval, and starts the pings.</summary>
    /// <param name="message">The text of the comment.</param>
    /// <param name="interval">The time between pings, greater than zero and at most one hour.</param>
    /// <exception cref="ArgumentNullException">The message is null.</exception>
    /// <inheritdoc cref="Start()" path="/exception"/>
    public void Start(string message, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(message);
        (DataMessage, Interval) = (message, interval);
        Start();
    }
}
