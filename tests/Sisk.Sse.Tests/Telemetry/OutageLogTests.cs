using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Peers;
using Sisk.Sse.Runs;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Runs;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>The number of log messages while many clients come and the shared log is away.</summary>
public sealed class OutageLogTests
{
    private const int Clients = 30;
    private const int Bound = 10;

    private readonly MemoryEventLog _log = new();

    [Fact]
    public async Task Answers_that_cannot_be_resumed_write_a_few_messages()
    {
        await using var app = await StartAsync();
        _log.IsAvailable = false;

        for (var i = 0; i < Clients; i++)
        {
            await using var refused = await app.OpenAsync("/runs/words/a", RunId.Format(RunId.New(), 1));
            await refused.RestAsync();
        }

        AssertFew(app, "could not be resumed");
    }

    [Fact]
    public async Task Answers_that_cannot_be_stopped_write_a_few_messages()
    {
        await using var app = await StartAsync();
        _log.IsAvailable = false;

        for (var i = 0; i < Clients; i++)
        {
            using var refused = await app.DeleteAsync("/runs/words/a", RunId.Format(RunId.New(), 1));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        AssertFew(app, "could not be stopped");
    }

    [Fact]
    public async Task Answers_that_cannot_be_shared_write_a_few_messages()
    {
        await using var app = await StartAsync();
        _log.IsAvailable = false;
        for (var i = 0; i < Clients; i++)
        {
            await using var reading = await app.PostAsync($"/runs/words/{i}");
            app.Get<RunProbe>()[$"{i}"].End();
            await reading.RestAsync();
        }

        AssertFew(app, "cannot be resumed on other servers");
    }

    [Fact]
    public async Task Connections_that_are_accepted_without_asking_write_a_few_messages()
    {
        await using var app = await StartAsync(static options => options.DuplicateIdentifiers = DuplicateIdentifierPolicy.Reject);
        _log.IsAvailable = false;
        for (var i = 0; i < Clients; i++)
        {
            Assert.True(await app.Get<ServerPeers>().TryClaimAsync($"users/{i}", TestContext.Current.CancellationToken));
        }

        AssertFew(app, "is accepted without asking other servers");
    }

    private static void AssertFew(TestApp app, string text)
    {
        var warnings = app.Logs.Entries.Where(static entry => entry.Level >= LogLevel.Warning).ToArray();
        var about = warnings.Where(entry => entry.Text.Contains(text, StringComparison.Ordinal)).ToArray();
        Assert.InRange(about.Length, 1, Bound);
        Assert.InRange(about.Count(static entry => entry.Exception is not null), 0, 1);
        Assert.InRange(warnings.Count(static entry => entry.Category.StartsWith("Sisk.Sse.Sessions", StringComparison.Ordinal)), 0, Bound);
    }

    private Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null) => TestApp.StartAsync(
        options: options,
        services: static services => services.AddSingleton<RunProbe>().AddScoped<RunScope>(),
        streams: builder => builder.AddMemoryEventLog(_log));
}
