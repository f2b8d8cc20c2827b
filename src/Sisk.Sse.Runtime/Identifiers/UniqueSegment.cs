using System.Globalization;

namespace Sisk.Sse.Identifiers;

/// <summary>Creates and recognizes the last segment of an identifier, which distinguishes clients with the same keys.</summary>
internal static class UniqueSegment
{
    private const string Format = "N";

    internal static string Next() => Guid.CreateVersion7().ToString(Format, CultureInfo.InvariantCulture);

    internal static bool Matches(string segment) => Guid.TryParseExact(segment, Format, out _);
}
