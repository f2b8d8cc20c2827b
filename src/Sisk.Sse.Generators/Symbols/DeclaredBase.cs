using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Symbols;

/// <summary>
/// The base of a type. For the usual form of an event, a class that is nested in its base, it is read from the syntax: to bind one name for
/// each event takes the compiler a tenth of a cold run.
/// </summary>
internal static class DeclaredBase
{
    public static INamedTypeSymbol? Of(INamedTypeSymbol type) => IsContainer(type) ? type.ContainingType : type.BaseType;

    /// <summary>
    /// Determines whether a type has one base and no interface: the class around it, by its name. The name can mean nothing else, as no
    /// member of that class may have it, and the class inherits none.
    /// </summary>
    public static bool IsContainer(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsGenericType: false, ContainingType: { TypeKind: TypeKind.Class } container, DeclaringSyntaxReferences: [var reference] }
        && reference.GetSyntax() is TypeDeclarationSyntax { BaseList.Types: [{ Type: IdentifierNameSyntax name }] }
        && name.Identifier.ValueText == container.Name
        && container.BaseType is { SpecialType: SpecialType.System_Object };
}
