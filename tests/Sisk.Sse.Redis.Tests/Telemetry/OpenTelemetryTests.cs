using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Telemetry;

/// <summary>Traces and metrics of two servers, as OpenTelemetry exports them.</summary>
public sealed class OpenTelemetryTests(RedisServer redis) : IAsyncDisposable
{
    private static readonly string _document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "telemetry.md"));

    private readonly Nodes _nodes = new(redis);

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task One_trace_holds_a_broadcast_and_each_server_that_receives_it()
    {
        var exported = new ExportedActivities();
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("Sisk.Sse").AddInMemoryExporter(exported).Build();
        var (here, there) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        await using var near = await here.JoinAsync("a");
        await using var far = await there.JoinAsync("a");
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        request.ActivityTraceFlags = ActivityTraceFlags.Recorded;

        await Nodes.SendAsync(here, "a", "traced");

        Assert.Equal(["traced", "traced"], [.. await near.TakeAsync(1), .. await far.TakeAsync(1)]);
        var trace = await Eventually.BecomesAsync(
            "one producer and two consumers", () => Task.FromResult(exported.Of(request)), static trace => trace.Length == 3);
        var broadcast = Assert.Single(trace, static activity => activity.Kind is ActivityKind.Producer);
        Assert.Equal((request.SpanId, "broadcast board/{room}"), (broadcast.ParentSpanId, broadcast.DisplayName));
        Assert.All(trace.Where(activity => activity != broadcast), activity => Assert.Equal(
            (ActivityKind.Consumer, broadcast.SpanId, "receive board/{room}", "board/{room}"),
            (activity.Kind, activity.ParentSpanId, activity.DisplayName, activity.GetTagItem("sisk.sse.stream"))));
    }

    [Fact]
    public async Task Broadcast_of_an_unsampled_trace_is_not_traced_on_any_server()
    {
        var exported = new ExportedActivities();
        using var tracing = Sdk.CreateTracerProviderBuilder()
            .AddSource("Sisk.Sse").SetSampler(new ParentBasedSampler(new AlwaysOffSampler())).AddInMemoryExporter(exported).Build();
        var app = await _nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        await Nodes.SendAsync(app, "a", "one");

        Assert.Equal(["one"], await reading.TakeAsync(1));
        Assert.Empty(exported.Of(request));
    }

    [Fact]
    public async Task Instruments_of_streams_and_of_the_log_are_exported_and_documented()
    {
        var exported = new List<MetricSnapshot>();
        using var metering = Sdk.CreateMeterProviderBuilder().AddMeter("Sisk.Sse").AddInMemoryExporter(exported).Build();
        var app = await _nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "counted");
        Assert.Equal(["counted"], await reading.TakeAsync(1));

        Assert.True(metering.ForceFlush());

        Assert.All(
            (string[])["server.active_connections", "server.broadcasts", "server.io", "log.appended", "log.append.duration", "log.received", "log.reads", "log.waiting"],
            name => Assert.Contains(exported, metric => metric.Name == "sisk.sse." + name));
        Assert.All(exported, static metric => Assert.Contains($"| `{metric.Name}` |", _document, StringComparison.Ordinal));

        // The tests beside this one have the same meter, and logs without a stream.
        var logs = exported.Where(static metric => metric.Name == "sisk.sse.log.appended").SelectMany(static metric => metric.MetricPoints);
        Assert.Contains(logs, static log => TagsOf(log) is ["sisk.sse.log.system: redis", "sisk.sse.stream: board/{room}"]);
    }

    private static List<string> TagsOf(MetricPoint point)
    {
        var tags = new List<string>();
        foreach (var (name, value) in point.Tags)
        {
            tags.Add($"{name}: {value}");
        }

        tags.Sort(StringComparer.Ordinal);
        return tags;
    }
}
