using System.Text.Json;
using Sisk.Sse.Contracts;
using Sisk.Sse.Streams;

namespace Sisk.Sse.Publishing;

/// <summary>Reads the keys of an event: all of them, or the leading ones for more connections.</summary>
internal sealed class KeyReader(PublishedStream stream, StreamContract contract, PublishErrors errors)
{
    /// <summary>Reads the keys.</summary>
    /// <param name="keys">The object with the values; null if it is missing.</param>
    /// <param name="path">Its JSON path.</param>
    /// <param name="needsAll">True if all keys must be given, because the event ends connections.</param>
    /// <returns>The key, escaped and joined by '/'; null if there is a mistake.</returns>
    internal string? Read(JsonElement? keys, string path, bool needsAll)
    {
        string[] names = [.. stream.Keys.Select(static key => key.Name)];
        if (keys is not { ValueKind: JsonValueKind.Object } values)
        {
            return keys is null && names.Length == 0 ? "" : Fail(path, keys is null
                ? "The keys are missing. Use {} to send to every connection."
                : "The keys must be an object.", names);
        }

        var count = errors.Count;
        foreach (var unknown in values.EnumerateObject().Where(value => !names.Contains(value.Name)).Take(errors.Room))
        {
            Fail($"{path}.{unknown.Name}", $"The stream has no key '{unknown.Name}'.", names);
        }

        var segments = new List<string>(names.Length);
        foreach (var key in stream.Keys)
        {
            if (!values.TryGetProperty(key.Name, out var value))
            {
                break;
            }

            segments.Add(Format(key, value, $"{path}.{key.Name}") ?? "");
        }

        var missing = names.ElementAtOrDefault(segments.Count);
        if (missing is not null && (needsAll || names.Skip(segments.Count).Any(name => values.TryGetProperty(name, out _))))
        {
            var detail = needsAll
                ? "An event with 'complete' needs all keys."
                : "A key is missing before another one. Only the last keys can be omitted.";
            Fail($"{path}.{missing}", detail, names);
        }

        return errors.Count == count ? string.Join('/', segments) : null;
    }

    private string? Format(StreamKey key, JsonElement value, string path)
    {
        var shape = stream.FindShape(key);
        var segment = value.ValueKind switch
        {
            JsonValueKind.String => key.Format(value.GetString()!),
            JsonValueKind.Number when shape is not { Kind: ShapeKind.Text } => key.Format(value.GetRawText()),
            JsonValueKind.True or JsonValueKind.False when shape is not { Kind: ShapeKind.Text } => key.Format(value.GetRawText()),
            JsonValueKind.Null => key.NullSegment,
            _ => null,
        };
        return segment ?? Fail(path, $"The value {PayloadCheck.Describe(shape, contract)}.", PayloadCheck.ValuesOf(shape, contract));
    }

    private string? Fail(string path, string detail, IReadOnlyList<string>? allowed)
    {
        errors.Add(new PublishError(path, detail, allowed is { Count: > 0 } ? allowed : null));
        return null;
    }
}
