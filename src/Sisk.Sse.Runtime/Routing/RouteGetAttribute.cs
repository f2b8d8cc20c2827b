using System.Diagnostics.CodeAnalysis;

namespace Sisk.Sse;

/// <summary>Makes a method an event stream under GET, which a browser's <c>EventSource</c> uses.</summary>
/// <param name="template">The route template, appended to the class's <see cref="RoutePrefixAttribute"/>.</param>
public sealed class RouteGetAttribute([StringSyntax("Route")] string template) : EventStreamRouteAttribute(template);
