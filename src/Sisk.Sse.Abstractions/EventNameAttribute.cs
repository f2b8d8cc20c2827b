using System;

namespace Sisk.Sse;

/// <summary>
/// Specifies the name of an event on the wire, which a page passes to <c>addEventListener</c>. The default is the type's name in camelCase.
/// </summary>
/// <param name="name">The name: one line of text.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class EventNameAttribute(string name) : Attribute
{
    /// <summary>Gets the name on the wire.</summary>
    public string Name { get; } = name;
}
