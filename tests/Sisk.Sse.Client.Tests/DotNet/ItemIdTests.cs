using Sisk.Sse.Tests.Conformance;
using Sisk.Sse.Tests.Conformance.Parsers;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>The ids of the items that the client reads, on the streams of rows 1 to 17 of docs/reference/conformance.md.</summary>
public sealed class ItemIdTests
{
    public static TheoryData<string> Rows => [.. ParserTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Item_has_the_last_id_up_to_it(string row)
    {
        using var server = new OneStream(SplitStream.Split(ParserTable.Bytes(row), int.MaxValue));
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://localhost") };
        var request = new EventStreamRequest(HttpMethod.Get, "/stream");
        var ids = new List<string>();

        await foreach (var item in new EventStreamClient(http, Subscriber.Fast)
            .Read<string>(request, EventStreamClient.ParseText, cancellationToken: TestContext.Current.CancellationToken).Items())
        {
            ids.Add(item.EventId ?? "");
        }

        Assert.Equal(ParserTable.Rows[row].Events.Select(static sent => sent.Id), ids);
    }
}
