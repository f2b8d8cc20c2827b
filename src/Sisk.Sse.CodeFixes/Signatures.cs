using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.CodeFixes;

/// <summary>The rules for changes of a method's signature.</summary>
internal static class Signatures
{
    /// <summary>Determines whether a signature can be changed without another part, a base method or an interface.</summary>
    public static bool CanChange(MethodDeclarationSyntax method, SemanticModel model, CancellationToken token) =>
        !method.Modifiers.Any(m => m.IsKind(SyntaxKind.PartialKeyword) || m.IsKind(SyntaxKind.OverrideKeyword))
        && model.GetDeclaredSymbol(method, token) is { } symbol
        && !symbol.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(symbol.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(
                symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol));

    /// <summary>Determines whether a parameter is passed by reference, which an async function cannot have.</summary>
    public static bool IsByReference(ParameterSyntax parameter) => parameter.Modifiers.Any(
        m => m.IsKind(SyntaxKind.RefKeyword) || m.IsKind(SyntaxKind.OutKeyword) || m.IsKind(SyntaxKind.InKeyword));
}
