using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// The ids of what the compiler says about the mere use of a symbol, such as an experimental or obsolete one. It is said where the project uses the
/// symbol; generated code, where the user can suppress nothing, does not repeat it.
/// </summary>
internal static class UsageWarnings
{
    /// <summary>The id of a use that cannot be suppressed, only made from code that is obsolete itself.</summary>
    public const string ObsoleteAsError = "CS0619";

    /// <summary>Those of what the generated code of a method names.</summary>
    public static IEnumerable<string> Of(AnnotatedMethod method)
    {
        var symbols = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var symbol in Symbols(method))
        {
            for (var current = symbol; current is not null && symbols.Add(current); current = current.ContainingType)
            {
            }
        }

        // Each assembly once, as the framework's have many attributes; what a project says of itself holds for its generated code too.
        var home = method.Symbol.ContainingAssembly;
        var assemblies = new HashSet<ISymbol>(symbols.Select(s => s.ContainingAssembly).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        return symbols
            .Concat(assemblies.Where(a => !SymbolEqualityComparer.Default.Equals(a, home)).SelectMany(a => ((IAssemblySymbol)a).Modules.Prepend(a)))
            .SelectMany(s => s.GetAttributes())
            .SelectMany(Of);
    }

    private static IEnumerable<ISymbol> Symbols(AnnotatedMethod method)
    {
        var (symbol, payload) = (method.Symbol, method.Shape?.Payload);
        var parameters = method.Parameters.SelectMany(p => p.Values)
            .SelectMany(v => Types(v.Type).Append(v.Target.Symbol))
            .Concat(symbol.Parameters.SelectMany(p => Types(p.Type)));
        var constructor = symbol.IsStatic ? null : ConstructorRules.Choose(symbol.ContainingType);
        var created = constructor is null ? [] : constructor.Parameters.SelectMany(p => Types(p.Type)).Append(constructor);
        var events = payload is null ? [] : EventRules.FindEvents(payload, symbol.ContainingAssembly).Append(payload).SelectMany(Types);
        var attributes = symbol.GetAttributes().Concat(symbol.ContainingType.SelfAndBases().SelectMany(t => t.GetAttributes())).SelectMany(Named);
        return parameters.Concat(created).Concat(events).Concat(attributes).Append(symbol);
    }

    private static IEnumerable<ISymbol> Named(AttributeData attribute)
    {
        var values = attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.Value)).SelectMany(Types);
        return attribute is { AttributeClass: { } type, AttributeConstructor: { } constructor } ? values.Append(type).Append(constructor) : values;
    }

    private static IEnumerable<ISymbol> Types(TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Array, IsNull: false } => constant.Values.SelectMany(Types),
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => Types(type),
        { Kind: TypedConstantKind.Enum, Type: { } type, Value: { } value } => type.GetMembers()
            .Where(m => m is IFieldSymbol { HasConstantValue: true } field && value.Equals(field.ConstantValue)),
        _ => [],
    };

    private static IEnumerable<ISymbol> Types(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Types(array.ElementType),
        INamedTypeSymbol { SpecialType: SpecialType.None or SpecialType.System_Nullable_T } named => named.TypeArguments.SelectMany(Types).Append(named),
        _ => [],
    };

    private static IEnumerable<string> Of(AttributeData attribute)
    {
        if (attribute.AttributeClass.Is("System.Diagnostics.CodeAnalysis", "ExperimentalAttribute") && attribute.FirstText() is { } experimental)
        {
            yield return experimental;
        }
        else if (attribute.AttributeClass.Is("System.Runtime.Versioning", "RequiresPreviewFeaturesAttribute"))
        {
            yield return "CA2252";
        }
        else if (ObsoleteRules.IsObsoleteAsError(attribute))
        {
            yield return ObsoleteAsError;
        }
        else if (attribute.AttributeClass.Is("System", "ObsoleteAttribute") && attribute.Property("DiagnosticId") is string obsolete)
        {
            yield return obsolete;
        }
    }
}
