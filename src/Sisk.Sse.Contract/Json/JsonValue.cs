using System;
using System.Collections.Generic;
using System.Globalization;

namespace Sisk.Sse.Contracts.Json;

/// <summary>
/// A JSON value as it was read. System.Text.Json is not used, because the compiler and MSBuild load their own versions of it.
/// </summary>
internal sealed class JsonValue
{
    private readonly Dictionary<string, JsonValue>? _properties;
    private readonly List<JsonValue>? _items;
    private readonly string? _text;

    private JsonValue(Dictionary<string, JsonValue>? properties, List<JsonValue>? items, string? text, string raw) =>
        (_properties, _items, _text, Raw) = (properties, items, text, raw);

    /// <summary>Gets the JSON of a number, a text or a literal.</summary>
    public string Raw { get; }

    public IReadOnlyDictionary<string, JsonValue> Properties => _properties ?? throw Unexpected("an object");

    public IReadOnlyList<JsonValue> Items => _items ?? throw Unexpected("an array");

    public string Text => _text ?? throw Unexpected("a string");

    public static JsonValue Of(Dictionary<string, JsonValue> properties) => new(properties, null, null, "{}");

    public static JsonValue Of(List<JsonValue> items) => new(null, items, null, "[]");

    public static JsonValue OfText(string text) => new(null, null, text, JsonText.Quote(text));

    public static JsonValue OfLiteral(string raw) => new(null, null, null, raw);

    public JsonValue? Find(string name) => Properties.TryGetValue(name, out var value) ? value : null;

    public string? FindText(string name) => Find(name)?.Text;

    /// <exception cref="FormatException">There is no such property.</exception>
    public string TextOf(string name) => FindText(name) ?? throw new FormatException($"The property '{name}' is missing.");

    public bool Flag(string name) => Find(name)?.Raw == "true";

    public IReadOnlyList<JsonValue> ItemsOf(string name) => Find(name)?.Items ?? [];

    public int? Number(string name) =>
        Find(name) is { } value && int.TryParse(value.Raw, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private FormatException Unexpected(string expected) => new($"Expected {expected} instead of {Raw}.");
}
