using System;

namespace Sisk.Sse.Contracts;

/// <summary>The words of the document for what the model has as enumerations: camel case.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    /// <exception cref="FormatException">It is none of them.</exception>
    public static T Parse<T>(string word)
        where T : struct, Enum =>
        Enum.TryParse<T>(word, ignoreCase: true, out var value) && Of(value) == word
            ? value
            : throw new FormatException($"'{word}' is not a known {typeof(T).Name}. The contract may be of a later version.");
}
