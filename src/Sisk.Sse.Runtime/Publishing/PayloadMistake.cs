namespace Sisk.Sse.Publishing;

/// <summary>A value that does not fit its type.</summary>
/// <param name="Path">The path of the value.</param>
/// <param name="Detail">The rest of a sentence about it.</param>
/// <param name="Allowed">The allowed values; null if they are not a list.</param>
internal sealed record PayloadMistake(string Path, string Detail, IReadOnlyList<string>? Allowed = null)
{
    public override string ToString() => $"'{Path}' {Detail}.";
}
