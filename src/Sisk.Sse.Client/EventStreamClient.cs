using Sisk.Sse.Client.Connecting;

namespace Sisk.Sse.Client;

/// <summary>Subscribes to event streams. Generated clients use it; it also reads streams of any other server.</summary>
public sealed class EventStreamClient
{
    private readonly HttpClient _http;
    private readonly EventStreamClientOptions _options;

    /// <summary>Initializes a client.</summary>
    /// <param name="httpClient">The client that sends the requests. It is not disposed.</param>
    /// <param name="options">The settings of all subscriptions; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="httpClient"/> is null.</exception>
    public EventStreamClient(HttpClient httpClient, EventStreamClientOptions? options = null)
    {
        _http = httpClient ?? throw new ArgumentNullException(nameof(httpClient));
        _options = options ?? new();
    }

    /// <summary>Subscribes to a stream whose events are read as text, whatever their names.</summary>
    /// <param name="uri">The address, absolute or relative to that of the <see cref="HttpClient"/>.</param>
    /// <param name="call">The settings of this subscription; null for the defaults.</param>
    /// <param name="cancellationToken">A token that ends the subscription.</param>
    /// <returns>The data of the events. Each enumeration opens its own connection.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="uri"/> is null.</exception>
    public EventSubscription<string> ReadText(string uri, EventStreamCall? call = null, CancellationToken cancellationToken = default) =>
        Read<string>(new EventStreamRequest(HttpMethod.Get, uri), ParseText, call, cancellationToken);

    /// <summary>Subscribes to a stream.</summary>
    /// <typeparam name="T">The type that events are converted to.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="parser">Converts an event to a value.</param>
    /// <param name="call">The settings of this subscription; null for the defaults.</param>
    /// <param name="cancellationToken">A token that ends the subscription.</param>
    /// <returns>The values. Each enumeration opens its own connection.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> or <paramref name="parser"/> is null.</exception>
    public EventSubscription<T> Read<T>(
        EventStreamRequest request, EventParser<T> parser, EventStreamCall? call = null, CancellationToken cancellationToken = default)
    {
        _ = request ?? throw new ArgumentNullException(nameof(request));
        _ = parser ?? throw new ArgumentNullException(nameof(parser));
        call ??= new EventStreamCall();
        return new EventSubscription<T>(
            () => new ConnectionOpener(_http, _options, request, call), () => new EventReader<T>(parser, request), call, cancellationToken);
    }

    /// <summary>An <see cref="EventParser{T}"/> that returns each event's data unchanged.</summary>
    /// <param name="eventType">The name of the event.</param>
    /// <param name="data">The data.</param>
    /// <param name="value">The data as text.</param>
    /// <returns>True.</returns>
    public static bool ParseText(string eventType, ReadOnlySpan<byte> data, out string value)
    {
        value = Utf8.GetString(data);
        return true;
    }
}
