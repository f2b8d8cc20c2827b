namespace Sisk.Sse.Identifiers;

/// <summary>
/// Gives each key value a canonical text: two values are equal exactly if their texts are. The type tests cost nothing, because the
/// runtime compiles these methods separately for each value type.
/// </summary>
internal static class CanonicalText
{
    /// <summary>Gets the representative of all values that are equal to a value.</summary>
    internal static T Normalize<T>(T value) => value switch
    {
        // The == operator of DateTime compares ticks and ignores the kind.
        DateTime { Kind: not DateTimeKind.Utc } time => (T)(object)DateTime.SpecifyKind(time, DateTimeKind.Utc),
        DateTimeOffset time when time.Offset != TimeSpan.Zero => (T)(object)time.ToUniversalTime(),
        double and 0 => (T)(object)0d,
        float and 0 => (T)(object)0f,
        Half number when number == Half.Zero => (T)(object)Half.Zero,
        decimal number => (T)(object)WithoutTrailingZeros(number),
        _ => value,
    };

    /// <summary>Gets the format that round-trips the value; null for the default format.</summary>
    internal static string? Format<T>(T value) => value switch
    {
        DateTime or DateTimeOffset or DateOnly or TimeOnly => "O",
        TimeSpan => "c",
        _ => null,
    };

    /// <summary>Removes trailing zeros. Dividing by a one of maximum scale yields the smallest scale.</summary>
    private static decimal WithoutTrailingZeros(decimal value) => value == 0 ? 0 : value / 1.0000000000000000000000000000m;
}
