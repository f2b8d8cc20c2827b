using Microsoft.AspNetCore.Routing;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Streams;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Streams;

/// <summary>The settings that a route attribute gives its stream.</summary>
public sealed class StreamSettingsTests
{
    [Fact]
    public async Task Queue_bounds_of_the_route_replace_those_of_the_application()
    {
        await using var app = await TestApp.StartAsync();
        var streams = app.Get<EndpointDataSource>().Endpoints.Select(static endpoint => endpoint.Metadata.GetMetadata<StreamDescription>());
        var stream = streams.Single(static stream => stream?.Template == "settings/{id}")!;

        var settings = stream.Settings.ToConnectionSettings(new EventStreamOptions { MaxQueuedEvents = 4096 });

        Assert.Equal((2, 100L, Overflow.DropOldest), (settings.MaxQueuedEvents, settings.MaxQueuedBytes, settings.Overflow));
    }

    [Fact]
    public async Task Ping_interval_of_the_route_replaces_that_of_the_application()
    {
        await using var app = await TestApp.StartAsync(options: static options => options.PingInterval = TimeSpan.FromHours(1));
        await using var reading = await app.OpenAsync("/settings/a");

        Assert.Equal(TimeSpan.FromSeconds(7), app.Sources.Single().Connection.Timers.PingInterval);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, -1)]
    [InlineData(0.5, 500)]
    public void Ping_interval_is_read_from_seconds(double seconds, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), new StreamSettings(null, seconds, null, null).PingInterval);

    [Theory]
    [InlineData(0, 1, 1, "PingIntervalSeconds")]
    [InlineData(-1, 1, 1, "PingIntervalSeconds")]
    [InlineData(double.NaN, 1, 1, "PingIntervalSeconds")]
    [InlineData(86_401, 1, 1, "PingIntervalSeconds")]
    [InlineData(1, 0, 1, "MaxQueuedEvents")]
    [InlineData(1, 1, 0, "MaxQueuedBytes")]
    public void Value_out_of_its_range_is_an_error_that_names_it_and_the_stream(double seconds, int events, long bytes, string named)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new StreamSettings(null, seconds, events, bytes).Check("Shop.Watch"));

        Assert.StartsWith($"{named} of Shop.Watch is ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_overflow_policy_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => new StreamSettings((Overflow)9, null, null, null).Check("Shop.Watch"));
}

public sealed class SettingsEvents
{
    [RouteGet("/settings/{id}", Overflow = Overflow.DropOldest, PingIntervalSeconds = 7, MaxQueuedEvents = 2, MaxQueuedBytes = 100)]
    public EventStream<string> Watch(string id) => new();
}
