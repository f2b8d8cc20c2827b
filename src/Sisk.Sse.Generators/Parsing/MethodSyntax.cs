using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Finds methods with attributes in syntax. Bodies are not visited.</summary>
internal static class MethodSyntax
{
    public static IEnumerable<MethodDeclarationSyntax> Annotated(SyntaxNode container)
    {
        foreach (var member in Members(container))
        {
            if (member is MethodDeclarationSyntax { AttributeLists.Count: > 0 } method)
            {
                yield return method;
            }
            else if (member is BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            {
                foreach (var inner in Annotated(member))
                {
                    yield return inner;
                }
            }
        }
    }

    public static IEnumerable<string> AttributeNames(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => LastName(attribute.Name));

    /// <summary>Returns the last part of a name, such as <c>RouteGet</c> of <c>Sisk.Sse.RouteGet</c>.</summary>
    public static string LastName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static SyntaxList<MemberDeclarationSyntax> Members(SyntaxNode container) => container switch
    {
        CompilationUnitSyntax unit => unit.Members,
        BaseNamespaceDeclarationSyntax declaration => declaration.Members,
        TypeDeclarationSyntax type => type.Members,
        _ => default,
    };
}
