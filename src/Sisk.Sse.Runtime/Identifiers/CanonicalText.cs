namespace Sisk.Sse.Identifiers;

/// <summary>
/// The one text of a key's value: equal values have the same text, and different ones do not. The type tests cost nothing, since the runtime
/// compiles these methods anew for each value type.
/// </summary>
internal static class CanonicalText
{
    /// <summary>Gets the value that stands for all that are equal to it.</summary>
    internal static T Normalize<T>(T value) => value switch
    {
        // The operator == compares moments only by their ticks, whatever their kind.
        DateTime { Kind: not DateTimeKind.Utc } time => (T)(object)DateTime.SpecifyKind(time, DateTimeKind.Utc),
        DateTimeOffset time when time.Offset != TimeSpan.Zero => (T)(object)time.ToUniversalTime(),
        double and 0 => (T)(object)0d,
        float and 0 => (T)(object)0f,
        Half number when number == Half.Zero => (T)(object)Half.Zero,
        decimal number => (T)(object)WithoutTrailingZeros(number),
        _ => value,
    };

    /// <summary>Gets the format whose text the value can be read back from without loss.</summary>
    internal static string? Format<T>(T value) => value switch
    {
        DateTime or DateTimeOffset or DateOnly or TimeOnly => "O",
        TimeSpan => "c",
        _ => null,
    };

    /// <summary>A division by one, written with as many zeros as there can be, gives the shortest scale.</summary>
    private static decimal WithoutTrailingZeros(decimal value) => value == 0 ? 0 : value / 1.0000000000000000000000000000m;
}
