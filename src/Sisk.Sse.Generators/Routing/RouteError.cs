namespace Sisk.Sse.Generators.Routing;

/// <summary>Why a template is no route, in words that end a sentence, and where in it.</summary>
internal sealed record RouteError(string Reason, int Start, int Length);
