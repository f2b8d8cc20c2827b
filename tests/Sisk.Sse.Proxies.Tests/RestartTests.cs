using System.Net;
using Sisk.Sse.Proxies.Tests.Proxies;
using Sisk.Sse.Proxies.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Proxies.Tests;

/// <summary>Servers that restart behind each proxy, configured as docs/guides/operations.md shows. EventSource gives up at an error.</summary>
public sealed class RestartTests
{
    /// <summary>The time to wait between two servers, which is <c>MaxRetry</c>.</summary>
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(5);

    [Theory]
    [MemberData(nameof(ProxyTests.Names), MemberType = typeof(ProxyTests))]
    public async Task Clients_get_no_error_while_one_server_after_the_other_restarts(string name)
    {
        var servers = new[] { await PriceServer.StartAsync(0), await PriceServer.StartAsync(0) };
        try
        {
            int[] ports = [.. servers.Select(static server => server.Ports[0])];
            await using var proxy = await Proxy.StartAsync(name, ports);
            using var http = new HttpClient { BaseAddress = proxy.Address };
            var streams = new List<HttpResponseMessage> { await OpenAsync(http), await OpenAsync(http) };
            for (var i = 0; i < servers.Length; i++)
            {
                // It has fewer streams than the other one, so that each proxy would prefer it.
                await servers[i].DisposeAsync();
                await proxy.NoticesAsync(ports[i]);
                for (var client = 0; client < 4; client++)
                {
                    Assert.Equal(HttpStatusCode.OK, await StatusAsync(http));
                }

                servers[i] = await PriceServer.StartAsync(ports[i]);
                var sources = servers[i].Sources;
                await Eventually.BecomesAsync("a client of the restarted server", AddAsync, _ => sources.ActiveConnections > 0)
                    .WaitAsync(_soon, TestContext.Current.CancellationToken);
            }

            streams.ForEach(static stream => stream.Dispose());

            async Task<HttpStatusCode> AddAsync()
            {
                streams.Add(await OpenAsync(http));
                return streams[^1].StatusCode;
            }
        }
        finally
        {
            await servers[0].DisposeAsync();
            await servers[1].DisposeAsync();
        }
    }

    /// <summary>Opens and closes a stream, and returns its status.</summary>
    private static async Task<HttpStatusCode> StatusAsync(HttpClient http)
    {
        using var response = await OpenAsync(http);
        return response.StatusCode;
    }

    private static Task<HttpResponseMessage> OpenAsync(HttpClient http) =>
        http.GetAsync("/prices/a", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken)
            .WaitAsync(_soon, TestContext.Current.CancellationToken);
}
