using Sisk.Sse.Configuration;

namespace Sisk.Sse;

/// <summary>The limits of publishing over HTTP. They are checked when the endpoints are mapped.</summary>
public sealed class EventStreamPublisherOptions
{
    /// <summary>
    /// Gets or sets the largest number of events in one request. At least 1; the default is 1,000. A larger request is answered with 413.
    /// </summary>
    public int MaxEvents { get; set; } = 1000;

    /// <summary>
    /// Gets or sets the largest size of a request's body in bytes. At least 1; the default is 1 MiB. A larger request is answered with 413.
    /// The limit of the server, 30 MB by default, also applies.
    /// </summary>
    public int MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// Gets or sets the time for which this server remembers an <c>Idempotency-Key</c> and its response. Greater than zero and at most one
    /// day; the default is 10 minutes.
    /// </summary>
    public TimeSpan IdempotencyWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Gets or sets the largest number of keys that this server remembers, at about 300 bytes each. At least 1; the default is 10,000. The
    /// oldest is forgotten when there are more.
    /// </summary>
    public int MaxIdempotencyKeys { get; set; } = 10_000;

    /// <summary>Checks the limits.</summary>
    /// <exception cref="InvalidOperationException">A limit is out of its range.</exception>
    internal void Check()
    {
        Check(nameof(MaxEvents), MaxEvents);
        Check(nameof(MaxRequestBytes), MaxRequestBytes);
        Check(nameof(MaxIdempotencyKeys), MaxIdempotencyKeys);
        if (!DelayRange.Contains(IdempotencyWindow))
        {
            throw new InvalidOperationException(
                $"EventStreamPublisherOptions.IdempotencyWindow is {IdempotencyWindow}. "
                + $"Use a value {DelayRange.Text}.");
        }
    }

    private static void Check(string name, int value)
    {
        if (value < 1)
        {
            throw new InvalidOperationException($"EventStreamPublisherOptions.{name} is {value}. Use at least 1.");
        }
    }
}
