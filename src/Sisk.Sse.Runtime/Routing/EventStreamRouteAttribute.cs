using System.Diagnostics.CodeAnalysis;

namespace Sisk.Sse;

/// <summary>What the attributes that make a method an event stream have in common.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class EventStreamRouteAttribute : Attribute
{
    private protected EventStreamRouteAttribute(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        Template = template;
    }

    /// <summary>The route template, as ASP.NET Core has them.</summary>
    [StringSyntax("Route")]
    public string Template { get; }

    /// <summary>
    /// The connection's identifier: segments joined by '/', each one literal or one <c>{parameter}</c> of the method. Without one it is
    /// the route with a last segment that is unique.
    /// </summary>
    public string? Identifier { get; set; }

    /// <summary>Goes before the event in the names of the generated broadcasts, to tell two streams of one controller apart.</summary>
    public string? Name { get; set; }
}
