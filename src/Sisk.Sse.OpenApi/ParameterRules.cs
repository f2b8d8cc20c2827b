using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.OpenApi;

namespace Sisk.Sse.OpenApi;

/// <summary>Converts the data annotations of a stream's parameters to JSON Schema, as the framework does for minimal APIs.</summary>
internal static class ParameterRules
{
    internal static void Add(OpenApiSchema schema, IEnumerable<ValidationAttribute> rules)
    {
        foreach (var rule in rules)
        {
            Add(schema, rule);
        }
    }

    private static void Add(OpenApiSchema schema, ValidationAttribute rule)
    {
        switch (rule)
        {
            case RangeAttribute range:
                Add(schema, range);
                break;
            case RegularExpressionAttribute expression:
                schema.Pattern = expression.Pattern;
                break;
            case StringLengthAttribute length:
                (schema.MinLength, schema.MaxLength) = (length.MinimumLength, length.MaximumLength);
                break;
            case LengthAttribute length:
                AddLengths(schema, length.MinimumLength, length.MaximumLength);
                break;
            case MinLengthAttribute length:
                AddLengths(schema, length.Length, null);
                break;
            case MaxLengthAttribute length:
                AddLengths(schema, null, length.Length);
                break;
            case UrlAttribute:
                schema.Format = "uri";
                break;
            case Base64StringAttribute:
                schema.Format = "byte";
                break;
        }
    }

    private static void Add(OpenApiSchema schema, RangeAttribute range)
    {
        var (minimum, maximum) = (TextOf(range.Minimum, range), TextOf(range.Maximum, range));
        if (range.MinimumIsExclusive)
        {
            schema.ExclusiveMinimum = minimum;
        }
        else
        {
            schema.Minimum = minimum;
        }

        if (range.MaximumIsExclusive)
        {
            schema.ExclusiveMaximum = maximum;
        }
        else
        {
            schema.Maximum = maximum;
        }
    }

    /// <summary>Returns a bound as JSON writes it; null for one that is not a number.</summary>
    private static string? TextOf(object bound, RangeAttribute range)
    {
        var culture = range.ParseLimitsInInvariantCulture ? CultureInfo.InvariantCulture : CultureInfo.CurrentCulture;
        var text = Convert.ToString(bound, CultureInfo.InvariantCulture);
        return decimal.TryParse(text, NumberStyles.Any, bound is string ? culture : CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;
    }

    private static void AddLengths(OpenApiSchema schema, int? minimum, int? maximum)
    {
        if (schema.Type?.HasFlag(JsonSchemaType.Array) is true)
        {
            (schema.MinItems, schema.MaxItems) = (minimum ?? schema.MinItems, maximum ?? schema.MaxItems);
        }
        else
        {
            (schema.MinLength, schema.MaxLength) = (minimum ?? schema.MinLength, maximum ?? schema.MaxLength);
        }
    }
}
