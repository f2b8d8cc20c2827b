namespace Sisk.Sse.Generators.Routing;

/// <summary>The reason why a template is not a route, what to do, in words that continue a sentence, and the place in it.</summary>
internal sealed record RouteError(string Reason, int Start, int Length);
