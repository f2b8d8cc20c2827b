namespace Sisk.Sse.Hosting;

/// <summary>A request's event source, kept with the request so that its endpoint can wait for it.</summary>
internal sealed class EventSourceFeature
{
    internal HttpRequestEventSource? Source { get; init; }
}
