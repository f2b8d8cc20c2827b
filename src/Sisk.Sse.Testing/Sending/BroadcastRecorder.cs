using Sisk.Sse.CompilerServices;
using Sisk.Sse.Identifiers;
using Sisk.Sse.Testing.Waiting;
using Sisk.Sse.Topics;

namespace Sisk.Sse.Testing.Sending;

/// <summary>Records each broadcast of the runtime.</summary>
internal sealed class BroadcastRecorder : IBroadcastObserver
{
    internal Journal<SentEvent> Sent { get; } = new();

    public void OnBroadcast(StreamDescription stream, string key, string? eventName, object payload, bool isLast) =>
        Sent.Add(
            new SentEvent(stream.Controller, stream.Name[(stream.Name.LastIndexOf('.') + 1)..], Values(key), eventName, payload, isLast));

    private static IReadOnlyList<string> Values(string key) =>
        key.Length == 0
            ? []
            : [.. key.Split('/').Select(segment => IdentifierEscape.TryUnescape(segment, out var value) ? value ?? "" : segment)];
}
