using System.Diagnostics.CodeAnalysis;

namespace Sisk.Sse;

/// <summary>Makes a method an event stream that is asked for by POST with a JSON body.</summary>
/// <param name="template">The route template, behind the class's <see cref="RoutePrefixAttribute"/>.</param>
public sealed class RoutePostAttribute([StringSyntax("Route")] string template) : EventStreamRouteAttribute(template);
