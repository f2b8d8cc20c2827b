using Sisk.Sse.Tests.Conformance;
using Sisk.Sse.Tests.Conformance.Parsers;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>The client on the streams of rows 1 to 17 of docs/reference/conformance.md, in reads of many sizes.</summary>
public sealed class ParserRowTests
{
    private const int LongStream = 1000;

    private static readonly int[] _sizes = [1, 2, 3, 7, 1024, int.MaxValue];

    public static TheoryData<string> Rows => [.. ParserTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Events_and_the_last_event_id_are_those_of_the_standard(string row)
    {
        var bytes = ParserTable.Bytes(row);
        var expected = ParserTable.Rows[row].Events;
        var holds = true;
        foreach (var size in _sizes.Where(size => size > 7 || bytes.Length < LongStream))
        {
            using var server = new OneStream(SplitStream.Split(bytes, size));
            using var http = new HttpClient(server) { BaseAddress = new Uri("http://localhost") };
            var events = new List<(string, string)>();
            await foreach (var item in new EventStreamClient(http, Subscriber.Fast)
                .Read<(string, string)>(
                    new EventStreamRequest(HttpMethod.Get, "/stream"),
                    ReadTypeAndData,
                    cancellationToken: TestContext.Current.CancellationToken))
            {
                events.Add(item);
            }

            holds &= events.SequenceEqual(expected.Select(sent => (sent.Type, sent.Data)));
            Assert.Equal(expected[^1].Id, server.LastEventId);
        }

        // The client shares the deviations of .NET's parser.
        Assert.NotEqual(ParserTable.Deviations.Contains(("dotnet", row)), holds);
    }

    private static bool ReadTypeAndData(string type, ReadOnlySpan<byte> data, out (string, string) value)
    {
        EventStreamClient.ParseText(type, data, out var text);
        value = (type, text);
        return true;
    }
}
