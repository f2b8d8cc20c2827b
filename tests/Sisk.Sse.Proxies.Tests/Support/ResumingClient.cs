using Sisk.Sse.Client;
using Sisk.Sse.Proxies.Tests.Proxies;

namespace Sisk.Sse.Proxies.Tests.Support;

/// <summary>A client that reconnects and resumes.</summary>
internal sealed class ResumingClient : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _closed =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly IAsyncEnumerator<string> _events;
    private Task<string>? _next;

    private ResumingClient(Proxy proxy)
    {
        _http = new HttpClient { BaseAddress = proxy.Address };
        var options = new EventStreamClientOptions { Retry = TimeSpan.FromMilliseconds(10), MaxRetry = TimeSpan.FromMilliseconds(50) };
        _events = new EventStreamClient(_http, options)
            .ReadText("/prices/a", new() { Reset = () => Resets++ }, _closed.Token).GetAsyncEnumerator(_closed.Token);
    }

    public int Resets { get; private set; }

    public static async Task<ResumingClient> OpenAsync(PriceServer server, Proxy proxy)
    {
        var opened = server.OpenedAsync();
        var client = new ResumingClient(proxy);
        client._next = client.MoveAsync();
        await opened;
        return client;
    }

    /// <summary>Returns the next event.</summary>
    public Task<string> NextAsync()
    {
        var next = _next ?? MoveAsync();
        _next = null;
        return next;
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        try
        {
            await (_next ?? Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            // It waited for an event.
        }

        await _events.DisposeAsync();
        _http.Dispose();
        _closed.Dispose();
    }

    private async Task<string> MoveAsync() =>
        await _events.MoveNextAsync() ? _events.Current : throw new InvalidOperationException("The stream has ended.");
}
