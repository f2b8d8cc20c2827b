namespace Sisk.Sse.Publishing;

/// <summary>A mistake in a request, as its answer shows it.</summary>
/// <param name="Path">The place in the body, as a JSON path.</param>
/// <param name="Detail">The mistake, in a sentence.</param>
/// <param name="Allowed">The names or values that are allowed there; null if they are not a list.</param>
internal sealed record PublishError(string Path, string Detail, IReadOnlyList<string>? Allowed = null);
