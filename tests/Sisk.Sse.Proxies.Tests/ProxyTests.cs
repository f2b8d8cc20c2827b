using System.Diagnostics;
using System.Net;
using Sisk.Sse.Proxies.Tests.Proxies;
using Sisk.Sse.Proxies.Tests.Support;

namespace Sisk.Sse.Proxies.Tests;

/// <summary>Streams behind each proxy, configured as docs/guides/operations.md shows.</summary>
public sealed class ProxyTests
{
    /// <summary>Less than the interval of pings, so that a proxy that waits for more bytes is found out.</summary>
    private static readonly TimeSpan _atOnce = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Names => ["nginx", "HAProxy", "Caddy", "YARP"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Headers_arrive_before_the_first_event(string name)
    {
        await using var server = await PriceServer.StartAsync(0, 0);
        await using var proxy = await Proxy.StartAsync(name, server.Ports);
        using var http = new HttpClient { BaseAddress = proxy.Address };

        using var response = await http.GetAsync("/prices/a", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).WaitAsync(_atOnce, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["identity"], response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Server_is_told_the_address_and_the_scheme_of_the_client(string name)
    {
        await using var server = await PriceServer.StartAsync(0, 0);
        await using var proxy = await Proxy.StartAsync(name, server.Ports);
        using var http = new HttpClient { BaseAddress = proxy.Address, DefaultRequestHeaders = { { "X-Forwarded-Proto", "https" } } };

        using var response = await http.GetAsync("/prices/a", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).WaitAsync(_atOnce, TestContext.Current.CancellationToken);

        var headers = Assert.Single(server.Sources.All()).HttpRequest.Headers;
        Assert.Equal(("127.0.0.1", "http"), ($"{headers["X-Forwarded-For"]}", $"{headers["X-Forwarded-Proto"]}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_event_arrives_within_100_milliseconds(string name)
    {
        const int Events = 100;
        await using var server = await PriceServer.StartAsync(0, 0);
        await using var proxy = await Proxy.StartAsync(name, server.Ports);
        await using var client = await ResumingClient.OpenAsync(server, proxy);
        var times = new List<double>();

        for (var i = 0; i < Events; i++)
        {
            var clock = Stopwatch.StartNew();
            await server.BroadcastAsync($"{i}");
            Assert.Equal($"{i}", await client.NextAsync().WaitAsync(_atOnce, TestContext.Current.CancellationToken));
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: median {times[Events / 2]:F2} ms, longest {times[^1]:F2} ms");

        // A busy machine may delay a few, but a proxy that collects events delays all.
        Assert.InRange(times[Events / 2], 0, 100);
        Assert.InRange(times[Events * 9 / 10], 0, 500);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Client_resumes_after_the_proxy_was_restarted(string name)
    {
        await using var server = await PriceServer.StartAsync(0, 0);
        await using var proxy = await Proxy.StartAsync(name, server.Ports);
        await using var client = await ResumingClient.OpenAsync(server, proxy);
        await server.BroadcastAsync("before");
        Assert.Equal("before", await client.NextAsync());
        var next = client.NextAsync();

        var left = server.LeftAsync();
        await proxy.KillAsync();
        await left;
        await server.BroadcastAsync("while it is away");
        await proxy.StartAsync();

        Assert.Equal("while it is away", await next.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await server.BroadcastAsync("after");
        Assert.Equal("after", await client.NextAsync().WaitAsync(_atOnce, TestContext.Current.CancellationToken));
        Assert.Equal(0, client.Resets);
        Assert.Equal(1, server.Sources.ActiveConnections);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Server_notices_that_a_client_has_left(string name)
    {
        await using var server = await PriceServer.StartAsync(0, 0);
        await using var proxy = await Proxy.StartAsync(name, server.Ports);
        var client = await ResumingClient.OpenAsync(server, proxy);
        var left = server.LeftAsync();

        await client.DisposeAsync();

        await left.WaitAsync(_atOnce, TestContext.Current.CancellationToken);
        Assert.Equal(0, server.Sources.ActiveConnections);
    }
}
