namespace Sisk.Sse;

/// <summary>
/// Gives a parameter (<c>[LastEventId] string? lastEventId</c>) the id of the last event that a returning client has seen: from the
/// <c>Last-Event-ID</c> header, or otherwise from <c>?lastEventId=</c>. Null for a client that has seen none. See the HTML standard,
/// section 9.2.4, "The Last-Event-ID header".
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class LastEventIdAttribute : Attribute;
