using System.ComponentModel;

namespace Sisk.Sse.CompilerServices;

/// <summary>The part of a request that holds a parameter's text. For generated code.</summary>
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

    /// <summary>A claim of the signed-in user.</summary>
    Claim,
}
