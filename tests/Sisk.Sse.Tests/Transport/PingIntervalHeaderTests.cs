using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Transport;

/// <summary>The response header by which clients know for how long a stream may be quiet.</summary>
public sealed class PingIntervalHeaderTests
{
    private const string Header = "Sse-Ping-Interval";

    [Theory]
    [InlineData("/pings/default", null)]
    [InlineData("/pings/route", "60000")]
    [InlineData("/pings/none", "0")]
    [InlineData("/pings/method/90", "90000")]
    [InlineData("/pings/pull", "1500")]
    [InlineData("/pings/imperative", "0")]
    [InlineData("/pings/started", "7000")]
    [InlineData("/pings/own", "9000")]
    public async Task Interval_of_a_stream_is_announced_unless_it_is_the_default(string path, string? expected)
    {
        await using var app = await TestApp.StartAsync();
        await using var reading = await app.OpenAsync(path);

        Assert.Equal(expected, Told(reading.Response));
    }

    [Theory]
    [InlineData("/pings/default", "45000")]
    [InlineData("/pings/route", "60000")]
    public async Task Interval_of_the_application_is_announced(string path, string expected)
    {
        await using var app = await TestApp.StartAsync(options: static options => options.PingInterval = TimeSpan.FromSeconds(45));
        await using var reading = await app.OpenAsync(path);

        Assert.Equal(expected, Told(reading.Response));
    }

    [Theory]
    [InlineData("/streams.js", 0.5, 1)]
    [InlineData("/streams.js", 2000.25, 2001)]
    [InlineData("/_streams/client.js", 0.5, 1)]
    public async Task Modules_for_pages_tell_the_interval_as_the_header_does(string path, double milliseconds, int expected)
    {
        await using var app = await TestApp.StartAsync(
            static app =>
            {
                app.MapEventStreamClient("/streams.js");
                app.MapEventStreamInspector("/_streams").AllowAnonymous();
            },
            options => options.PingInterval = TimeSpan.FromMilliseconds(milliseconds));

        var module = await app.Client.GetStringAsync(path, TestContext.Current.CancellationToken);

        Assert.Contains($", {expected})", module, StringComparison.Ordinal);
    }

    private static string? Told(HttpResponseMessage response) =>
        response.Headers.TryGetValues(Header, out var values) ? Assert.Single(values) : null;
}

[RoutePrefix("/pings")]
public sealed class PingIntervalEvents
{
    [RouteGet("/default")]
    public EventStream<string> Default() => new();

    [RouteGet("/route", PingIntervalSeconds = 60)]
    public EventStream<string> Route() => new();

    [RouteGet("/none", PingIntervalSeconds = double.PositiveInfinity)]
    public EventStream<string> None() => new();

    [RouteGet("/method/{seconds}", PingIntervalSeconds = 60)]
    public EventStream<string> Method(int seconds) => new() { PingInterval = TimeSpan.FromSeconds(seconds) };

    [RouteGet("/pull", PingIntervalSeconds = 1.5)]
    public async IAsyncEnumerable<string> Pull([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        yield break;
    }

    [RouteGet("/imperative")]
    public static async Task<HttpResponse> Imperative(HttpRequest request)
    {
        using var source = request.GetEventSource();
        await source.SendAsync("a");
        return source.Close();
    }

    [RouteGet("/own")]
    public static Task<HttpResponse> Own(HttpRequest request)
    {
        using var source = request.GetEventSource();
        source.AppendHeader("Sse-Ping-Interval", "9000");
        source.Send("a");
        return Task.FromResult(source.Close());
    }

    [RouteGet("/started")]
    public static Task<HttpResponse> Started(HttpRequest request)
    {
        using var source = request.GetEventSource();
        source.WithPing(ping => ping.Start("ping", TimeSpan.FromSeconds(7)));
        return Task.FromResult(source.Close());
    }
}
