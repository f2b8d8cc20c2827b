using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads a parameter of an annotated method.</summary>
internal static class ParameterParser
{
    public static ParameterModel Parse(IParameterSymbol parameter, Binding binding) => new(
        parameter.Name,
        TypeNames.Of(binding.Presence == Presence.Many ? ((IArrayTypeSymbol)parameter.Type).ElementType : parameter.Type),
        binding.Source,
        binding.WireName,
        binding.Parser,
        binding.Presence,
        ConstantParser.ParseDefault(parameter),
        binding.Source is BindingSource.Service or BindingSource.ServiceOrBody ? ServiceParser.Parse(parameter) : null);
}
