using System.ComponentModel;

namespace Sisk.Sse.CompilerServices;

/// <summary>Where in a request a parameter's text stands. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ParameterSource
{
    /// <summary>The route.</summary>
    Route,

    /// <summary>The query.</summary>
    Query,

    /// <summary>The route of a group, or else the query.</summary>
    RouteOrQuery,

    /// <summary>A header.</summary>
    Header,
}
