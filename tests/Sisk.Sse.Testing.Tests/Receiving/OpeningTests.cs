using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Sisk.Sse.Testing.Tests.Receiving;

/// <summary>Streams that do not begin, because the server waits for something else.</summary>
public sealed class OpeningTests
{
    private readonly MemoryEventLog _log = new();

    [Fact]
    public async Task Stream_that_does_not_begin_fails_the_test()
    {
        await using var app = await StartAsync();
        var lastEventId = "";
        await using var client = await app.OpenStreamAsync<OrderEvent>("/orders/42/events", request =>
        {
            if (lastEventId.Length > 0)
            {
                request.Headers.Remove("Last-Event-ID");
                request.Headers.Add("Last-Event-ID", lastEventId);
            }
        });

        // The server reads the log up to an id of another server. The time for which it tries never passes on a clock that stands still.
        lastEventId = client.LastEventId + "99";
        _log.IsAvailable = false;
        client.Timeout = TimeSpan.FromMilliseconds(200);
        var failure = await Assert.ThrowsAsync<EventStreamTestException>(
            () => client.ReconnectAsync().WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.StartsWith("The stream did not begin in 0.2 s. The client of /orders/42/events:", failure.Message, StringComparison.Ordinal);
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        ShopSetup.Add(builder.Services).AddMemoryEventLog(_log);
        builder.Services.UseTestClock(new FakeTimeProvider());
        var app = builder.Build();
        ShopSetup.Map(app);
        await app.StartAsync();
        return app;
    }
}
