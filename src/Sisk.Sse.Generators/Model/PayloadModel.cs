using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>The events of a stream.</summary>
/// <param name="Type">The <c>T</c> of the return type, nullable annotation included.</param>
/// <param name="BareType">The same without the annotation, as <c>typeof</c> requires.</param>
/// <param name="IsHierarchy">True if the event name depends on the value's type.</param>
/// <param name="Events">The types of events, ordered by name.</param>
/// <param name="IsPublic">True if other assemblies can use <paramref name="Type"/>.</param>
internal sealed record PayloadModel(string Type, string BareType, bool IsHierarchy, EquatableArray<EventModel> Events, bool IsPublic);

/// <summary>A type of event.</summary>
/// <param name="Type">The name of the type in generated code.</param>
/// <param name="BroadcastType">The type that a broadcast takes. It is never nullable, since null is no event.</param>
/// <param name="SignatureType">The name by which overloads are distinguished.</param>
/// <param name="IsText">True for a string, which is sent as it is.</param>
/// <param name="MethodName">Its part of the name <c>Broadcast…Async</c>.</param>
/// <param name="EventName">Its name on the wire; null if none is written.</param>
/// <param name="Depth">The number of its bases. Types with more bases must be tested first.</param>
/// <param name="IsPublic">True if other assemblies can use it.</param>
internal sealed record EventModel(
    string Type, string BroadcastType, string SignatureType, bool IsText, string MethodName, string? EventName, int Depth, bool IsPublic);
