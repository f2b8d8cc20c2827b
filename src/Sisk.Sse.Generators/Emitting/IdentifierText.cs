using System.Collections.Generic;
using System.Linq;
using System.Text;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Formats identifiers and keys as templates and as interpolated strings.</summary>
internal static class IdentifierText
{
    private const string FormatCall = Names.CompilerServices + "IdentifierHandler.Format(";

    /// <summary>Returns the template, such as <c>chat/{orderId}/{userId}</c>.</summary>
    public static string Template(IEnumerable<SegmentModel> segments) =>
        string.Join("/", segments.Select(s => s.Key is null ? s.Text : "{" + s.Text + "}"));

    /// <summary>Returns the template that is matched, which marks parameters that can be null: <c>chat/{orderId}/{userId?}</c>.</summary>
    public static string MatchedTemplate(IEnumerable<SegmentModel> segments) =>
        string.Join("/", segments.Select(s => s.Key is null ? s.Text : "{" + s.Text + (s.Key.MayBeNull ? "?}" : "}")));

    /// <summary>Returns the expression that formats an identifier: a call, or a literal if there are no values.</summary>
    public static string Format(IEnumerable<SegmentModel> segments)
    {
        var text = new StringBuilder(FormatCall, 128);
        var hasValues = false;
        foreach (var segment in segments)
        {
            text.Append(text.Length == FormatCall.Length ? "$\"" : "/");
            _ = segment.Key is null
                ? text.Append(Literals.Inner(segment.Text))
                : text.Append('{').Append(Keywords.Escape(segment.Text)).Append('}');
            hasValues |= segment.Key is not null;
        }

        return hasValues ? text.Append("\")").ToString() : Literals.Text(Template(segments));
    }

    /// <summary>Returns the expression that formats the keys, by which connections are found.</summary>
    public static string FormatKey(EquatableArray<KeyModel> keys) =>
        keys.Count == 0 ? "\"\"" : Format(keys.Select(k => new SegmentModel(k.Name, k)));
}
