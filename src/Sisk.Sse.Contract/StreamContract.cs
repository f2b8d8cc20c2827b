using System.Linq;

namespace Sisk.Sse.Contracts;

/// <summary>The event streams of a project, as clients need to know them.</summary>
/// <param name="Name">The name of the assembly.</param>
/// <param name="Streams">The streams, sorted by <see cref="ContractStream.Id"/>.</param>
/// <param name="Types">The types that payloads and bodies refer to, sorted by <see cref="ContractType.Id"/>.</param>
internal sealed record StreamContract(string Name, EquatableArray<ContractStream> Streams, EquatableArray<ContractType> Types)
{
    /// <summary>The version of the document format. Readers refuse documents of a later version.</summary>
    public const int Version = 1;

    public ContractType? FindType(string id) => Types.FirstOrDefault(type => type.Id == id);
}

/// <summary>One stream.</summary>
/// <param name="Controller">
/// The class that declares it: "Shop.OrderEvents"; "Shop.OrderEvents@Library" if another assembly has such a class.
/// </param>
/// <param name="Name">The name of the method; a number follows if several methods of the class have it.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">The route template, including the prefix.</param>
/// <param name="Kind">The form of the stream.</param>
/// <param name="End">The way in which the server ends the stream.</param>
/// <param name="Payload">The declared type of the events; null if the method sends the events itself.</param>
/// <param name="Parameters">The values of the request, sorted by source and name.</param>
/// <param name="Events">The events, sorted by name.</param>
/// <param name="IsResumable">True if a GET of the same route with the last event ID resumes the stream, and a DELETE stops it.</param>
/// <param name="PingInterval">The stream's own ping interval in milliseconds, 0 for no pings; null for the application's.</param>
internal sealed record ContractStream(
    string Controller,
    string Name,
    string Method,
    string Route,
    StreamKind Kind,
    StreamEnd End,
    Shape? Payload,
    EquatableArray<ContractParameter> Parameters,
    EquatableArray<ContractEvent> Events,
    bool IsResumable = false,
    int? PingInterval = null)
{
    /// <summary>Gets the name by which two versions of a contract are compared.</summary>
    public string Id => Controller + "." + Name;

    /// <summary>Gets a value indicating whether the method chooses the names of its events while it runs.</summary>
    public bool HasOpenNames => Kind is StreamKind.PullItems or StreamKind.Imperative;
}

/// <summary>A value of the request.</summary>
/// <param name="Name">The name in the route, the query or the headers; "body" for the body.</param>
/// <param name="Source">The part of the request that holds it.</param>
/// <param name="Shape">Its type.</param>
/// <param name="IsRequired">True if the server refuses a request without it.</param>
/// <param name="IsKey">True if it selects which broadcasts the client receives.</param>
internal sealed record ContractParameter(string Name, ParameterPlace Source, Shape Shape, bool IsRequired, bool IsKey);

/// <summary>A type of event.</summary>
/// <param name="Name">The name on the wire; null if none is written, so that it is received as "message".</param>
/// <param name="Shape">The type of the data.</param>
/// <param name="IsText">True if the data is the text itself instead of JSON.</param>
internal sealed record ContractEvent(string? Name, Shape Shape, bool IsText)
{
    public string WireName => Name ?? "message";
}

/// <summary>The forms of a stream.</summary>
internal enum StreamKind
{
    /// <summary>Stays open and receives broadcasts.</summary>
    Push,

    /// <summary>Ends with the sequence.</summary>
    Pull,

    /// <summary>Ends with the sequence. Each item has its own event type and id.</summary>
    PullItems,

    /// <summary>The method sends the events itself.</summary>
    Imperative,
}

/// <summary>The ways in which a server ends a stream.</summary>
internal enum StreamEnd
{
    /// <summary>By no event. A pull stream sends the closing id alone; other streams end permanently with the answer 204.</summary>
    None,

    /// <summary>By an event named <c>end</c>.</summary>
    Event,

    /// <summary>By the data <c>[DONE]</c>.</summary>
    Done,
}

/// <summary>The parts of a request that hold parameters.</summary>
internal enum ParameterPlace
{
    Route,
    Query,
    Header,
    Body,
}
