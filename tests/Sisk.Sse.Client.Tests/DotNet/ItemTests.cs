using System.Net.ServerSentEvents;
using Sisk.Sse.Client.Tests.Faults;
using static Sisk.Sse.Client.Tests.DotNet.Subscriber;
using static Sisk.Sse.Client.Tests.Faults.ScriptedServer;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>
/// Events as items. Not for netstandard2.0: on .NET 10, its <c>SseItem</c> is not the one that its assembly was built for.
/// </summary>
public sealed class ItemTests
{
    [Fact]
    public async Task Items_have_names_and_ids()
    {
        await using var server = new ScriptedServer(Head + "id: 1\nevent: x\ndata: a\n\n");
        using var http = new HttpClient { BaseAddress = server.Address };
        var items = new List<SseItem<string>>();

        await foreach (var item in new EventStreamClient(http, Fast).ReadText("/stream", cancellationToken: TestContext.Current.CancellationToken).Items().WithCancellation(TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }

        Assert.Equal(("x", "a", "1"), (items.Single().EventType, items.Single().Data, items.Single().EventId));
    }

    [Fact]
    public async Task Item_has_the_last_id_before_it_when_it_has_none_of_its_own()
    {
        const string ToTheEnd = "data: c\n\nid\ndata: d\n\nid: sisk-sse-end\nevent: end\ndata:\n\n";
        await using var server = new ScriptedServer(
            Head + "data: a\n\nid: 1\n\nid: 2\nevent: unknown\ndata: x\n\ndata: b\n\n", Head + ToTheEnd);
        using var http = new HttpClient { BaseAddress = server.Address };
        var request = new EventStreamRequest(HttpMethod.Get, "/stream");

        var items = await new EventStreamClient(http, Fast).Read<string>(
            request, ReadKnown, cancellationToken: TestContext.Current.CancellationToken)
            .Items().ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([("a", null), ("b", "2"), ("c", "2"), ("d", "")], items.Select(item => (item.Data, item.EventId)));
    }

    private static bool ReadKnown(string type, ReadOnlySpan<byte> data, out string value) =>
        EventStreamClient.ParseText(type, data, out value) && type != "unknown";
}
