using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Symbols;

/// <summary>
/// Finds the base of a type. An event is usually a class nested in its base. Its base is then read from the syntax, because binding one
/// name for each event would take a tenth of a cold run.
/// </summary>
internal static class DeclaredBase
{
    public static INamedTypeSymbol? Of(INamedTypeSymbol type) => IsContainer(type) ? type.ContainingType : type.BaseType;

    /// <summary>
    /// Determines whether the containing class is the base of a type, which implements no interface. The name of the base can mean nothing
    /// else: a class has no member of its own name, and this one inherits none.
    /// </summary>
    public static bool IsContainer(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsGenericType: false, ContainingType: { TypeKind: TypeKind.Class } container }
        && type.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax() is TypeDeclarationSyntax { BaseList.Types: [{ Type: IdentifierNameSyntax name }] }
        && name.Identifier.ValueText == container.Name
        && container.BaseType is { SpecialType: SpecialType.System_Object };
}
