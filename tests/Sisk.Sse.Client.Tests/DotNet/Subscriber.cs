using Sisk.Sse.Client.Tests.Faults;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>Reads a stream of a <see cref="ScriptedServer"/> to its end.</summary>
internal static class Subscriber
{
    /// <summary>Gets options that lose no time.</summary>
    public static EventStreamClientOptions Fast { get; } =
        new() { Retry = TimeSpan.FromMilliseconds(1), MaxRetry = TimeSpan.FromMilliseconds(5) };

    public static async Task<List<string>> ReadAsync(
        ScriptedServer server, EventStreamCall? call = null, EventParser<string>? parser = null, HttpMethod? method = null, string? endData = null)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        return await ReadAsync(http, new EventStreamRequest(method ?? HttpMethod.Get, "/stream") { EndData = endData }, call, parser);
    }

    public static async Task<List<string>> ReadAsync(
        HttpClient http, EventStreamRequest request, EventStreamCall? call = null, EventParser<string>? parser = null)
    {
        var events = new List<string>();
        await foreach (var item in new EventStreamClient(http, Fast).Read(
            request, parser ?? EventStreamClient.ParseText, call, TestContext.Current.CancellationToken))
        {
            events.Add(item);
        }

        return events;
    }
}
