using Sisk.Sse.Log;
using Sisk.Sse.Transport;

namespace Sisk.Sse;

/// <summary>Settings of all event streams of an application, checked when it starts.</summary>
public sealed class EventStreamOptions
{
    /// <summary>
    /// How long a push or pull stream is quiet before a ping is sent, which keeps proxies from closing it.
    /// <see cref="Timeout.InfiniteTimeSpan"/> for never. Default: 15 seconds.
    /// </summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets or sets the time after which a client that reads nothing is cut, if a write waits for it. What it acknowledges counts, so a slow but
    /// steady reader is not cut. Its progress is looked at four times within the timeout: the cut comes up to a quarter later. Default: 30 seconds.
    /// </summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many events may wait for one connection. Default: 4,096, so that a burst that the client's network can take overflows nothing.
    /// Waiting events are shared: each costs a connection a reference.
    /// </summary>
    public int MaxQueuedEvents { get; set; } = 4096;

    /// <summary>How many bytes of events may wait for one connection. A single larger event is let through alone. Default: 1 MiB.</summary>
    public long MaxQueuedBytes { get; set; } = 1024 * 1024;

    /// <summary>What happens when a connection's queue is full. Default: <see cref="Sse.Overflow.Disconnect"/>.</summary>
    public Overflow Overflow { get; set; } = Overflow.Disconnect;

    /// <summary>Gets or sets the transport of frames. Operators set it by the switch <see cref="TransportSwitches.UseSockets"/>.</summary>
    internal StreamTransport Transport { get; set; } = TransportSwitches.Transport;

    /// <summary>
    /// Gets or sets whether sends to several connections are batched with io_uring. Operators set it by the switch
    /// <see cref="TransportSwitches.UseIoUring"/>.
    /// </summary>
    internal bool UseIoUring { get; set; } = TransportSwitches.IsIoUringAllowed;

    /// <summary>
    /// Gets or sets whether a burst of broadcasts may be paced to spare clients that do read: never more than 100 ms for one broadcast, and at
    /// most a tenth of a stream's time overall, however many clients stall or reconnect. A broadcast never waits for a client that does not
    /// read. Default: true.
    /// </summary>
    public bool PaceBroadcasts { get; set; } = true;

    /// <summary>What is kept of each push stream for clients that come back.</summary>
    public HistoryOptions History { get; } = new();

    /// <summary>What happens when an identifier is in use already. Default: <see cref="DuplicateIdentifierPolicy.Replace"/>.</summary>
    public DuplicateIdentifierPolicy DuplicateIdentifiers { get; set; } = DuplicateIdentifierPolicy.Replace;

    /// <summary>How many streams may be open at once; null for no bound. Who comes when it is reached is asked to try again later.</summary>
    public int? MaxConnections { get; set; }

    /// <summary>
    /// How many streams one signed-in user may have open at once, by the <c>NameIdentifier</c> or <c>sub</c> claim or the name;
    /// null for no bound.
    /// </summary>
    public int? MaxConnectionsPerUser { get; set; }

    /// <summary>
    /// How many streams one address may have open at once (of IPv6: one /64 network); null for no bound. Behind a proxy use
    /// ASP.NET Core's forwarded headers middleware, or all clients have the proxy's address.
    /// </summary>
    public int? MaxConnectionsPerAddress { get; set; }

    /// <summary>
    /// How many streams may be open at once below a prefix of their identifiers. A segment <c>*</c> stands for any, each with a
    /// count of its own: <c>["chat/*"] = 100</c> allows a hundred streams for each room of the chat.
    /// </summary>
    public IDictionary<string, int> MaxConnectionsByPrefix { get; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>
    /// How long a stream may be open before its client is asked to come back, which spreads clients over servers and checks their
    /// authorisation anew; null for no bound. Each stream ends up to a tenth earlier, so that they do not all return at once.
    /// </summary>
    public TimeSpan? MaxConnectionAge { get; set; }

    /// <summary>
    /// Whether a stream ends when the authentication ticket that it was opened with expires. Its client is asked to come back, and is
    /// then authenticated anew: with a renewed ticket it misses nothing, without one it is refused. Default: false, as in SignalR.
    /// </summary>
    public bool CloseOnAuthenticationExpiration { get; set; }

    /// <summary>
    /// Gets or sets the time that clients have to read what waits for them when the server stops, and that stream methods have to obey
    /// their token. After it clients are cut and methods are no longer waited for. A method that goes on for as long after its stream was
    /// closed has its connection aborted. The default is 2 seconds.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Gets or sets a value indicating whether pull streams may go on for <see cref="DrainTimeout"/> when the server stops. A sequence
    /// that ends by itself in that time ends for good; the others, whose token is cancelled then, are asked to come back. The default is
    /// false: all streams are asked to come back as soon as the server stops.
    /// </summary>
    public bool FinishPullStreamsOnShutdown { get; set; }

    /// <summary>The shortest time after which a client that is sent away for now is asked to come back. Default: 1 second.</summary>
    public TimeSpan MinRetry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such time; each client gets one of its own in between, so that they do not return all at once. Default: 5 seconds.</summary>
    public TimeSpan MaxRetry { get; set; } = TimeSpan.FromSeconds(5);
}
