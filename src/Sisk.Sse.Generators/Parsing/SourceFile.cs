using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>What the text of a file tells alone, kept until its declarations change.</summary>
internal sealed class SourceFile
{
    private readonly ImmutableHashSet<string> _methodAttributes;

    private SourceFile(ImmutableHashSet<string> methodAttributes, ImmutableArray<AttributeAlias> aliases) =>
        (_methodAttributes, Aliases) = (methodAttributes, aliases);

    /// <summary>The other names that the file gives to types.</summary>
    public ImmutableArray<AttributeAlias> Aliases { get; }

    public static SourceFile Read(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot(cancellationToken);
        var attributes = MethodSyntax.Annotated(root).SelectMany(MethodSyntax.AttributeNames);
        return new SourceFile([.. attributes], [.. AttributeAlias.In(root)]);
    }

    /// <summary>Whether a method of the file has an attribute of such a name.</summary>
    public bool HasMethodWith(RouteAttributeNames names) => _methodAttributes.Any(names.Contains);
}
