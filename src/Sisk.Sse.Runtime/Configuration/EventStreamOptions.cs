using Sisk.Sse.Configuration;
using Sisk.Sse.Transport;

namespace Sisk.Sse;

/// <summary>The settings of all event streams of an application. They are validated at startup.</summary>
public sealed class EventStreamOptions
{
    /// <summary>
    /// Gets or sets the time without events after which a push or pull stream sends a ping, so that proxies do not close it. Greater than
    /// zero and at most one day, or <see cref="Timeout.InfiniteTimeSpan"/> for no pings. The default is 15 seconds.
    /// </summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets or sets the time after which a client is disconnected if it reads nothing while a write is pending. A slow but steady reader is
    /// not disconnected. Progress is checked four times within the timeout, so a client may be disconnected up to a quarter later. Greater
    /// than zero and at most one day. The default is 30 seconds.
    /// </summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets the maximum number of events in one connection's queue, at least 1. The default is 4,096, enough for a burst that the
    /// client's network can take. Broadcast events are shared between queues: each costs a connection only a reference.
    /// </summary>
    public int MaxQueuedEvents { get; set; } = 4096;

    /// <summary>
    /// Gets or sets the maximum number of bytes in one connection's queue, at least 1. An empty queue accepts an event of any size. The
    /// default is 1 MiB.
    /// </summary>
    public long MaxQueuedBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// Gets or sets the policy for a connection whose queue is full. The default is <see cref="Sse.Overflow.Disconnect"/>.
    /// </summary>
    public Overflow Overflow { get; set; } = Overflow.Disconnect;

    /// <summary>
    /// Gets or sets the transport of frames. The default depends on the switch <see cref="TransportSwitches.UseSockets"/>.
    /// </summary>
    internal StreamTransport Transport { get; set; } = TransportSwitches.Transport;

    /// <summary>
    /// Gets or sets a value indicating whether sends to several connections are batched with io_uring. The default depends on the switch
    /// <see cref="TransportSwitches.UseIoUring"/>.
    /// </summary>
    internal bool UseIoUring { get; set; } = TransportSwitches.IsIoUringAllowed;

    /// <summary>
    /// Gets or sets the threads that write the events of one stream. The default depends on the switch
    /// <see cref="TransportSwitches.UseAllCores"/>.
    /// </summary>
    internal DeliveryThreads Threads { get; set; } = DeliveryThreads.Default;

    /// <summary>
    /// Gets or sets a value indicating whether a burst of broadcasts is slowed down for clients that fall behind. One broadcast waits at
    /// most 100 ms, and all broadcasts of a stream together at most a tenth of the time. A broadcast never waits for a client that does not
    /// read. The default is true.
    /// </summary>
    public bool PaceBroadcasts { get; set; } = true;

    /// <summary>Gets the limits of each push stream's history, from which returning clients resume.</summary>
    public HistoryOptions History { get; } = new();

    /// <summary>Gets the limits of resumable pull streams.</summary>
    public RunOptions Runs { get; } = new();

    /// <summary>
    /// Gets or sets the policy for a connection whose identifier is already in use. The default is
    /// <see cref="DuplicateIdentifierPolicy.Replace"/>.
    /// </summary>
    public DuplicateIdentifierPolicy DuplicateIdentifiers { get; set; } = DuplicateIdentifierPolicy.Replace;

    /// <summary>
    /// Gets or sets the time for which a client counts as present after its last connection has closed, so that a reload is neither a leave
    /// nor a join. It should exceed <see cref="MaxRetry"/>. From zero to one day. The default is 10 seconds.
    /// </summary>
    public TimeSpan PresenceDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets the maximum number of open streams; null for no limit. Further clients are asked to retry later. The default is null.
    /// </summary>
    public int? MaxConnections { get; set; }

    /// <summary>
    /// Gets or sets the maximum number of open streams of one authenticated user; null for no limit. Users are distinguished by the
    /// <c>NameIdentifier</c> claim, the <c>sub</c> claim or the name. The default is null.
    /// </summary>
    public int? MaxConnectionsPerUser { get; set; }

    /// <summary>
    /// Gets or sets the maximum number of open streams of one IPv4 address or IPv6 /64 network; null for no limit. Behind a proxy, use the
    /// forwarded headers middleware of ASP.NET Core, or all clients have the proxy's address. The default is null.
    /// </summary>
    public int? MaxConnectionsPerAddress { get; set; }

    /// <summary>
    /// Gets the maximum numbers of open streams by identifier prefix. A segment <c>*</c> matches any segment, and each match has its own
    /// limit: <c>["chat/*"] = 100</c> allows a hundred streams for each room of a chat. If an identifier matches several prefixes, all of
    /// their limits apply.
    /// </summary>
    public IDictionary<string, int> MaxConnectionsByPrefix { get; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>
    /// Gets or sets the time after which a stream is closed and its client reconnects; null for no limit. Reconnecting distributes clients
    /// over servers and checks their authorization again. Each stream ends up to a tenth earlier, so that clients do not reconnect all at
    /// once. Greater than zero and at most one day. The default is null.
    /// </summary>
    public TimeSpan? MaxConnectionAge { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether a stream is closed when the authentication ticket that it was opened with expires. The
    /// client reconnects and is authenticated again: with a renewed ticket it resumes, without one it is rejected. A ticket that has
    /// already expired gets 401, even if its scheme still accepts it. The default is false, as in SignalR.
    /// </summary>
    public bool CloseOnAuthenticationExpiration { get; set; }

    /// <summary>
    /// Gets or sets the time for which a stopping server sends queued events and waits for stream methods. After it, connections are
    /// aborted and methods are no longer awaited. If a method still runs this long after its stream was closed, its connection is aborted,
    /// too. Greater than zero and at most one day. The default is 2 seconds.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Gets or sets a value indicating whether pull streams continue for up to <see cref="DrainTimeout"/> when the server stops. A sequence
    /// that completes in that time ends permanently. The tokens of the others are then canceled, and their clients reconnect. The default
    /// is false: all clients reconnect as soon as the server stops.
    /// </summary>
    public bool FinishPullStreamsOnShutdown { get; set; }

    /// <summary>
    /// Gets or sets the minimum retry time that is sent to clients that should reconnect later. From zero to one day, and at most
    /// <see cref="MaxRetry"/>. The default is 1 second.
    /// </summary>
    public TimeSpan MinRetry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets the maximum retry time. Each client gets a random time between <see cref="MinRetry"/> and this one, so that clients do
    /// not reconnect all at once. At most one day. The default is 5 seconds.
    /// </summary>
    public TimeSpan MaxRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Returns a random time between <see cref="MinRetry"/> and <see cref="MaxRetry"/>, so that not all return at once.</summary>
    internal TimeSpan NextRetry() => MinRetry + ((MaxRetry - MinRetry) * Random.Shared.NextDouble());
}
