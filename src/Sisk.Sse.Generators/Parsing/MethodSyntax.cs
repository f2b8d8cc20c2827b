using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>The methods with attributes in the text of a file, found without looking into a body.</summary>
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

    /// <summary>"RouteGet" of "Sisk.Sse.RouteGet".</summary>
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
