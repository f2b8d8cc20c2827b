namespace Sisk.Sse.Generators.Rules;

/// <summary>The reasons why a parameter cannot be given a value.</summary>
internal enum BindingProblem
{
    None,

    /// <summary>It is to be read from text, and its type cannot be.</summary>
    NotParsable,

    /// <summary>An array from the route, where each name has one value.</summary>
    RouteArray,

    /// <summary>A header whose name no request can have.</summary>
    HeaderName,

    /// <summary>A body in a GET request.</summary>
    BodyOfGet,

    /// <summary>A second parameter that reads the body.</summary>
    SecondBody,

    /// <summary><c>[FromForm]</c>, or a type that only a form has.</summary>
    Form,

    /// <summary>A static <c>BindAsync</c> that asks for the parameter's reflection, or that nobody calls.</summary>
    BindAsync,

    /// <summary>The last event ID as anything but text that may be missing.</summary>
    LastEventId,

    /// <summary><c>[AsParameters]</c> on what may be null.</summary>
    NullableParts,

    /// <summary><c>[AsParameters]</c> on a type that cannot be put together from its members.</summary>
    NoParts,

    /// <summary><c>[AsParameters]</c> within <c>[AsParameters]</c>.</summary>
    NestedParts,

    /// <summary>No text, no part of the request, and nothing a service provider could hold.</summary>
    NotAService,
}
