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
}
