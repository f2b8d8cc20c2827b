using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sisk.Sse.Inspection.Messages;
using Sisk.Sse.Sessions;
using Sisk.Sse.Streams;

namespace Sisk.Sse.Inspection;

/// <summary>The stream that feeds the page: the server, a sample of all streams each second, and the connections that have ended.</summary>
internal sealed class WatchStream(StreamSampler sampler, InspectedServers servers, EndedConnections ended, Func<ServerView> server)
{
    internal Task RunAsync(StreamSession session) =>
        new PullStream(session, nameof(WatchStream), StreamSettings.None).RunAsync<string>(
            EventsAsync(session.CancellationToken), static (sink, json) => sink.Write(null, json));

    private async IAsyncEnumerable<SseItem<string>> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Item(server(), InspectorJson.Default.ServerView, InspectorContract.ServerEvent);
        var (here, elsewhere) = (0L, 0L);
        var sample = sampler.Enter();
        try
        {
            while (true)
            {
                // Asked for before the sample is sent, so that a client that takes long gets the next one all the same.
                var next = sampler.Next;
                yield return Item(servers.Sum(sample), InspectorJson.Default.SampleView, InspectorContract.SampleEvent);
                EndedView[] views =
                [
                    .. ended.GetAfter(ref here).Select(record => EndedView.Of(record, server().Name)),
                    .. servers.GetEndedElsewhere(ref elsewhere),
                ];
                if (views.Length > 0)
                {
                    yield return Item(views, InspectorJson.Default.EndedViewArray, InspectorContract.EndedEvent);
                }

                sample = await next.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            sampler.Leave();
        }
    }

    private static SseItem<string> Item<T>(T value, JsonTypeInfo<T> type, string name) => new(JsonSerializer.Serialize(value, type), name);
}
