using System.Net.Http.Headers;

namespace Sisk.Sse.Client;

/// <summary>The settings of one subscription. Its functions are called on any thread, unlike the loop over the events.</summary>
public sealed class EventStreamCall
{
    /// <summary>Gets or sets the id of the event after which the stream resumes; null for a new subscription.</summary>
    public string? LastEventId { get; set; }

    /// <summary>Gets or sets a function that is called with the headers of each request, for example to set a token.</summary>
    public Action<HttpRequestHeaders>? Headers { get; set; }

    /// <summary>Gets or sets a function that is called when the state changes. It must return soon, since events wait for it.</summary>
    public Action<EventStreamState>? StateChanged { get; set; }

    /// <summary>
    /// Gets or sets a function that is called before each wait for a reconnect, with the reason: an <see cref="EventStreamException"/>
    /// with the status of the response, a <see cref="TimeoutException"/> after silence, the exception of the network, or null if the
    /// response ended.
    /// </summary>
    public Action<Exception?>? Reconnecting { get; set; }

    /// <summary>
    /// Gets or sets a function that is called when events were missed that the server no longer has. Discard what was built from earlier
    /// events: the stream starts over.
    /// </summary>
    public Action? Reset { get; set; }
}
