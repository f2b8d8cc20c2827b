using System.Globalization;

namespace Sisk.Sse.Identifiers;

/// <summary>The last segment of an identifier, by which clients that watch the same keys are told apart.</summary>
internal static class UniqueSegment
{
    private const string Format = "N";

    internal static string Next() => Guid.CreateVersion7().ToString(Format, CultureInfo.InvariantCulture);

    internal static bool Matches(string segment) => Guid.TryParseExact(segment, Format, out _);
}
