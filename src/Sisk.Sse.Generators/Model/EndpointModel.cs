using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>One annotated method: a route and, for a push stream, what is broadcast to it.</summary>
/// <param name="Controller">The class that declares it.</param>
/// <param name="Method">The method itself.</param>
/// <param name="Verb">GET or POST.</param>
/// <param name="Pattern">The route, prefix included.</param>
/// <param name="Form">The form of its return type.</param>
/// <param name="IsMapped">False for a method with a mistake in it: it has no route, and keeps the members other code calls.</param>
/// <param name="Parameters">The parameters of the method; empty if it is not mapped.</param>
/// <param name="Identifier">Null for anything but a push stream.</param>
/// <param name="Payload">The events; null for the imperative form.</param>
/// <param name="BroadcastPrefix">The route's <c>Name</c>, which tells the broadcasts of two streams apart.</param>
/// <param name="Metadata">The attributes of class and method.</param>
/// <param name="Warnings">The ids of the compiler's warnings about the mere use of the symbols that are named.</param>
/// <param name="History">The attribute among the metadata that says how much history is kept; null without one.</param>
/// <param name="Settings">The settings of the route attribute, by the names of the runtime's parameters.</param>
/// <param name="IsObsolete">True if it names something that is obsolete as an error, which only obsolete code may name.</param>
/// <param name="HasMembers">False for a method of which nothing can be generated: only its class counts.</param>
internal sealed record EndpointModel(
    ControllerModel Controller,
    MethodModel Method,
    string Verb,
    string Pattern,
    ReturnForm Form,
    bool IsMapped,
    EquatableArray<ParameterModel> Parameters,
    IdentifierModel? Identifier,
    PayloadModel? Payload,
    string BroadcastPrefix,
    EquatableArray<AttributeModel> Metadata,
    EquatableArray<string> Warnings,
    AttributeModel? History = null,
    EquatableArray<NamedConstantModel> Settings = default,
    bool IsObsolete = false,
    bool HasMembers = true)
{
    /// <summary>Returns the name of the method that broadcasts an event.</summary>
    /// <param name="event">The event.</param>
    /// <param name="toAll">True if it takes no key although the stream has some.</param>
    public string BroadcastName(EventModel @event, bool toAll) =>
        string.Concat("Broadcast", BroadcastPrefix, @event.MethodName, toAll ? "ToAllAsync" : "Async");
}
