using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Chooses the constructor that dependency injection calls and reads what it asks for.</summary>
internal static class ConstructorParser
{
    /// <summary>Null for a static class, and where no constructor can be called.</summary>
    public static ConstructorModel? Parse(INamedTypeSymbol controller)
    {
        if (controller.IsStatic)
        {
            return null;
        }

        var constructor = controller.InstanceConstructors
            .Where(c => AccessRules.IsAccessible(c) && !IsCopy(c))
            .OrderByDescending(IsMarked)
            .ThenByDescending(c => c.Parameters.Length)
            .FirstOrDefault();
        return constructor is null ? null : new ConstructorModel(constructor.Parameters.Select(ServiceParser.Parse).ToEquatableArray());
    }

    private static bool IsMarked(IMethodSymbol constructor) =>
        constructor.FindAttribute(KnownNamespaces.DependencyInjection, "ActivatorUtilitiesConstructorAttribute") is not null;

    /// <summary>The constructor that <c>with</c> calls on a record.</summary>
    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.ContainingType.IsRecord
        && constructor.Parameters is [var original]
        && SymbolEqualityComparer.Default.Equals(original.Type, constructor.ContainingType);
}
