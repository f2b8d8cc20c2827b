using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Sisk.Sse.Identifiers;
using Sisk.Sse.Streams;

namespace Sisk.Sse.CompilerServices;

/// <summary>The facts about a stream that are known at compile time. For generated code.</summary>
/// <param name="name">
/// The assembly and the method's full name. An endpoint and its broadcaster share a topic by this name, on every server.
/// </param>
/// <param name="controller">The name of the class, which API descriptions use as the tag if there is none.</param>
/// <param name="template">The template of the connections' identifiers, or else the route. Telemetry names the stream by it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamDescription(string name, string controller, string template)
{
    private readonly List<StreamParameter> _parameters = [];
    private readonly List<ValidatedParameter> _validated = [];
    private readonly List<StreamEvent> _events = [];
    private readonly List<StreamKey> _keys = [];

    internal string Name { get; } = name;

    internal string Assembly => Name[..Name.IndexOf('/')];

    internal string Controller { get; } = controller;

    internal string Template { get; } = NameOf(template);

    /// <summary>Gets a value indicating whether each connection's identifier ends in a unique segment.</summary>
    internal bool HasUniqueIdentifier { get; private set; }

    /// <summary>Gets the stream's own history bounds; <see langword="null"/> for the application's.</summary>
    internal EventHistoryAttribute? HistoryBounds { get; private set; }

    internal StreamSettings Settings { get; private set; } = StreamSettings.None;

    internal IReadOnlyList<StreamParameter> Parameters => _parameters;

    /// <summary>Gets the values that rules apply to, in the order in which the handler gives them.</summary>
    internal IReadOnlyList<ValidatedParameter> Validated => _validated;

    /// <summary>Gets the types of events; none if the method names its events as it sends them.</summary>
    internal IReadOnlyList<StreamEvent> Events => _events;

    /// <summary>Gets the keys of a push stream, in the order of its identifiers.</summary>
    internal IReadOnlyList<StreamKey> Keys => _keys;

    /// <summary>Gets the name of a push stream in the stream contract; empty for any other.</summary>
    internal string ContractName { get; private set; } = "";

    /// <summary>Gets a value indicating whether it is a push stream.</summary>
    internal bool IsPush => ContractName.Length > 0;

    /// <summary>Returns the name of a template in telemetry: without slashes at the beginning, and "/" for the root.</summary>
    internal static string NameOf(string template) => template.TrimStart('/') is { Length: > 0 } name ? name : "/";

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

    /// <summary>
    /// Sets the values that the route attribute gives; <see langword="null"/> leaves the application's. They are checked when the stream is
    /// mapped.
    /// </summary>
    public StreamDescription With(
        Overflow? overflow = null,
        double? pingIntervalSeconds = null,
        int? maxQueuedEvents = null,
        long? maxQueuedBytes = null,
        StreamEnd end = StreamEnd.Event,
        bool resumable = false,
        double? resumeWindowSeconds = null)
    {
        Settings = new StreamSettings(overflow, pingIntervalSeconds, maxQueuedEvents, maxQueuedBytes, end, resumable, resumeWindowSeconds);
        return this;
    }

    /// <summary>Describes the GET that resumes the stream: the same events, for a last event ID in place of a body.</summary>
    internal StreamDescription ForResume()
    {
        var resumed = new StreamDescription(Name, Controller, Template) { Settings = Settings };
        resumed._parameters.AddRange(_parameters.Where(static parameter => parameter.Source is ParameterSource.Route));
        resumed._parameters.Add(new StreamParameter(
            ParameterSource.Header, "Last-Event-ID", typeof(string), IsRequired: true, IsKey: false, UnlessService: false));
        resumed._events.AddRange(_events);
        return resumed;
    }

    /// <summary>Adds a parameter of the route, the query or the headers.</summary>
    public StreamDescription Parameter<T>(ParameterSource source, string name, bool isRequired, bool isKey)
    {
        _parameters.Add(new StreamParameter(source, name, typeof(T), isRequired, isKey, UnlessService: false));
        return this;
    }

    /// <summary>Adds a parameter of the route, the query or the headers that has a default value.</summary>
    public StreamDescription Parameter<T>(ParameterSource source, string name, bool isRequired, bool isKey, T defaultValue)
    {
        _parameters.Add(new StreamParameter(source, name, typeof(T), isRequired, isKey, UnlessService: false, defaultValue));
        return this;
    }

    /// <summary>Adds the body; with <paramref name="unlessService"/>, only if the application has no such service.</summary>
    public StreamDescription Body<T>(bool unlessService) => Body<T>(unlessService, isRequired: true);

    /// <summary>Adds the body, which a request may lack unless it is required.</summary>
    public StreamDescription Body<T>(bool unlessService, bool isRequired)
    {
        _parameters.Add(new StreamParameter(Source: null, "body", typeof(T), isRequired, IsKey: false, unlessService));
        return this;
    }

    /// <summary>Describes the parameter, or the body, that was added last.</summary>
    public StreamDescription Describe(string description)
    {
        _parameters[^1] = _parameters[^1] with { Description = description };
        return this;
    }

    /// <summary>Adds a value that is validated before the user's method runs.</summary>
    /// <param name="source">The part of the request that it is from; null for the body, and for a type that binds itself.</param>
    /// <param name="name">The name in the answer to a request that breaks a rule.</param>
    /// <param name="displayName">The name in the words of a rule.</param>
    /// <param name="annotated">The type, of the value or of its items, whose members have rules; null if none has.</param>
    /// <param name="rules">The rules of the value itself.</param>
    public StreamDescription Validate<T>(
        ParameterSource? source, string name, string displayName, Type? annotated, params ValidationAttribute[] rules)
    {
        _validated.Add(new ValidatedParameter(source, typeof(T), name, displayName, annotated, rules));
        return this;
    }

    /// <summary>Adds a value that is assembled from the values before it, and validated if each of them is valid.</summary>
    /// <param name="members">The number of values with rules, just before this one, that it is assembled from.</param>
    /// <param name="displayName">The name in the words of a rule.</param>
    /// <param name="rules">The rules of the value's type.</param>
    public StreamDescription ValidateWhole<T>(int members, string displayName, params ValidationAttribute[] rules)
    {
        var whole = new ValidatedParameter(source: null, typeof(T), name: "", displayName, annotated: null, rules) { Members = members };
        _validated.Add(whole);
        return this;
    }

    /// <summary>Sets the name of a push stream in the stream contract.</summary>
    public StreamDescription Named(string contractName)
    {
        ContractName = contractName;
        return this;
    }

    /// <summary>Adds the next key of the stream's identifiers.</summary>
    public StreamDescription Key<T>(string name, ValueParser<T> parser) => Key(name, parser, mayBeNull: false);

    /// <summary>Adds the next key of the stream's identifiers, which may be null.</summary>
    public StreamDescription Key<T>(string name, ValueParser<T> parser, bool mayBeNull)
    {
        _keys.Add(new StreamKey(
            name,
            text => parser(text, out var value) ? IdentifierHandler.Format($"{value}") : null,
            mayBeNull ? IdentifierEscape.Null : null));
        return this;
    }

    /// <summary>Adds a type of event; a null name for one that <c>onmessage</c> receives.</summary>
    public StreamDescription Event<T>(string? name)
    {
        _events.Add(new StreamEvent(
            name,
            typeof(T),
            static (payloads, data) => payloads.Deserialize<T>(data),
            static (payloads, json) => payloads.Convert<T>(json)));
        return this;
    }
}
