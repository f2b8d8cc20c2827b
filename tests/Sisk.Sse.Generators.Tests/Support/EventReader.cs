using System.Net.ServerSentEvents;

namespace Sisk.Sse.Generators.Tests.Support;

/// <summary>The events of an open stream, one by one, as the framework's own parser reads them.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventReader(HttpResponseMessage response, Stream body, CancellationToken guard)
    {
        _response = response;
        _items = SseParser.Create(body).EnumerateAsync(guard).GetAsyncEnumerator(guard);
    }

    public static async Task<EventReader> OpenAsync(HttpResponseMessage response, CancellationToken guard)
    {
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(response, await response.Content.ReadAsStreamAsync(guard), guard);
    }

    /// <summary>The next event as <c>name: data</c>; the name is "message" where none was written.</summary>
    public async Task<string> NextAsync()
    {
        Assert.True(await _items.MoveNextAsync(), "The stream has ended.");
        return _items.Current.EventType + ": " + _items.Current.Data;
    }

    public async ValueTask DisposeAsync()
    {
        await _items.DisposeAsync();
        _response.Dispose();
    }
}
