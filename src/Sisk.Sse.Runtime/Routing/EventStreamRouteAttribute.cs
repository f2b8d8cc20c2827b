using System.Diagnostics.CodeAnalysis;
using Sisk.Sse.CompilerServices;

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
    /// Gets or sets the template of the connections' identifiers: segments joined by '/', each one literal or one <c>{parameter}</c> of
    /// the method. The default is the route. A unique last segment is added to either, unless the stream is <see cref="Exclusive"/>.
    /// </summary>
    public string? Identifier { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether only one client at a time may have the same values of the identifier's parameters. No unique
    /// segment is then added, and <see cref="EventStreamOptions.DuplicateIdentifiers"/> decides between two clients.
    /// </summary>
    public bool Exclusive { get; set; }

    /// <summary>Goes before the event in the names of the generated broadcasts, to tell two streams of one controller apart.</summary>
    public string? Name { get; set; }
}
