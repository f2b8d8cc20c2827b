using System.Net.ServerSentEvents;

namespace Sisk.Sse.Tests.Support;

/// <summary>A client that reads an event stream.</summary>
internal sealed class StreamReading : IAsyncDisposable
{
    private readonly IAsyncEnumerator<SseItem<string>> _items;
    private readonly SseParser<string> _parser;

    private StreamReading(HttpResponseMessage response, Stream body)
    {
        Response = response;
        _parser = SseParser.Create(body);
        _items = _parser.EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    internal HttpResponseMessage Response { get; }

    internal string LastEventId => _parser.LastEventId;

    internal TimeSpan Retry => _parser.ReconnectionInterval;

    internal static async Task<StreamReading> OpenAsync(HttpClient client, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy };
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        return await OpenAsync(client, request);
    }

    internal static async Task<StreamReading> OpenAsync(HttpClient client, HttpRequestMessage request)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return new StreamReading(response, await response.Content.ReadAsStreamAsync(cancellation));
    }

    /// <summary>Reads the next event. Returns null at the end of the stream, and throws if neither arrives in time.</summary>
    internal async Task<SseItem<string>?> NextAsync() => await Signal.WithinAsync(_items.MoveNextAsync().AsTask()) ? _items.Current : null;

    internal async Task<string?> NextDataAsync() => (await NextAsync())?.Data;

    internal async Task<List<SseItem<string>>> RestAsync()
    {
        var rest = new List<SseItem<string>>();
        while (await NextAsync() is { } item)
        {
            rest.Add(item);
        }

        return rest;
    }

    /// <summary>Disconnects, as a closed browser tab does.</summary>
    public ValueTask DisposeAsync()
    {
        Response.Dispose();
        return ValueTask.CompletedTask;
    }
}
