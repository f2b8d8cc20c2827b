using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Formats constants as C# expressions of exactly their type.</summary>
internal static class Literals
{
    public static string Of(ConstantModel constant) => constant.Kind switch
    {
        ConstantKind.Null => constant.Type.Length == 0 ? "null" : "(" + constant.Type + ")null!",
        ConstantKind.Default => "default",
        ConstantKind.EnumMember => constant.Type + "." + constant.Value,
        ConstantKind.EnumValue => Cast(constant.Type, constant.Value!),
        ConstantKind.Type => "typeof(" + constant.Type + ")",
        ConstantKind.Array => constant.Items.Count == 0
            ? "global::System.Array.Empty<" + constant.Type + ">()"
            : "new " + constant.Type + "[] { " + string.Join(", ", constant.Items.Select(Of)) + " }",
        _ => Primitive(constant.Value!),
    };

    public static string Of(bool value) => value ? "true" : "false";

    public static string Text(string value) => "\"" + Inner(value) + "\"";

    /// <summary>Returns a text with many quotes, such as JSON, as a raw string literal if possible.</summary>
    public static string LongText(string value) =>
        IsPrintable(value) && value.Length > 0 && value[0] != '"' && value[value.Length - 1] != '"'
            && value.IndexOf("\"\"\"", StringComparison.Ordinal) < 0
            ? "\"\"\"" + value + "\"\"\""
            : Text(value);

    /// <summary>Returns a string literal without its quotes.</summary>
    public static string Inner(string value)
    {
        if (!IsPrintable(value))
        {
            var quoted = SymbolDisplay.FormatLiteral(value, quote: true);
            return quoted.Substring(1, quoted.Length - 2);
        }

        // FormatLiteral looks up the category of each character.
        return value.Replace("\\", "\\\\").Replace("\"", "\\\"");
    }

    private static bool IsPrintable(string value)
    {
        foreach (var character in value)
        {
            if (character is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static string Primitive(object value) => value switch
    {
        string text => Text(text),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        bool boolean => Of(boolean),
        byte or sbyte or short or ushort => Cast(TypeKeyword(value), value),
        uint => Number(value) + "U",
        long => Number(value) + "L",
        ulong => Number(value) + "UL",
        decimal => Number(value) + "M",
        float.NaN or float.PositiveInfinity or float.NegativeInfinity or double.NaN or double.PositiveInfinity or double.NegativeInfinity
            => TypeKeyword(value) + "." + NonFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        float single => single.ToString("R", CultureInfo.InvariantCulture) + "F",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
        DateTime time => "new global::System.DateTime(" + Number(time.Ticks) + "L)",
        _ => Number(value),
    };

    private static string Cast(string type, object value)
    {
        var number = Number(value);
        return "(" + type + ")" + (number[0] == '-' ? "(" + number + ")" : number);
    }

    private static string Number(object value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    private static string NonFinite(double value) =>
        double.IsNaN(value) ? nameof(double.NaN) : value > 0 ? nameof(double.PositiveInfinity) : nameof(double.NegativeInfinity);

    private static string TypeKeyword(object value) => value switch
    {
        byte => "byte",
        sbyte => "sbyte",
        short => "short",
        ushort => "ushort",
        float => "float",
        _ => "double",
    };
}
