using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Routing;
using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>
/// Endpoints whose code continues for longer than <see cref="EventStreamOptions.DrainTimeout"/> after their source was closed.
/// </summary>
public sealed class LateEndpointTests
{
    [Fact]
    public async Task Callback_that_throws_when_a_late_endpoint_is_aborted_is_logged()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var logs = new LogCollector();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(logs);

        // Unlike Kestrel, this server runs callbacks on the thread that aborts the request.
        builder.WebHost.UseTestServer();
        builder.Services.AddEventStreams(static options => options.DrainTimeout = TimeSpan.FromMilliseconds(100));
        builder.Services.RemoveAll<ServiceRequirement>();
        await using var app = builder.Build();
        var mayReturn = new TaskCompletionSource();
        app.MapGet("/late", async (HttpRequest request) =>
        {
            using var registration =
                request.HttpContext.RequestAborted.Register(static () => throw new NotSupportedException("The callback throws."));
            using (var source = request.GetEventSource())
            {
                source.Send("only");
            }

            await mayReturn.Task;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestServer().CreateClient();

        var answer = client.GetAsync("/late", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        var entry = await logs.FirstAsync(static entry => entry.Category == typeof(SessionHost).FullName && entry.Level is LogLevel.Error);
        Assert.IsType<NotSupportedException>(entry.Exception!.InnerException);
        using var response = await Signal.WithinAsync(answer);
        mayReturn.SetResult();
        await app.Services.GetRequiredService<SessionRegistry>().BecomesEmptyAsync();
    }
}
