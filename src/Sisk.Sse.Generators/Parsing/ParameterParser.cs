using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Converts a parameter of an annotated method, or a member of one, to its model.</summary>
internal static class ParameterParser
{
    public static ParameterModel Parse(BoundParameter bound, Compilation compilation)
    {
        var (target, binding) = (bound.Target, bound.Binding);
        var type = binding.Presence == Presence.Many ? ((IArrayTypeSymbol)target.Type).ElementType : target.Type;
        return new ParameterModel(
            target.Name,
            TypeNames.Of(type),
            type.IsNullableValue() || type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated },
            binding.Source,
            binding.WireName,
            binding.Parser,
            binding.Presence,
            target.Parameter is null ? null : ConstantParser.ParseDefault(target.Parameter),
            binding.Source is BindingSource.Service or BindingSource.ServiceOrBody ? ServiceParser.Parse(target) : null,
            binding.Source is BindingSource.BindAsync ? TypeNames.Bare(target.Type.UnwrapNullable()) : null,
            binding.Parts is null ? null : Parse(binding.Parts, target.Type, compilation),
            DocumentationParser.Parse(target),
            ValidationParser.Parse(bound, compilation));
    }

    private static PartsModel Parse(BindingParts parts, ITypeSymbol type, Compilation compilation) => new(
        TypeNames.Bare(type),
        parts.Members.Select(m => new PartModel(Keywords.Escape(m.Target.WireName), Parse(m, compilation))).ToEquatableArray(),
        parts.ByConstructor);
}
