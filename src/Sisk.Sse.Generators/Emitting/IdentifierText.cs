using System.Collections.Generic;
using System.Linq;
using System.Text;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Identifiers and keys as templates and as interpolated strings.</summary>
internal static class IdentifierText
{
    /// <summary><c>chat/{orderId}/{userId}</c>.</summary>
    public static string Template(IEnumerable<SegmentModel> segments) =>
        string.Join("/", segments.Select(s => s.Key is null ? s.Text : "{" + s.Text + "}"));

    /// <summary>The expression that puts the values in their places: a call where there are any.</summary>
    public static string Format(IReadOnlyCollection<SegmentModel> segments) =>
        segments.Any(s => s.Key is not null) ? FormatCall(Interpolate(segments)) : Literals.Text(Template(segments));

    /// <summary><c>$"{orderId}/{userId}"</c>: what selects the connections of a broadcast.</summary>
    public static string Key(IEnumerable<KeyModel> keys) => Interpolate(keys.Select(k => new SegmentModel(k.Name, k)));

    /// <summary>The same as text: what a connection is found by.</summary>
    public static string FormatKey(IReadOnlyCollection<KeyModel> keys) => keys.Count == 0 ? "\"\"" : FormatCall(Key(keys));

    /// <summary><c>int orderId</c>, <c>string userId</c>.</summary>
    public static void EmitParameters(CodeWriter writer, EquatableArray<KeyModel> keys, int count)
    {
        for (var i = 0; i < count; i++)
        {
            writer.Item($"{keys[i].Type} {Keywords.Escape(keys[i].Name)}");
        }
    }

    private static string FormatCall(string text) => Names.CompilerServices + "IdentifierHandler.Format(" + text + ")";

    private static string Interpolate(IEnumerable<SegmentModel> segments)
    {
        var text = new StringBuilder("$", 64);
        foreach (var segment in segments)
        {
            text.Append(text.Length == 1 ? '"' : '/');
            _ = segment.Key is null
                ? text.Append(Literals.Inner(segment.Text))
                : text.Append('{').Append(Keywords.Escape(segment.Text)).Append('}');
        }

        return text.Append('"').ToString();
    }
}
