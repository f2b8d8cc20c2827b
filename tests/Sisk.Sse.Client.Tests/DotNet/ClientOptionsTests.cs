namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>The ranges of the client's options, which are checked when they are set.</summary>
public sealed class ClientOptionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void Ping_interval_is_positive_or_infinite(int milliseconds)
    {
        var options = new EventStreamClientOptions { PingInterval = Timeout.InfiniteTimeSpan };

        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => options.PingInterval = TimeSpan.FromMilliseconds(milliseconds));

        Assert.StartsWith("The ping interval must be greater than zero. ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Timeout.InfiniteTimeSpan, options.PingInterval);
    }

    [Fact]
    public void Times_before_a_reconnect_are_not_negative()
    {
        var options = new EventStreamClientOptions { Retry = TimeSpan.Zero, MaxRetry = TimeSpan.Zero };

        Assert.Throws<ArgumentOutOfRangeException>(() => options.Retry = TimeSpan.FromTicks(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => options.MaxRetry = Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void Clock_is_not_null() => Assert.Throws<ArgumentNullException>(() => new EventStreamClientOptions { TimeProvider = null! });
}
