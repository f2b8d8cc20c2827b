using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>The events of a stream.</summary>
/// <param name="Type">The <c>T</c> of the return type, nullable annotation included.</param>
/// <param name="BareType">The same without the annotation: what <c>typeof</c> takes.</param>
/// <param name="IsHierarchy">True if the event name depends on the value's type.</param>
/// <param name="Events">The types that are sent, by name.</param>
/// <param name="IsPublic">True if other assemblies can see <paramref name="Type"/>.</param>
internal sealed record PayloadModel(string Type, string BareType, bool IsHierarchy, EquatableArray<EventModel> Events, bool IsPublic);

/// <summary>One type of event.</summary>
/// <param name="Type">The name of the type in generated code.</param>
/// <param name="BroadcastType">The type that a broadcast takes: a stream of nullable values may be empty, but null is no event.</param>
/// <param name="SignatureType">The same as overloads are distinguished by it.</param>
/// <param name="IsText">True if it is text, which is sent as it is.</param>
/// <param name="MethodName">The part of <c>Broadcast…Async</c> that is its own.</param>
/// <param name="EventName">Its name on the wire; null where none is written.</param>
/// <param name="Depth">The number of types it derives from; deeper types must be tested first.</param>
/// <param name="IsPublic">True if other assemblies can see it.</param>
internal sealed record EventModel(
    string Type, string BroadcastType, string SignatureType, bool IsText, string MethodName, string? EventName, int Depth, bool IsPublic);
