using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>The names that the declarations of a file refer to, each once; not those in bodies, nor those it gives to members.</summary>
internal sealed class NameCollector : CSharpSyntaxWalker
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private NameCollector()
    {
    }

    public static IReadOnlyCollection<string> Collect(CompilationUnitSyntax root)
    {
        var collector = new NameCollector();
        collector.Visit(root);
        return collector._names;
    }

    public override void VisitIdentifierName(IdentifierNameSyntax node) => _names.Add(node.Identifier.ValueText);

    public override void VisitGenericName(GenericNameSyntax node)
    {
        _names.Add(node.Identifier.ValueText);
        base.VisitGenericName(node);
    }

    public override void VisitBlock(BlockSyntax node)
    {
    }

    public override void VisitArrowExpressionClause(ArrowExpressionClauseSyntax node)
    {
    }

    public override void VisitGlobalStatement(GlobalStatementSyntax node)
    {
    }

    public override void VisitPredefinedType(PredefinedTypeSyntax node)
    {
    }
}
