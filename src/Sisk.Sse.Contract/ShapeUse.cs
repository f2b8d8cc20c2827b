namespace Sisk.Sse.Contracts;

/// <summary>The uses of a value, by which a change of its type is judged.</summary>
internal enum ShapeUse
{
    /// <summary>Clients receive it as JSON.</summary>
    Event,

    /// <summary>Clients send it as JSON.</summary>
    Body,

    /// <summary>Clients send it as text, in a route, a query or a header. Enumerations are sent by their names in C#.</summary>
    Parameter,
}
