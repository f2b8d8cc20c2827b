using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>The directive <c>using Name = Some.Namespace.Target;</c>.</summary>
internal sealed record AttributeAlias(string Name, string Target)
{
    public static IEnumerable<AttributeAlias> In(CompilationUnitSyntax root) =>
        from directive in root.Usings.Concat(root.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(Usings))
        where directive is { Alias: not null, Name: not null }
        select new AttributeAlias(directive.Alias!.Name.Identifier.ValueText, MethodSyntax.LastName(directive.Name!));

    private static IEnumerable<UsingDirectiveSyntax> Usings(BaseNamespaceDeclarationSyntax declaration) =>
        declaration.Usings.Concat(declaration.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(Usings));
}
