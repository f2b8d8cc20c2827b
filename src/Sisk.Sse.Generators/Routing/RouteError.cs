namespace Sisk.Sse.Generators.Routing;

/// <summary>Why a template is not a route and what to do, in words that continue a sentence, and where in it.</summary>
internal sealed record RouteError(string Reason, int Start, int Length);
