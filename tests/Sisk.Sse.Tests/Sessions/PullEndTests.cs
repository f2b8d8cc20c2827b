using System.Net;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

[RoutePrefix("/pull-end")]
public sealed class EndingEvents
{
    [RouteGet("/done", End = StreamEnd.Done)]
    public async IAsyncEnumerable<Tick> Done()
    {
        await Task.Yield();
        yield return new Tick(1);
    }

    [RouteGet("/none", End = StreamEnd.None)]
    public async IAsyncEnumerable<Tick> None()
    {
        await Task.Yield();
        yield return new Tick(1);
    }

    [RouteGet("/fails", End = StreamEnd.Done)]
    public async IAsyncEnumerable<Tick> Fails()
    {
        yield return new Tick(1);
        await Task.Yield();
        throw new InvalidOperationException("a secret of the server");
    }
}

public abstract class PullEndTests(TestTransport transport)
{
    [Theory]
    [InlineData("/pull-end/done", ":\n\ndata: {\"number\":1}\n\nid: sisk-sse-end\ndata: [DONE]\n\n")]
    [InlineData("/pull-end/none", ":\n\ndata: {\"number\":1}\n\nid: sisk-sse-end\n\n")]
    [InlineData("/pull-end/fails", ":\n\ndata: {\"number\":1}\n\nevent: error\ndata: \n\n")]
    public async Task Pull_stream_ends_as_its_route_says_unless_it_fails(string path, string expected)
    {
        await using var app = await transport.StartAsync();

        var body = await app.Client.GetStringAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(expected, body);
    }

    [Theory]
    [InlineData("/pull-end/done")]
    [InlineData("/pull-end/none")]
    public async Task Typed_test_client_does_not_show_the_end(string path)
    {
        await using var app = await transport.StartAsync();
        await using var client = await app.OpenAsync<Tick>(path);

        Assert.Equal([new Tick(1)], await client.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/pull-end/done")]
    [InlineData("/pull-end/none")]
    public async Task Reconnect_after_the_end_is_answered_with_204(string path)
    {
        await using var app = await transport.StartAsync();
        await using var reading = await app.OpenAsync(path);
        await reading.RestAsync();

        await using var again = await app.OpenAsync(path, reading.LastEventId);

        Assert.Equal(HttpStatusCode.NoContent, again.Response.StatusCode);
    }
}

public sealed class PullEndTestsOverSocket() : PullEndTests(TestTransport.Socket);

public sealed class PullEndTestsOverPipe() : PullEndTests(TestTransport.Pipe);

public sealed class PullEndTestsOverHttp2() : PullEndTests(TestTransport.Http2);
