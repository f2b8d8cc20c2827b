using System.Diagnostics.CodeAnalysis;

namespace Sisk.Sse;

/// <summary>The base class of the attributes that make a method an event stream.</summary>
/// <remarks>The compiler reports a setting that is out of its range (SSE069). The application does not start with it.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public abstract class EventStreamRouteAttribute : Attribute
{
    private protected EventStreamRouteAttribute(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        Template = template;
    }

    /// <summary>Gets the route template, in the syntax of ASP.NET Core.</summary>
    [StringSyntax("Route")]
    public string Template { get; }

    /// <summary>
    /// Gets or sets the template of the connections' identifiers: segments joined by '/', each one literal or one <c>{parameter}</c> of
    /// the method. The default is the route. A unique last segment is added to either, unless the stream is <see cref="Exclusive"/>.
    /// </summary>
    public string? Identifier { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether only one client at a time may have the same values of the identifier's parameters. No unique
    /// segment is then added, and <see cref="EventStreamOptions.DuplicateIdentifiers"/> decides between two clients.
    /// </summary>
    public bool Exclusive { get; set; }

    /// <summary>
    /// Gets or sets what happens when a connection's queue is full. The default is <see cref="EventStreamOptions.Overflow"/>.
    /// </summary>
    public Overflow Overflow { get; set; }

    /// <summary>
    /// Gets or sets the time without events after which a ping is sent, in seconds: greater than zero and at most one day, or
    /// <see cref="double.PositiveInfinity"/> for no pings. The default is <see cref="EventStreamOptions.PingInterval"/>.
    /// </summary>
    public double PingIntervalSeconds { get; set; }

    /// <summary>
    /// Gets or sets the number of events that may wait for one connection, at least one. The default is
    /// <see cref="EventStreamOptions.MaxQueuedEvents"/>.
    /// </summary>
    public int MaxQueuedEvents { get; set; }

    /// <summary>
    /// Gets or sets the number of bytes of events that may wait for one connection, at least one. A single larger event is accepted if
    /// nothing else is queued. The default is <see cref="EventStreamOptions.MaxQueuedBytes"/>.
    /// </summary>
    public long MaxQueuedBytes { get; set; }

    /// <summary>
    /// Gets or sets how a pull stream tells its client that the sequence has ended. The default is <see cref="StreamEnd.Event"/>.
    /// </summary>
    public StreamEnd End { get; set; }

    /// <summary>
    /// Gets or sets the text before the event in the names of the generated broadcast methods, which tells two streams of one controller
    /// apart. The default is none.
    /// </summary>
    public string? Name { get; set; }
}
