using Sisk.Sse.Tests.Support;


namespace Sisk.Sse.Tests.Transport;

/// <summary>Headers that an application adds to a stream.</summary>
public sealed class ResponseHeaderTests
{
    [Theory]
    [InlineData("Transfer-Encoding", "identity")]
    [InlineData("transfer-encoding", "chunked")]
    [InlineData("Content-Length", "5")]
    [InlineData("Connection", "close")]
    [InlineData("Keep-Alive", "timeout=5")]
    [InlineData("Proxy-Connection", "close")]
    [InlineData("Upgrade", "h2c")]
    [InlineData("Trailer", "X-End")]
    [InlineData("TE", "trailers")]
    [InlineData("X Name", "a")]
    [InlineData("X-Näme", "a")]
    [InlineData("X-Name:", "a")]
    [InlineData("X-Name\r\n", "a")]
    [InlineData("X-Name", "Jörg")]
    [InlineData("X-Name", "a\r\nX-Other: b")]
    [InlineData("X-Name", "a\nb")]
    [InlineData("X-Name", "a\0b")]
    [InlineData("X-Name", "\u007f")]
    [InlineData("X-Name", "\u2028")]
    public async Task AppendHeader_refuses_framing_headers_and_invalid_text(string name, string value)
    {
        var thrown = new TaskCompletionSource<Exception?>();
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/stream", request =>
        {
            using var source = request.GetEventSource();
            thrown.SetResult(Record.Exception(() => source.AppendHeader(name, value)));
            source.AppendHeader("X-Good", "a\tb ~");
            source.Send("event");
            return source.Close();
        })));

        await using var reading = await app.OpenAsync("/stream");

        var exception = Assert.IsType<ArgumentException>(await Signal.WithinAsync(thrown.Task));
        Assert.Equal("X-Name" == name ? "value" : "name", exception.ParamName);
        Assert.Equal("event", await reading.NextDataAsync());
        Assert.Equal("a\tb ~", Assert.Single(reading.Response.Headers.GetValues("X-Good")));
    }
}
