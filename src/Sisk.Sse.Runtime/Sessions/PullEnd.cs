using System.Diagnostics.CodeAnalysis;
using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Sessions;

/// <summary>The last events of a sequence, from which clients learn of its end.</summary>
internal static class PullEnd
{
    /// <summary>The end of a sequence of whose failure the application says nothing.</summary>
    internal static readonly Frame Failed = FrameEncoder.Event("", "error", id: null);

    /// <summary>
    /// Returns the end that a route has chosen. Each has the id at whose return the answer is 204: a browser would reconnect forever.
    /// </summary>
    internal static Frame Of(StreamEnd end) => end switch
    {
        StreamEnd.Done => FrameEncoder.Event("[DONE]", eventName: null, StreamEventId.End),
        StreamEnd.None => FrameEncoder.Id(StreamEventId.End),
        _ => FrameEncoder.Event("", "end", StreamEventId.End),
    };

    /// <summary>Asks the application for the last event of a sequence that has failed.</summary>
    internal static bool TryTell<T>(IAsyncEnumerable<T> events, Exception failure, [NotNullWhen(true)] out T? last)
    {
        last = events is IPullSource<T> { OnFailure: { } onFailure } ? onFailure(failure) : default;
        return last is not null && events is IPullSource<T> { OnFailure: not null };
    }
}
