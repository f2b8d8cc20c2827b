using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sources;

/// <summary>Calls that wait for a shared log or for other servers, and whose token is canceled in the meantime.</summary>
public sealed class CanceledCallTests
{
    [Theory]
    [InlineData("Publish", "count")]
    [InlineData("Sum", "count")]
    [InlineData("Append", "close")]
    [InlineData("Append", "close by prefix")]
    [InlineData("Append", "broadcast")]
    [InlineData("Append", "complete")]
    [InlineData("Append", "list")]
    [InlineData("ReadRun", "stop a run")]
    public async Task Call_ends_when_its_token_is_canceled(string silent, string call)
    {
        var log = new SilentLog(new MemoryEventLog());
        await using var app = await TestApp.StartAsync(
            streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions { CountConnections = true }));
        using var cancellation = new CancellationTokenSource();
        log.Silence(silent);

        // A count writes the changes first.
        await using var reading = call == "count" ? await app.OpenAsync("/feed/bare/a") : null;
        try
        {
            var calling = CallAsync(app, call, cancellation.Token);
            await Signal.WithinAsync(log.Asked);
            await cancellation.CancelAsync();

            var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Signal.WithinAsync(calling));
            Assert.Equal(cancellation.Token, failure.CancellationToken);
        }
        finally
        {
            log.Release();
        }
    }

    private static Task CallAsync(TestApp app, string call, CancellationToken cancellationToken) => call switch
    {
        "count" => app.Sources.CountByPrefixAsync("a", cancellationToken).AsTask(),
        "close" => app.Sources.CloseAsync("a", cancellationToken: cancellationToken),
        "close by prefix" => app.Sources.CloseByPrefixAsync("a", cancellationToken: cancellationToken),
        "broadcast" => app.Get<FeedEventsBroadcaster>().BroadcastBareAsync("a", "text", cancellationToken).AsTask(),
        "complete" => app.Get<FeedEventsBroadcaster>().CompleteBareAsync("a", "last", cancellationToken).AsTask(),
        "list" => app.Get<OrderEventsBroadcaster>().ListMessagesAsync(42, cancellationToken),
        _ => app.Get<EventStreamRuns>().StopAsync("0123456789abcdef0123456789abcdef", cancellationToken).AsTask(),
    };
}
