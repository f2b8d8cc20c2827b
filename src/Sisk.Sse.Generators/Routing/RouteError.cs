namespace Sisk.Sse.Generators.Routing;

/// <summary>A mistake in a template.</summary>
/// <param name="Reason">The mistake and the remedy, as the rest of a sentence that begins with the template.</param>
/// <param name="Start">The start of the mistake in the template.</param>
/// <param name="Length">The length of the mistake.</param>
internal sealed record RouteError(string Reason, int Start, int Length);
