namespace Sisk.Sse;

/// <summary>The name of an event on the wire, for the page's <c>addEventListener</c>. Without it: the type's name in camelCase.</summary>
/// <param name="name">One line of text.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class EventNameAttribute(string name) : Attribute
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;
}
