using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Identifiers and keys as templates and as interpolated strings.</summary>
internal static class IdentifierText
{
    /// <summary><c>chat/{orderId}/{userId}</c>.</summary>
    public static string Template(IEnumerable<SegmentModel> segments) =>
        string.Join("/", segments.Select(s => s.Key is null ? s.Text : "{" + s.Text + "}"));

    /// <summary>The expression that puts the values in their places: a call where there are any.</summary>
    public static string Format(IEnumerable<SegmentModel> segments)
    {
        var all = segments.ToArray();
        return all.Any(s => s.Key is not null) ? FormatCall(Interpolate(all)) : Literals.Text(Template(all));
    }

    /// <summary><c>$"{orderId}/{userId}"</c>: what selects the connections of a broadcast.</summary>
    public static string Key(IEnumerable<KeyModel> keys) => Interpolate(keys.Select(k => new SegmentModel(k.Name, k)));

    /// <summary>The same as text: what a connection is found by.</summary>
    public static string FormatKey(IReadOnlyCollection<KeyModel> keys) => keys.Count == 0 ? "\"\"" : FormatCall(Key(keys));

    /// <summary><c>int orderId</c>, <c>string userId</c>.</summary>
    public static IEnumerable<string> Parameters(IEnumerable<KeyModel> keys) => keys.Select(k => k.Type + " " + TypeNames.Escape(k.Name));

    private static string FormatCall(string text) => Names.Infrastructure + "Identifier.Format(" + text + ")";

    private static string Interpolate(IEnumerable<SegmentModel> segments) =>
        "$\"" + string.Join("/", segments.Select(s => s.Key is null ? Inner(s.Text) : "{" + TypeNames.Escape(s.Text) + "}")) + "\"";

    private static string Inner(string text)
    {
        var quoted = SymbolDisplay.FormatLiteral(text, quote: true);
        return quoted.Substring(1, quoted.Length - 2);
    }
}
