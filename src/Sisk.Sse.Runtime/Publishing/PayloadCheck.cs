using System.Globalization;
using System.Text.Json;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Publishing;

/// <summary>Checks data against the stream contract, so that no client gets data that the application could not send.</summary>
/// <param name="contract">The contract.</param>
/// <param name="requires">
/// Returns true if a member that the contract describes as always sent must be present; null if all of them must.
/// </param>
internal sealed class PayloadCheck(StreamContract contract, Func<string, bool>? requires = null)
{
    /// <summary>Finds what is wrong with a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="shape">Its type.</param>
    /// <param name="path">The path of the value.</param>
    /// <returns>The mistake; null if the value is of its type.</returns>
    internal PayloadMistake? Find(JsonElement value, Shape shape, string path = "data")
    {
        if (value.ValueKind is JsonValueKind.Null)
        {
            return shape.IsNullable || shape.Kind is ShapeKind.Any ? null : new(path, "may not be null");
        }

        return shape.Kind switch
        {
            ShapeKind.Text => value.ValueKind is JsonValueKind.String ? FormatError(value, shape.Name, path) : Expected("a string", path),
            ShapeKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : Expected("true or false", path),
            ShapeKind.Integer => value.ValueKind is JsonValueKind.Number && IsInteger(value, shape.Name)
                ? null
                : Expected($"an integer ({shape.Name})", path),
            ShapeKind.Number => value.ValueKind is JsonValueKind.Number || (shape.IsNamed() && IsNumberName(value))
                ? null
                : Expected("a number", path),
            ShapeKind.Array => value.ValueKind is JsonValueKind.Array
                ? First(value.EnumerateArray().Select((item, i) => Find(item, shape.Item, $"{path}[{i}]")))
                : Expected("an array", path),
            ShapeKind.Map => value.ValueKind is JsonValueKind.Object
                ? First(value.EnumerateObject().Select(entry => Find(entry.Value, shape.Item, $"{path}.{entry.Name}")))
                : Expected("an object", path),
            ShapeKind.Reference when contract.FindType(shape.Name) is { } type => type.Values is { } values
                ? FindInEnum(value, values, path) : FindInObject(value, type, path),
            _ => null,
        };
    }

    /// <summary>Gets the words for the values of a type, as the rest of a sentence.</summary>
    /// <param name="shape">The type; null if the contract does not have it.</param>
    /// <param name="contract">The contract.</param>
    internal static string Describe(Shape? shape, StreamContract contract) => shape switch
    {
        { Kind: ShapeKind.Text, Name.Length: > 0 } => "must be a string in the format " + shape.Name,
        { Kind: ShapeKind.Text } => "must be a string",
        { Kind: ShapeKind.Boolean } => "must be true or false",
        { Kind: ShapeKind.Integer } => $"must be an integer ({shape.Name})",
        { Kind: ShapeKind.Number } => "must be a number",
        _ when ValuesOf(shape, contract) is { } values => "must be one of " + string.Join(", ", values),
        _ => "is not a value of this key",
    };

    /// <summary>Gets the values of an enumeration; null for any other type.</summary>
    internal static string[]? ValuesOf(Shape? shape, StreamContract contract) =>
        shape is { Kind: ShapeKind.Reference } && contract.FindType(shape.Name)?.Values is { } values ? Names(values) : null;

    private PayloadMistake? FindInObject(JsonElement value, ContractType type, string path)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            return Expected("an object", path);
        }

        if (type.Discriminator is { } discriminator && value.TryGetProperty(discriminator, out var kind)
            && type.Derived.FirstOrDefault(derived => derived.Value == kind.GetRawText()) is { } derived && derived.Id != type.Id
            && contract.FindType(derived.Id) is { } concrete)
        {
            return FindInObject(value, concrete, path);
        }

        return First(type.Properties.Select(property =>
            value.TryGetProperty(property.Name, out var member) ? Find(member, property.Shape, $"{path}.{property.Name}")
            : property.IsRequired && requires?.Invoke(property.Name) is not false ? new($"{path}.{property.Name}", "is missing") : null));
    }

    private static PayloadMistake? FindInEnum(JsonElement value, EnumValues values, string path)
    {
        var isKnown = values.IsText
            ? value.ValueKind is JsonValueKind.String && (values.IsFlags || values.Members.Any(member => member.Name == value.GetString()))
            : value.ValueKind is JsonValueKind.Number
                && (values.IsFlags || values.Members.Any(member => member.Value == value.GetRawText()));

        // The empty combination may have no name.
        var isEmpty = values.IsFlags && value.ValueKind is JsonValueKind.Number && value.GetRawText() == "0";
        return isKnown || isEmpty ? null : new(path, "must be one of " + string.Join(", ", Names(values)), Names(values));
    }

    private static PayloadMistake? FormatError(JsonElement value, string format, string path)
    {
        var text = value.GetString()!;
        var isValid = format switch
        {
            "uuid" => value.TryGetGuid(out _),
            "date-time" => value.TryGetDateTimeOffset(out _),
            "date-time-local" => value.TryGetDateTime(out _),
            "date" => DateOnly.TryParseExact(text, "O", out _),
            "time" => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _),
            "duration" => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _),
            "char" => text.Length == 1,
            "byte" => value.TryGetBytesFromBase64(out _),
            _ => true,
        };
        return isValid ? null : Expected($"a string in the format {format}", path);
    }

    private static bool IsNumberName(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && value.GetString() is "NaN" or "Infinity" or "-Infinity";

    private static bool IsInteger(JsonElement value, string format) => format switch
    {
        "int8" => value.TryGetSByte(out _),
        "uint8" => value.TryGetByte(out _),
        "int16" => value.TryGetInt16(out _),
        "uint16" => value.TryGetUInt16(out _),
        "int32" => value.TryGetInt32(out _),
        "uint32" => value.TryGetUInt32(out _),
        "int64" => value.TryGetInt64(out _),
        "uint64" => value.TryGetUInt64(out _),
        _ => !value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E'),
    };

    private static string[] Names(EnumValues values) => [.. values.Members.Select(member => values.IsText ? member.Name : member.Value)];

    private static PayloadMistake Expected(string expected, string path) => new(path, "must be " + expected);

    private static PayloadMistake? First(IEnumerable<PayloadMistake?> mistakes) =>
        mistakes.FirstOrDefault(static mistake => mistake is not null);
}
