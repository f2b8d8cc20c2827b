namespace Sisk.Sse.Tests.Sessions;

/// <summary>Invalid settings of a stream throw where they are set.</summary>
public sealed class EventStreamTests
{
    public static TheoryData<TimeSpan> BadIntervals =>
        [TimeSpan.Zero, TimeSpan.FromSeconds(-1), TimeSpan.FromTicks(-1), TimeSpan.MinValue, TimeSpan.FromDays(1) + TimeSpan.FromTicks(1), TimeSpan.MaxValue];

    public static TheoryData<TimeSpan> GoodIntervals =>
        [Timeout.InfiniteTimeSpan, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(15), TimeSpan.FromDays(1)];

    [Theory]
    [MemberData(nameof(BadIntervals))]
    public void Ping_interval_out_of_range_throws(TimeSpan interval)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new EventStream<string> { PingInterval = interval });
        Assert.Equal("PingInterval", exception.ParamName);
    }

    [Theory]
    [MemberData(nameof(GoodIntervals))]
    public void Ping_interval_in_range_is_accepted(TimeSpan interval) =>
        Assert.Equal(interval, new EventStream<string> { PingInterval = interval }.PingInterval);

    [Theory]
    [InlineData(77)]
    [InlineData(-1)]
    public void Undefined_overflow_policy_throws(int overflow)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new EventStream<string> { Overflow = (Overflow)overflow });
        Assert.Equal("Overflow", exception.ParamName);
    }

    [Fact]
    public void Null_first_events_throw()
    {
        Assert.Equal("First", Assert.Throws<ArgumentNullException>(static () => new EventStream<string> { First = null! }).ParamName);
        var exception = Assert.Throws<ArgumentNullException>(static () => new EventStream<string> { First = ["a", null!] });
        Assert.Equal("First", exception.ParamName);
        Assert.Contains("Event 1 ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_settings_are_accepted()
    {
        var stream = new EventStream<int> { Overflow = null, PingInterval = null, First = [0] };
        Assert.Equal((null, null, 0), (stream.Overflow, stream.PingInterval, Assert.Single(stream.First)));
    }
}
