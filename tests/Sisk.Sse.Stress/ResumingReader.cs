using System.Globalization;
using System.Net.ServerSentEvents;

namespace Sisk.Sse.Stress;

/// <summary>A client that is cut off and comes back with the id of its last event, and checks that it sees each number once and in order.</summary>
internal sealed class ResumingReader(Uri address, string path) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = address };
    private string? _lastEventId;

    internal int Connects { get; private set; }

    internal int Next { get; private set; }

    /// <summary>Reads up to a number, connecting as often as it takes; leaves at each number of the set.</summary>
    internal async Task ReadToAsync(int count, HashSet<int> leaveAt)
    {
        while (Next < count)
        {
            try
            {
                await ReadOnceAsync(count, leaveAt).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException)
            {
                // Cut off by the server, in the midst of a chunk or before the first.
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task ReadOnceAsync(int count, HashSet<int> leaveAt)
    {
        Connects++;
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (_lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", _lastEventId);
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync().ConfigureAwait(false));
        await foreach (var item in parser.EnumerateAsync().ConfigureAwait(false))
        {
            Check.That(item.EventType == "message", $"A {item.EventType} came where number {Next} was due.");
            var number = int.Parse(item.Data.AsSpan(0, item.Data.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
            Check.That(number == Next, $"Number {number} came where {Next} was due, on connection {Connects}.");
            _lastEventId = item.EventId;
            Next++;
            if (Next == count || leaveAt.Remove(Next))
            {
                return;
            }
        }
    }
}
