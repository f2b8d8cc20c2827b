using System.ComponentModel;
using Sisk.Sse.Binding;
using Sisk.Sse.Topics;

namespace Sisk.Sse.CompilerServices;

/// <summary>
/// What a stream takes and sends, as metadata of its endpoint: descriptions of the API are made of it, without reflection on the
/// method. For generated code.
/// </summary>
/// <param name="controller">The name of the class, which stands in for tags where there are none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamDescription(string controller)
{
    private readonly List<StreamParameter> _parameters = [];
    private readonly List<StreamEvent> _events = [];

    /// <summary>The name of the class.</summary>
    internal string Controller { get; } = controller;

    /// <summary>What the request holds.</summary>
    internal IReadOnlyList<StreamParameter> Parameters => _parameters;

    /// <summary>The types of events; none where the method names its own as it sends them.</summary>
    internal IReadOnlyList<StreamEvent> Events => _events;

    /// <summary>Adds a parameter of the route, the query or the headers.</summary>
    public StreamDescription Parameter<T>(ParameterSource source, string name, bool isRequired, bool isKey)
    {
        _parameters.Add(new StreamParameter(source, name, typeof(T), isRequired, isKey, UnlessService: false));
        return this;
    }

    /// <summary>Adds the body; with <paramref name="unlessService"/>, only where the application has no such service.</summary>
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
