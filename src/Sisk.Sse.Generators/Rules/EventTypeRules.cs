using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for types of events, which the application creates and System.Text.Json writes.</summary>
internal static class EventTypeRules
{
    /// <summary>
    /// Returns the reason why a type cannot be an event, and the remedy, as the rest of a sentence; null if it can.
    /// </summary>
    public static string? FindProblem(ITypeSymbol type) => FindUnwritable(type) ?? type switch
    {
        IArrayTypeSymbol array => FindProblem(array.ElementType),
        INamedTypeSymbol { TypeArguments: [var data] } when type.Is("System.Net.ServerSentEvents", "SseItem`1") =>
            "only pull streams send an item's event type and id. "
            + $"Use '{data.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'",
        INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } named
            when named.Locations.Any(l => l.IsInSource) && !CanBeCreated(named)
            => "nothing can create it. Make a constructor internal or public",
        _ => null,
    };

    /// <summary>Returns the reason why a type, such as that of a property, cannot be written, in the same form; null if it can.</summary>
    public static string? FindUnwritable(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: > 1 } => "System.Text.Json does not serialize multidimensional arrays. Use an array of arrays",
        IArrayTypeSymbol array => FindUnwritable(array.ElementType),
        { TypeKind: TypeKind.Delegate } => "System.Text.Json does not serialize delegates. Use a record with the data",
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer }
            or { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } =>
            "System.Text.Json does not serialize pointers. Use an integer type",
        { IsRefLikeType: true } => "System.Text.Json does not serialize ref structs. Use an array",
        { IsTupleType: true } => "System.Text.Json does not serialize the fields of tuples. Use a record",
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named when HasOnlyFields(named) =>
            $"System.Text.Json does not serialize the fields of '{type.Name}'. Use properties",
        INamedTypeSymbol named when UnwritableValues.FindProblem(named) is { } problem => problem,
        INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } when HoldsItsArguments(type) =>
            arguments.Select(FindUnwritable).FirstOrDefault(problem => problem is not null),
        _ when IsForbidden(type) => $"System.Text.Json does not serialize '{type.Name}'. Use a record with the data",
        _ => null,
    };

    private static bool HoldsItsArguments(ITypeSymbol type) =>
        type.IsNullableValue() || type.ContainingNamespace.IsNamed("System.Collections", orNested: true) && !IsForbidden(type);

    /// <summary>Determines whether the type has only fields, which are not written, so that its JSON is <c>{}</c>.</summary>
    private static bool HasOnlyFields(INamedTypeSymbol type)
    {
        if (type.SpecialType != SpecialType.None || JsonAttributes.HasConverter(type))
        {
            return false;
        }

        var members = type.SelfAndBases().SelectMany(t => t.GetMembers())
            .Where(m => m is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }).ToList();
        return members.Exists(m => m is IFieldSymbol)
            && !members.Exists(m => m is IPropertySymbol { IsIndexer: false } || (m is IFieldSymbol && JsonAttributes.IsIncluded(m)))
            && !type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);
    }

    private static bool IsForbidden(ITypeSymbol type) =>
        type.Is("System", "Type")
        || type.Is("System.IO", "Stream")
        || type.Is(KnownNamespaces.Tasks, "Task")
        || type.Is(KnownNamespaces.Tasks, "Task`1")
        || type.Is(KnownNamespaces.Tasks, "ValueTask")
        || type.Is(KnownNamespaces.Tasks, "ValueTask`1")
        || type.Is("System.Threading", "CancellationToken")
        || type.Is("System.Collections.Generic", "IAsyncEnumerable`1");

    /// <summary>
    /// Determines whether a constructor is accessible, is called by the serializer, or is called within the type.
    /// </summary>
    private static bool CanBeCreated(INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(c => AccessRules.IsAccessible(c) || JsonAttributes.IsConstructor(c))
        || type.DeclaringSyntaxReferences.Any(r => r.GetSyntax().DescendantNodes().Any(node => Creates(node, type)));

    private static bool Creates(SyntaxNode node, INamedTypeSymbol type) => node switch
    {
        ImplicitObjectCreationExpressionSyntax => true,
        ObjectCreationExpressionSyntax { Type: var created } => created.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
            .Any(name => name.Identifier.ValueText == type.Name),
        _ => false,
    };
}
