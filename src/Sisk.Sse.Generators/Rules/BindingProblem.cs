namespace Sisk.Sse.Generators.Rules;

/// <summary>Why a parameter cannot be given a value.</summary>
internal enum BindingProblem
{
    None,

    /// <summary>It is to be read from text, and its type cannot be.</summary>
    NotParsable,

    /// <summary>An array from the route, where each name has one value.</summary>
    RouteArray,

    /// <summary>A body in a GET request.</summary>
    BodyOfGet,

    /// <summary><c>[FromForm]</c> or <c>[AsParameters]</c>.</summary>
    UnsupportedSource,

    /// <summary>No text, no part of the request, and nothing a service provider could hold.</summary>
    NotAService,
}
