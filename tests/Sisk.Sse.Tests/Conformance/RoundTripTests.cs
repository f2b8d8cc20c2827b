using System.Globalization;
using Sisk.Sse.Tests.Conformance.Parsers;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Conformance;

/// <summary>Random events are the same after encoding and parsing.</summary>
/// <remarks>For long runs, set the number of events in SISK_SSE_ROUND_TRIPS and the seed in SISK_SSE_SEED.</remarks>
public sealed class RoundTripTests(Chromium chromium)
{
    private const int EventsPerStream = 200;
    private static readonly int _events = Setting("SISK_SSE_ROUND_TRIPS", 6000);
    private static readonly int _seed = Setting("SISK_SSE_SEED", 20261123);

    [Fact]
    [Trait("Conformance", "E8")]
    public Task Random_events_round_trip_through_the_dotnet_parser() => EachSurvivesAsync(new DotnetParser());

    [Fact]
    [Trait("Conformance", "E8")]
    public async Task Random_events_round_trip_through_the_npm_parser()
    {
        using var parser = NodeParser.Start();
        await EachSurvivesAsync(parser);
    }

    [Fact]
    [Trait("Conformance", "E8")]
    public async Task Random_events_round_trip_through_Chromium_EventSource()
    {
        await using var parser = await ChromiumParser.StartAsync(chromium);
        await EachSurvivesAsync(parser);
    }

    private static async Task EachSurvivesAsync(IStreamParser parser)
    {
        for (var done = 0; done < _events; done += EventsPerStream)
        {
            var seed = _seed + done;
            var stream = RandomStream.Create(seed, EventsPerStream);
            if (parser is ChromiumParser browser)
            {
                browser.Types = [.. stream.Events.Select(sent => sent.Type).Distinct()];
            }

            var parsed = await parser.ParseAsync(stream.Reads);
            var expected = parser.KeepsIds ? stream.Events : stream.EventsWithOwnIds;
            Assert.True(expected.SequenceEqual(parsed.Events), $"Seed {seed}: {Difference(expected, parsed.Events)}");
            if (parser is not ChromiumParser)
            {
                Assert.Equal(stream.Retry, parsed.Retry);
            }
        }
    }

    private static string Difference(IReadOnlyList<ParsedEvent> sent, IReadOnlyList<ParsedEvent> parsed)
    {
        var place = sent.Zip(parsed).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"event {place} of {sent.Count} was sent as {sent.ElementAtOrDefault(place)} and parsed as {parsed.ElementAtOrDefault(place)}";
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
