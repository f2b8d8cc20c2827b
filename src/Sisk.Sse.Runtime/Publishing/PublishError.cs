namespace Sisk.Sse.Publishing;

/// <summary>A mistake in a request, as its answer shows it. Long texts are cut, because they may repeat a name of the request.</summary>
/// <param name="Path">The place in the body, as a JSON path.</param>
/// <param name="Detail">The mistake, in a sentence.</param>
/// <param name="Allowed">The names or values that are allowed there; null if they are not a list.</param>
internal sealed record PublishError(string Path, string Detail, IReadOnlyList<string>? Allowed = null)
{
    private const int MaxLength = 500;

    public string Path { get; } = Cut(Path);

    public string Detail { get; } = Cut(Detail);

    private static string Cut(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
