using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>An annotated method: its route and, for a push stream, its identifier and events.</summary>
/// <param name="Controller">The class that declares it.</param>
/// <param name="Method">The method itself.</param>
/// <param name="Verb">GET or POST.</param>
/// <param name="Pattern">The route, including the prefix.</param>
/// <param name="Form">The form of its return type.</param>
/// <param name="IsMapped">False for a method with an error. It has no route, but the members that other code calls are generated.</param>
/// <param name="Parameters">The parameters; empty if the method is not mapped.</param>
/// <param name="Identifier">The identifier of a push stream; null for other forms.</param>
/// <param name="Payload">The events; null for the imperative form.</param>
/// <param name="BroadcastPrefix">The route's <c>Name</c>, which distinguishes the broadcasts of two streams.</param>
/// <param name="Metadata">The attributes of class and method.</param>
/// <param name="Warnings">The ids of the compiler's warnings about symbols that the generated code uses.</param>
/// <param name="History">The <c>[EventHistory]</c> attribute among the metadata; null if there is none.</param>
/// <param name="Settings">The settings of the route attribute, under the names of the runtime's parameters.</param>
/// <param name="IsObsolete">True if it uses a symbol that is obsolete as an error, which only obsolete code can use.</param>
/// <param name="HasMembers">False for a method for which nothing can be generated.</param>
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
