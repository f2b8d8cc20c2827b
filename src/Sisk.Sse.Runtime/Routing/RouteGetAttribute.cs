using System.Diagnostics.CodeAnalysis;

namespace Sisk.Sse;

/// <summary>Makes a method an event stream under GET, which is what a browser's <c>EventSource</c> asks with.</summary>
/// <param name="template">The route template, behind the class's <see cref="RoutePrefixAttribute"/>.</param>
public sealed class RouteGetAttribute([StringSyntax("Route")] string template) : EventStreamRouteAttribute(template);
