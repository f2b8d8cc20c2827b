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
        var hasMembers = binding.Source is BindingSource.Body or BindingSource.ServiceOrBody or BindingSource.BindAsync
            && ValidationRules.HasMembers(target);
        if (!hasMembers && (binding.Parser is null || !ValidationRules.Of(target).Any()))
        {
            return null;
        }

        var name = binding.WireName is { Length: > 0 } wireName ? wireName : target.Name;
        var annotated = hasMembers ? ValidationRules.FindAnnotated(target.Type) : null;
        return new ValidationModel(
            name,
            ValidationRules.DisplayName(target) ?? name,
            ValidationRules.Of(target).Where(a => AttributeParser.CanBeWritten(a, compilation)).Select(AttributeParser.Parse).ToEquatableArray(),
            annotated is null ? null : TypeNames.Bare(annotated));
    }
}
