using System.Diagnostics.CodeAnalysis;

namespace Sisk.Sse;

/// <summary>Makes a method an event stream that is requested by POST with a JSON body.</summary>
/// <param name="template">The route template, appended to the class's <see cref="RoutePrefixAttribute"/>.</param>
public sealed class RoutePostAttribute([StringSyntax("Route")] string template) : EventStreamRouteAttribute(template)
{
    /// <summary>
    /// Gets or sets a value indicating whether a pull stream continues while its client is away. Every event gets an id. A GET of the same
    /// path with <c>Last-Event-ID</c> replays what was missed and continues, and a DELETE stops the stream.
    /// </summary>
    public bool Resumable { get; set; }

    /// <summary>
    /// Gets or sets the time for which a resumable stream continues without a client, and can be resumed after its end, in seconds: greater
    /// than zero and at most one day. The default is <see cref="RunOptions.ResumeWindow"/>.
    /// </summary>
    public double ResumeWindowSeconds { get; set; }
}
