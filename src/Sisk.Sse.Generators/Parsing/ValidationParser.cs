using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads the data annotations of a bound value.</summary>
internal static class ValidationParser
{
    /// <summary>Returns the rules of a value that the client sends; null if it has none.</summary>
    public static ValidationModel? Parse(BoundParameter bound, Compilation compilation)
    {
        var (target, binding) = (bound.Target, bound.Binding);
        if (binding.Source is BindingSource.Parts)
        {
            return ParseWhole(target, compilation);
        }

        var isSent = binding.Parser is not null
            || binding.Source is BindingSource.Body or BindingSource.ServiceOrBody or BindingSource.BindAsync;
        var hasMembers = isSent && ValidationRules.HasMembers(target);
        var annotated = hasMembers ? ValidationRules.FindAnnotated(target.Type) : null;
        var hasRules = binding.Parser is null ? hasMembers : annotated is not null || ValidationRules.Of(target).Any();
        if (!hasRules)
        {
            return null;
        }

        var name = binding.WireName is { Length: > 0 } wireName ? wireName : target.Name;
        return new ValidationModel(
            name,
            ValidationRules.DisplayName(target) ?? name,
            Write(ValidationRules.Of(target), compilation),
            annotated is null ? null : TypeNames.Bare(annotated));
    }

    /// <summary>
    /// Returns the rules of a value that is assembled from others, which its members' rules do not contain. It has no name.
    /// </summary>
    private static ValidationModel? ParseWhole(BindingTarget target, Compilation compilation) => ValidationRules.IsWholeValidated(target)
        ? new ValidationModel("", target.Type.Name, Write(ValidationRules.OfType(target.Type), compilation), Annotated: null)
        : null;

    private static EquatableArray<AttributeModel> Write(IEnumerable<AttributeData> rules, Compilation compilation) =>
        rules.Where(rule => AttributeParser.CanBeWritten(rule, compilation)).Select(AttributeParser.Parse).ToEquatableArray();
}
