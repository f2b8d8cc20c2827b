using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Contracts;
using Sisk.Sse.Inspection;
using Sisk.Sse.Sessions;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Inspection;

/// <summary>The figures of streams.</summary>
public sealed class StreamSampleTests
{
    private const string Stream = "inspected/{tenant}/{number}";

    [Fact]
    public async Task Sample_has_the_rates_of_each_stream_while_the_page_is_open()
    {
        var clock = new TestClock();
        await using var app = await InspectorApp.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        await using var first = await app.OpenAsync("/inspected/acme/1");
        await using var second = await app.OpenAsync("/inspected/acme/1");
        await using var watching = await app.OpenAsync("/_streams/events");
        await watching.ReadUntilAsync("sample");
        using var delivered = new MetricCollector<long>(app.Get<IMeterFactory>(), StreamMetrics.MeterName, StreamMetrics.DeliveredName);
        for (var i = 0; i < 3; i++)
        {
            await app.Get<InspectedEventsBroadcaster>()
                .BroadcastRemovedAsync("acme", 1, new(Guid.Empty, default), TestContext.Current.CancellationToken);
            await first.NextAsync();
            await second.NextAsync();
        }

        // The worker reports a round after it was written.
        for (var rounds = 1; delivered.GetMeasurementSnapshot().Sum(static measurement => measurement.Value) < 6; rounds++)
        {
            await Signal.WithinAsync(delivered.WaitForMeasurementsAsync(rounds, TestContext.Current.CancellationToken));
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        var sample = Find(await watching.ReadUntilAsync("sample"), Stream);

        Assert.Equal(6, sample.GetProperty("delivered").GetDouble());
        Assert.Equal(2, sample.GetProperty("clients").GetInt32());
        Assert.Equal(3, sample.GetProperty("broadcasts").GetDouble());
        Assert.Equal(3, sample.GetProperty("history").GetProperty("events").GetInt32());
        Assert.True(sample.GetProperty("bytes").GetDouble() > 0);
        Assert.True(sample.GetProperty("lag99").GetDouble() >= sample.GetProperty("lag50").GetDouble());
        Assert.Equal("push", sample.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Sample_lists_streams_without_clients()
    {
        await using var app = await InspectorApp.StartAsync();
        await using var watching = await app.OpenAsync("/_streams/events");

        var sample = Find(await watching.ReadUntilAsync("sample"), "counted/pull/{count}");

        Assert.Equal(("pull", 0), (sample.GetProperty("kind").GetString(), sample.GetProperty("clients").GetInt32()));
    }

    [Fact]
    public async Task Sample_tells_the_kind_of_a_stream_whose_class_is_nested()
    {
        await using var app = await InspectorApp.StartAsync();
        await using var watching = await app.OpenAsync("/_streams/events");

        var sample = Find(await watching.ReadUntilAsync("sample"), "inspected/by/nested/class");

        Assert.Equal("pull", sample.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Nothing_is_counted_while_no_page_is_open()
    {
        await using var app = await InspectorApp.StartAsync();
        var metrics = app.Get<StreamMetrics>();
        using var sampler = new StreamSampler(app.Get<SessionHost>(), app.Get<StreamRegistry>(), EmptyCatalog());
        Assert.False(metrics.CountsDeliveries);

        sampler.Enter();
        sampler.Enter();
        sampler.Leave();
        Assert.True(metrics is { CountsDeliveries: true, SamplesLag: true });

        sampler.Leave();
        Assert.False(metrics.CountsDeliveries || metrics.SamplesLag || metrics.CountsBroadcasts);
    }

    [Fact]
    public async Task Nothing_is_counted_for_a_page_whose_first_sample_fails()
    {
        await using var app = await InspectorApp.StartAsync();
        using var sampler = new StreamSampler(
            app.Get<SessionHost>(),
            app.Get<StreamRegistry>(),
            new(
                new(static () => throw new InvalidOperationException("The endpoints cannot be read.")),
                new(static () => new StreamContract("", default, default))));

        Assert.Throws<InvalidOperationException>(() => sampler.Enter());

        Assert.False(app.Get<StreamMetrics>().CountsDeliveries);
    }

    [Fact]
    public async Task Nothing_is_counted_after_the_server_has_begun_to_stop()
    {
        await using var app = await InspectorApp.StartAsync();
        using var sampler = new StreamSampler(app.Get<SessionHost>(), app.Get<StreamRegistry>(), EmptyCatalog());
        sampler.Enter();

        sampler.Dispose();
        sampler.Leave();

        Assert.Empty(sampler.Enter().Streams);
        Assert.False(app.Get<StreamMetrics>().CountsDeliveries);
    }

    [Fact]
    public async Task Every_push_stream_is_found_in_the_contract()
    {
        await using var app = await InspectorApp.StartAsync();
        var catalog = new StreamCatalog(
            new(app.Get<Microsoft.AspNetCore.Routing.EndpointDataSource>), new(
                static () => Sisk.Sse.Clients.ClientEndpoints.Read(typeof(InspectedEvents).Assembly)));

        Assert.NotEmpty(catalog.Streams);
        Assert.Empty(catalog.Streams.Where(static stream => stream.Contract is null).Select(static stream => stream.Description.Name));
    }

    private static StreamCatalog EmptyCatalog() =>
        new(
            new(static () => new Microsoft.AspNetCore.Routing.DefaultEndpointDataSource()),
            new(static () => new StreamContract("", default, default)));

    private static JsonElement Find(JsonElement sample, string stream) =>
        sample.GetProperty("streams").EnumerateArray().Single(one => one.GetProperty("name").GetString() == stream);
}
