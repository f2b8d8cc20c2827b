using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Sisk.Sse.Tests.Binding;

/// <summary>Writes the arguments of a method as a stream of one event.</summary>
internal static class Bound
{
    internal static async IAsyncEnumerable<string> As(params object?[] values)
    {
        await Task.Yield();
        yield return string.Join(" | ", values.Select(Describe));
    }

    internal static string Describe(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        StringValues texts => "[" + string.Join(", ", texts.Select(Describe)) + "]",
        Array items => "[" + string.Join(", ", items.Cast<object?>().Select(Describe)) + "]",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture) + " " + time.Kind,
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
