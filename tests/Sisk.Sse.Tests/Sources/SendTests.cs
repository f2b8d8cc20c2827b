using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sources;

public abstract class SendTests(TestTransport transport)
{
    [Fact]
    public async Task Sent_event_arrives_and_Close_ends_the_stream()
    {
        await using var app = await StartAsync(sse => sse.Send("Hola, mundo!"));

        await using var reading = await app.OpenAsync("/");

        var item = Assert.Single(await reading.RestAsync());
        Assert.Equal(("message", "Hola, mundo!"), (item.EventType, item.Data));
    }

    [Fact]
    public async Task Response_has_the_headers_and_bytes_of_the_standard()
    {
        await using var app = await StartAsync(sse => sse.Send("uno\r\ndos", "saludo", "7"));

        using var raw = await RawClient.GetAsync(app.RawAddress, "/");
        await raw.ReadUntilAsync("\r\n0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", raw.Received, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/event-stream\r\n", raw.Received, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store, no-transform\r\n", raw.Received, StringComparison.Ordinal);
        Assert.Contains("X-Accel-Buffering: no\r\n", raw.Received, StringComparison.Ordinal);
        Assert.Contains("id: 7\nevent: saludo\ndata: uno\ndata: dos\n\n", raw.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payload_is_serialized_with_the_JSON_options_of_the_application()
    {
        await using var app = await StartAsync(sse => sse.Send(new { CarrierName = "DHL" }, "shipped"));

        await using var reading = await app.OpenAsync("/");

        var item = Assert.Single(await reading.RestAsync());
        Assert.Equal(("shipped", """{"carrierName":"DHL"}"""), (item.EventType, item.Data));
    }

    [Theory]
    [InlineData("a\rb", null)]
    [InlineData("a\nb", null)]
    [InlineData(null, "1\r2")]
    [InlineData(null, "1\n2")]
    [InlineData(null, "1\02")]
    public async Task Line_break_in_a_name_or_id_throws_and_says_what_to_do(string? eventName, string? id)
    {
        Exception? thrown = null;
        Exception? failed = null;
        await using var app = await StartAsync(sse =>
        {
            thrown = Record.Exception(() => sse.Send("data", eventName, id));
            failed = sse.SendAsync("data", eventName, id, TestContext.Current.CancellationToken).AsTask().Exception?.InnerException;
            return sse.Send("still fine");
        });

        await using var reading = await app.OpenAsync("/");

        Assert.Equal("still fine", Assert.Single(await reading.RestAsync()).Data);
        var exception = Assert.IsType<ArgumentException>(thrown);
        Assert.Matches("Remove the line breaks|Use a short id", exception.Message);
        Assert.Equal(exception.Message, Assert.IsType<ArgumentException>(failed).Message);
    }

    [Fact]
    public async Task Reserved_end_id_throws_and_names_the_method_to_call()
    {
        var thrown = new List<Exception?>();
        await using var app = await StartAsync(sse =>
        {
            thrown.Add(Record.Exception(() => sse.Send("text", id: StreamEventId.End)));
            thrown.Add(Record.Exception(() => sse.Send(new { Number = 1 }, id: StreamEventId.End)));
            thrown.Add(sse.SendAsync("text", id: StreamEventId.End, cancellationToken: TestContext.Current.CancellationToken).AsTask().Exception?.InnerException);
            thrown.Add(sse.SendAsync(new { Number = 1 }, id: StreamEventId.End, cancellationToken: TestContext.Current.CancellationToken).AsTask().Exception?.InnerException);
            return sse.Send("still fine", id: "end");
        });

        await using var reading = await app.OpenAsync("/");

        Assert.Equal("still fine", Assert.Single(await reading.RestAsync()).Data);
        Assert.All(thrown, each =>
        {
            var exception = Assert.IsType<ArgumentException>(each);
            Assert.Equal("id", exception.ParamName);
            Assert.Contains("call Close(CloseMode.Permanent)", exception.Message, StringComparison.Ordinal);
        });
        await using var back = await app.OpenAsync("/", reading.LastEventId);
        Assert.Equal("still fine", Assert.Single(await back.RestAsync()).Data);
    }

    [Fact]
    public async Task Send_returns_false_after_Close()
    {
        var sent = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync(sse =>
        {
            sse.Close();
            sent.SetResult(sse.Send("too late"));
            return true;
        });

        await using var reading = await app.OpenAsync("/");

        Assert.Empty(await reading.RestAsync());
        Assert.False(await Signal.WithinAsync(sent.Task));
    }

    [Fact]
    public async Task AppendHeader_works_before_the_first_event_and_throws_after_it()
    {
        Exception? thrown = null;
        await using var app = await StartAsync(sse =>
        {
            sse.AppendHeader("Clave-Encabezado", "Valor-Encabezado");
            sse.Send("Hola!");
            thrown = Record.Exception(() => sse.AppendHeader("Tarde", "x"));
            return true;
        });

        await using var reading = await app.OpenAsync("/");

        Assert.Equal(["Valor-Encabezado"], reading.Response.Headers.GetValues("Clave-Encabezado"));
        Assert.Equal("Hola!", Assert.Single(await reading.RestAsync()).Data);
        Assert.Contains(
            "Call AppendHeader before the first Send", Assert.IsType<InvalidOperationException>(thrown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_waits_for_room_in_the_queue()
    {
        const int Count = 500;
        await using var app = await transport.StartAsync(
            TestApp.With(new Route(RouteMethod.Get, "/", async request =>
            {
                await using var sse = request.GetEventSource();
                for (var i = 0; i < Count; i++)
                {
                    Assert.True(await sse.SendAsync($"{i}"));
                }

                return sse.Close();
            })),
            options => options.MaxQueuedEvents = 2);

        await using var reading = await app.OpenAsync("/");

        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"{i}"), (await reading.RestAsync()).Select(item => item.Data));
    }

    [Fact]
    public async Task SentContentLength_counts_the_bytes_of_the_events()
    {
        HttpRequestEventSource? source = null;
        await using var app = await StartAsync(sse => (source = sse).Send("ñ"));

        await using var reading = await app.OpenAsync("/");
        await reading.RestAsync();

        Assert.Equal("data: ñ\n\n".Length + 1, source!.SentContentLength);
    }

    private Task<TestApp> StartAsync(Func<HttpRequestEventSource, bool> handle) =>
        transport.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/", request =>
        {
            using var sse = request.GetEventSource();
            handle(sse);
            return sse.Close();
        })));
}

public sealed class SendTestsOverSocket() : SendTests(TestTransport.Socket);

public sealed class SendTestsOverPipe() : SendTests(TestTransport.Pipe);

public sealed class SendTestsOverHttp2() : SendTests(TestTransport.Http2);
