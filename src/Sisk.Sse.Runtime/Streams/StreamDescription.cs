using System.ComponentModel;
using Sisk.Sse.Streams;

namespace Sisk.Sse.CompilerServices;

/// <summary>The facts about a stream that are known at compile time. For generated code.</summary>
/// <param name="name">
/// The assembly and the method's full name. An endpoint and its broadcaster share a topic by this name, on every server.
/// </param>
/// <param name="controller">The name of the class, which API descriptions use as the tag if there is none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamDescription(string name, string controller)
{
    private readonly List<StreamParameter> _parameters = [];
    private readonly List<StreamEvent> _events = [];

    internal string Name { get; } = name;

    internal string Controller { get; } = controller;

    /// <summary>Gets a value indicating whether each connection's identifier ends in a segment of its own.</summary>
    internal bool HasUniqueIdentifier { get; private set; }

    /// <summary>Gets the stream's own history bounds; <see langword="null"/> for the application's.</summary>
    internal EventHistoryAttribute? HistoryBounds { get; private set; }

    internal StreamSettings Settings { get; private set; } = StreamSettings.None;

    internal IReadOnlyList<StreamParameter> Parameters => _parameters;

    /// <summary>Gets the types of events; none if the method names its events as it sends them.</summary>
    internal IReadOnlyList<StreamEvent> Events => _events;

    /// <summary>Adds a unique last segment to the identifiers of the stream's connections.</summary>
    public StreamDescription Unique()
    {
        HasUniqueIdentifier = true;
        return this;
    }

    /// <summary>Sets the stream's own history bounds.</summary>
    public StreamDescription History(EventHistoryAttribute bounds)
    {
        HistoryBounds = bounds;
        return this;
    }

    /// <summary>Sets the values that the route attribute gives; <see langword="null"/> leaves the application's. They are checked when the stream is mapped.</summary>
    public StreamDescription With(
        Overflow? overflow = null, double? pingIntervalSeconds = null, int? maxQueuedEvents = null, long? maxQueuedBytes = null)
    {
        Settings = new StreamSettings(overflow, pingIntervalSeconds, maxQueuedEvents, maxQueuedBytes);
        return this;
    }

    /// <summary>Adds a parameter of the route, the query or the headers.</summary>
    public StreamDescription Parameter<T>(ParameterSource source, string name, bool isRequired, bool isKey)
    {
        _parameters.Add(new StreamParameter(source, name, typeof(T), isRequired, isKey, UnlessService: false));
        return this;
    }

    /// <summary>Adds the body; with <paramref name="unlessService"/>, only if the application has no such service.</summary>
    public StreamDescription Body<T>(bool unlessService)
    {
        _parameters.Add(new StreamParameter(Source: null, "body", typeof(T), IsRequired: true, IsKey: false, unlessService));
        return this;
    }

    /// <summary>Adds a type of event; a null name for one that <c>onmessage</c> receives.</summary>
    public StreamDescription Event<T>(string? name)
    {
        _events.Add(new StreamEvent(name, typeof(T)));
        return this;
    }
}
