using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Tests.Publishing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

/// <summary>Requests whose connection is reset within the body. The server may find that in the body before it knows that the client is gone.</summary>
public sealed class BrokenBodyTests
{
    [Theory]
    [InlineData("/feed/posted")]
    [InlineData("/_publish/" + PublisherApp.Texts)]
    [InlineData("/_streams/close")]
    public async Task Reset_within_the_body_is_a_mistake_of_the_request_and_no_error_of_the_server(string path)
    {
        await using var app = await TestApp.StartAsync(static app =>
        {
            app.Use(static (context, next) =>
            {
                context.Request.Body = new BrokenBody();
                return next(context);
            });
            app.MapEventStreamPublisher("/_publish").AllowAnonymous();
            app.MapEventStreamInspector("/_streams").AllowAnonymous();
        });

        using var response = await Signal.WithinAsync(app.Client.PostAsJsonAsync(path, 42, TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain(app.Logs.Entries, static entry => entry.Level >= LogLevel.Error);
    }

    /// <summary>The body of a request whose connection was reset.</summary>
    private sealed class BrokenBody : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new ConnectionResetException("Connection reset by peer"));
    }
}
