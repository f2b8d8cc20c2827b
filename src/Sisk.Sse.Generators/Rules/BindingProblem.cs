namespace Sisk.Sse.Generators.Rules;

/// <summary>The reasons why a parameter cannot be bound.</summary>
internal enum BindingProblem
{
    None,

    /// <summary>It must be parsed from text, but its type has no parser.</summary>
    NotParsable,

    /// <summary>An array from the route, in which each name has one value.</summary>
    RouteArray,

    /// <summary>A header with an invalid name.</summary>
    HeaderName,

    /// <summary>A body in a GET request.</summary>
    BodyOfGet,

    /// <summary>A second parameter that reads the body.</summary>
    SecondBody,

    /// <summary><c>[FromForm]</c>, or a type that only a form has.</summary>
    Form,

    /// <summary>A static <c>BindAsync</c> that needs reflection, or has another signature than required.</summary>
    BindAsync,

    /// <summary>A last event ID that is not a nullable string.</summary>
    LastEventId,

    /// <summary><c>[AsParameters]</c> on a nullable parameter.</summary>
    NullableParts,

    /// <summary><c>[AsParameters]</c> on a type that cannot be created from its members.</summary>
    NoParts,

    /// <summary><c>[AsParameters]</c> within <c>[AsParameters]</c>.</summary>
    NestedParts,

    /// <summary>A type that is neither parsed from text, nor a part of the request, nor a possible service.</summary>
    NotAService,
}
