using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Runs;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>Log messages about what cannot be told to other servers.</summary>
public sealed class SharedLogMessageTests
{
    private readonly FailingLog _log = new(new MemoryEventLog());

    [Fact]
    public async Task Retried_batch_is_logged_for_debugging()
    {
        await using var app = await StartAsync(EventLogOutage.Wait);
        _log.FailsAppends = true;
        var sending =
            app.Get<CountedEventsBroadcaster>().BroadcastCountedAsync("a", new("x"), TestContext.Current.CancellationToken).AsTask();

        await LoggedAsync(app, LogLevel.Debug, "A batch of ");

        _log.FailsAppends = false;
        await Signal.WithinAsync(sending);
    }

    [Fact]
    public async Task Presence_that_cannot_be_sent_is_a_warning()
    {
        await using var app = await StartAsync(EventLogOutage.Fail);
        Assert.Empty(await app.Get<CountedEventsBroadcaster>().ListWatchAsync(TestContext.Current.CancellationToken));
        _log.FailsAppends = true;

        await using var reading = await app.OpenAsync("/counted/a");

        await LoggedAsync(app, LogLevel.Warning, "Other servers could not be told of clients that came or went. They are told again: ");
    }

    [Theory]
    [InlineData(true, LogLevel.Warning, "The answer of '/runs/words/a' cannot be resumed on other servers: ")]
    [InlineData(
        false,
        LogLevel.Error,
        "The answer of '/runs/words/a' is no longer copied for other servers. Their clients get an event 'interrupted'.")]
    public async Task Answer_that_cannot_be_copied_continues_and_is_logged(bool fromTheBeginning, LogLevel level, string message)
    {
        await using var app = await StartAsync(EventLogOutage.Fail);
        var talk = app.Get<RunProbe>()["a"];
        var failure = new InvalidOperationException("A fault of the database's client.");
        _log.RunFailure = fromTheBeginning ? failure : null;
        await using var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());

        _log.RunFailure = failure;
        talk.Say("two");

        await LoggedAsync(app, level, message);
        Assert.Equal("two", await reading.NextDataAsync());
    }

    private static Task LoggedAsync(TestApp app, LogLevel level, string text) =>
        app.Logs.FirstAsync(entry => entry.Level == level && entry.Text.StartsWith(text, StringComparison.Ordinal));

    private Task<TestApp> StartAsync(EventLogOutage whenUnavailable) => TestApp.StartAsync(
        services: static services => services.AddSingleton<RunProbe>().AddScoped<RunScope>()
            .AddLogging(static logging => logging.AddFilter("Sisk.Sse", LogLevel.Debug)),
        streams: builder => builder.AddEventLog(_ => _log, _ => new EventLogOptions { WhenUnavailable = whenUnavailable }));
}
