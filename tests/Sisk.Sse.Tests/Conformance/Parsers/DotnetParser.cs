using System.Net.ServerSentEvents;

namespace Sisk.Sse.Tests.Conformance.Parsers;

/// <summary>The parser of .NET, <see cref="SseParser"/>.</summary>
internal sealed class DotnetParser : IStreamParser
{
    public bool KeepsIds => true;

    public async Task<ParsedStream> ParseAsync(IReadOnlyList<byte[]> reads)
    {
        var parser = SseParser.Create(new SplitStream(reads));
        var events = new List<ParsedEvent>();
        await foreach (var item in parser.EnumerateAsync(TestContext.Current.CancellationToken))
        {
            events.Add(new ParsedEvent(item.EventType, item.Data, parser.LastEventId));
        }

        var retry = parser.ReconnectionInterval;
        return new ParsedStream(events, retry == Timeout.InfiniteTimeSpan ? null : retry.TotalMilliseconds);
    }
}
