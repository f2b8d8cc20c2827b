using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Sisk.Sse.Sources;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Tests.Runs;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>Clients that are refused when their streams are about to begin.</summary>
public sealed class RefusalMetricTests
{
    [Fact]
    public async Task Client_that_the_limit_of_runs_refuses_has_no_duration()
    {
        await using var app = await TestApp.StartAsync(
            options: static options => options.Runs.MaxRuns = 1,
            services: static services => services.AddSingleton<RunProbe>().AddScoped<RunScope>());
        await using var first = await app.PostAsync("/runs/words/a");
        using var rejected = Collect<long>(app, "rejected_connections");
        using var durations = Collect<double>(app, "connection.duration");

        await using var second = await app.PostAsync("/runs/words/b");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.Response.StatusCode);
        Assert.Equal("runs", Assert.Single(rejected.GetMeasurementSnapshot()).Tags["sisk.sse.limit"]);
        Assert.Empty(durations.GetMeasurementSnapshot());
    }

    [Fact]
    public async Task Client_whose_identifier_another_server_has_is_counted_as_refused()
    {
        await using var app = await TestApp.StartAsync(
            options: static options => options.DuplicateIdentifiers = DuplicateIdentifierPolicy.Reject);
        app.Sources.Peers = new OccupiedPeers();
        using var rejected = Collect<long>(app, "rejected_connections");
        using var durations = Collect<double>(app, "connection.duration");

        await using var reading = await app.OpenAsync("/counted/single/a");
        Assert.Empty(await reading.RestAsync());

        Assert.Equal("identifier", Assert.Single(rejected.GetMeasurementSnapshot()).Tags["sisk.sse.limit"]);
        Assert.Empty(durations.GetMeasurementSnapshot());
    }

    private static MetricCollector<T> Collect<T>(TestApp app, string name)
        where T : struct => new(app.Get<IMeterFactory>(), StreamMetrics.MeterName, "sisk.sse.server." + name);

    /// <summary>Other servers that have connections with all identifiers.</summary>
    private sealed class OccupiedPeers : IConnectionPeers
    {
        public ValueTask<bool> TryClaimAsync(string identifier, CancellationToken cancellationToken) => new(false);

        public ValueTask CloseAsync(string identifier, CloseMode mode, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask CloseByPrefixAsync(string prefix, CloseMode mode, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<long> CountAsync(string prefix, CancellationToken cancellationToken) => new(0);
    }
}
