namespace Sisk.Sse.Tests.Push;

/// <summary>Values of a stream that are known only at run time are refused where they are set.</summary>
public sealed class StreamValueTests
{
    public static TheoryData<TimeSpan> BadIntervals =>
        [TimeSpan.Zero, TimeSpan.FromSeconds(-1), TimeSpan.FromTicks(-1), TimeSpan.MinValue, TimeSpan.FromDays(1) + TimeSpan.FromTicks(1), TimeSpan.MaxValue];

    public static TheoryData<TimeSpan> GoodIntervals =>
        [Timeout.InfiniteTimeSpan, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(15), TimeSpan.FromDays(1)];

    [Theory]
    [MemberData(nameof(BadIntervals))]
    public void Ping_interval_is_refused_when_it_would_flood_or_never_end(TimeSpan interval)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new EventStream<string> { PingInterval = interval });
        Assert.Equal("PingInterval", exception.ParamName);
    }

    [Theory]
    [MemberData(nameof(GoodIntervals))]
    public void Ping_interval_is_taken_when_it_is_in_range(TimeSpan interval) =>
        Assert.Equal(interval, new EventStream<string> { PingInterval = interval }.PingInterval);

    [Theory]
    [InlineData(77)]
    [InlineData(-1)]
    public void Overflow_is_refused_when_it_is_not_defined(int overflow)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new EventStream<string> { Overflow = (Overflow)overflow });
        Assert.Equal("Overflow", exception.ParamName);
    }

    [Fact]
    public void First_is_refused_when_it_or_one_of_its_events_is_null()
    {
        Assert.Equal("First", Assert.Throws<ArgumentNullException>(static () => new EventStream<string> { First = null! }).ParamName);
        var exception = Assert.Throws<ArgumentNullException>(static () => new EventStream<string> { First = ["a", null!] });
        Assert.Equal("First", exception.ParamName);
        Assert.Contains("Event 1 ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_taken_when_they_are_left_to_the_application()
    {
        var stream = new EventStream<int> { Overflow = null, PingInterval = null, First = [0] };
        Assert.Equal((null, null, 0), (stream.Overflow, stream.PingInterval, Assert.Single(stream.First)));
    }
}
