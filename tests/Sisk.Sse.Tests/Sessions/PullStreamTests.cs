using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

[RoutePrefix("/pull")]
public sealed class PullEvents(PullProbe probe)
{
    [RouteGet("/count/{to}")]
    public async IAsyncEnumerable<Tick> Count(int to, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var i = 0; i < to; i++)
        {
            ct.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new Tick(i);
        }
    }

    [RouteGet("/items")]
    public async IAsyncEnumerable<SseItem<string>> Items()
    {
        await Task.Yield();
        yield return new SseItem<string>("one", "named") { EventId = "7", ReconnectionInterval = TimeSpan.FromSeconds(9) };
        yield return new SseItem<string>("two");
    }

    [RouteGet("/texts")]
    public async IAsyncEnumerable<string?> Texts()
    {
        await Task.Yield();
        yield return null;
        yield return "text";
    }

    [RouteGet("/reserved")]
    public async IAsyncEnumerable<SseItem<string>> Reserved()
    {
        await Task.Yield();
        yield return new SseItem<string>("one") { EventId = "1" };
        yield return new SseItem<string>("two") { EventId = "sisk-sse-end" };
    }

    [RouteGet("/fails")]
    public async IAsyncEnumerable<Tick> Fails()
    {
        yield return new Tick(1);
        await Task.Yield();
        throw new InvalidOperationException("a secret of the server");
    }

    [RouteGet("/endless")]
    public async IAsyncEnumerable<Tick> Endless([EnumeratorCancellation] CancellationToken ct)
    {
        try
        {
            yield return new Tick(1);
            await Task.Delay(Timeout.Infinite, ct);
        }
        finally
        {
            probe.Disposed.TrySetResult();
        }
    }

    [RouteGet("/imperative/{name}")]
    public HttpResponse Imperative(string name, HttpRequest request)
    {
        using var sse = request.GetEventSource(name);
        sse.Send(name);
        return sse.Close();
    }

    [RouteGet("/imperative-async")]
    public static async Task<HttpResponse> ImperativeAsync(HttpContext context, CancellationToken ct)
    {
        await using var sse = context.Request.GetEventSource();
        await sse.SendAsync("async", cancellationToken: ct);
        return await sse.CloseAsync();
    }
}

public sealed class PullProbe
{
    public TaskCompletionSource Disposed { get; } = new();
}

public sealed record Tick(int Number);

public abstract class PullStreamTests(TestTransport transport)
{
    [Fact]
    public async Task Finite_stream_sends_its_items_and_an_end_event_that_stops_reconnects()
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/pull/count/3");

        var items = await reading.RestAsync();

        Assert.Equal(["""{"number":0}""", """{"number":1}""", """{"number":2}""", ""], items.Select(item => item.Data));
        Assert.Equal(["message", "message", "message", "end"], items.Select(item => item.EventType));
        await using var again = await app.OpenAsync("/pull/count/3", reading.LastEventId);
        Assert.Equal(HttpStatusCode.NoContent, again.Response.StatusCode);
    }

    [Fact]
    public async Task Type_id_and_retry_of_an_item_are_sent()
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/pull/items");

        var first = (await reading.NextAsync())!.Value;

        Assert.Equal(("named", "one", "7"), (first.EventType, first.Data, reading.LastEventId));
        Assert.Equal(TimeSpan.FromSeconds(9), reading.Retry);
        var second = (await reading.NextAsync())!.Value;
        Assert.Equal(("message", "two"), (second.EventType, second.Data));
    }

    [Fact]
    public async Task Null_text_is_sent_as_empty_data()
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/pull/texts");

        Assert.Equal(["", "text", ""], (await reading.RestAsync()).Select(item => item.Data));
    }

    [Fact]
    public async Task Exception_is_logged_and_ends_the_stream_with_an_error_without_details()
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/pull/fails");

        var items = await reading.RestAsync();

        Assert.Equal(["message", "error"], items.Select(item => item.EventType));
        Assert.DoesNotContain(items, item => item.Data.Contains("secret", StringComparison.Ordinal));
        var logged = Assert.Single(app.Logs.Entries, entry => entry.Exception?.Message == "a secret of the server");
        Assert.Equal("The event stream of '/pull/fails' ended with an exception.", logged.Text);
    }

    [Fact]
    public async Task Item_with_the_reserved_end_id_ends_the_stream_with_an_error()
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/pull/reserved");

        var items = await reading.RestAsync();

        Assert.Equal(["message", "error"], items.Select(item => item.EventType));
        Assert.Equal("1", reading.LastEventId);
        Assert.Contains(app.Logs.Entries, entry => entry.Exception is ArgumentException { ParamName: "id" });
    }

    [Fact]
    public async Task Sequence_is_disposed_when_the_client_disconnects()
    {
        await using var app = await StartAsync();
        var reading = await app.OpenAsync("/pull/endless");
        Assert.Equal("""{"number":1}""", await reading.NextDataAsync());

        await reading.DisposeAsync();

        await Signal.WithinAsync(app.Get<PullProbe>().Disposed.Task);
    }

    [Fact]
    public async Task Sequence_is_disposed_when_the_server_stops()
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/pull/endless");
        Assert.Equal("""{"number":1}""", await reading.NextDataAsync());

        await Signal.WithinAsync(app.Application.StopAsync(TestContext.Current.CancellationToken));

        await Signal.WithinAsync(app.Get<PullProbe>().Disposed.Task);
        Assert.Empty(await reading.RestAsync());
    }

    [Theory]
    [InlineData("/pull/imperative/uno", "uno")]
    [InlineData("/pull/imperative-async", "async")]
    public async Task Controller_method_can_use_the_imperative_form(string path, string expected)
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync(path);

        Assert.Equal(expected, Assert.Single(await reading.RestAsync()).Data);
    }

    private Task<TestApp> StartAsync() => transport.StartAsync(services: services => services.AddSingleton<PullProbe>());
}

public sealed class PullStreamTestsOverSocket() : PullStreamTests(TestTransport.Socket);

public sealed class PullStreamTestsOverPipe() : PullStreamTests(TestTransport.Pipe);

public sealed class PullStreamTestsOverHttp2() : PullStreamTests(TestTransport.Http2);
