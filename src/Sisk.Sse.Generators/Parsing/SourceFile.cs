using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>The facts about a file that its syntax provides. They are kept until its declarations change.</summary>
internal sealed class SourceFile
{
    private readonly ImmutableArray<string> _methodAttributes;

    /// <summary>Weak, because only the first step of the pipeline keeps trees.</summary>
    private readonly WeakReference<SyntaxTree> _tree;
    private ImmutableArray<string> _names;

    private SourceFile(CompilationUnitSyntax root)
    {
        _tree = new(root.SyntaxTree);
        _methodAttributes = [.. MethodSyntax.Annotated(root).SelectMany(MethodSyntax.AttributeNames).Distinct()];
        Aliases = [.. AttributeAlias.In(root)];
        Outline = FileOutline.Of(root);
        SpeaksForAll = root.AttributeLists.Any() || root.Usings.Any(u => u.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword));
    }

    /// <summary>Gets the aliases that the file defines.</summary>
    public ImmutableArray<AttributeAlias> Aliases { get; }

    /// <summary>Gets the types that the file declares, without their members.</summary>
    public FileOutline Outline { get; }

    /// <summary>
    /// Gets the names that its declarations refer to, and those of its types, since other files may declare parts of them. Computed on
    /// demand, because few files are relevant.
    /// </summary>
    public ImmutableArray<string> Names => _names.IsDefault ? _names = [.. ReferredNames(Root()), .. Outline.Types] : _names;

    /// <summary>
    /// Gets a value indicating whether the file affects the whole project, by global usings or attributes of the assembly.
    /// </summary>
    public bool SpeaksForAll { get; }

    public static SourceFile Read(SyntaxTree tree, CancellationToken cancellationToken) =>
        new((CompilationUnitSyntax)tree.GetRoot(cancellationToken));

    private CompilationUnitSyntax Root() => _tree.TryGetTarget(out var tree)
        ? (CompilationUnitSyntax)tree.GetRoot()
        : throw new InvalidOperationException("The tree was collected. The step that reads the files must keep it.");

    /// <summary>
    /// Returns the distinct names that a file refers to. Not recursive, because a constant can be an expression of thousands of parts.
    /// </summary>
    private static HashSet<string> ReferredNames(CompilationUnitSyntax root)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<SyntaxNode>();
        waiting.Push(root);
        while (waiting.Count > 0)
        {
            foreach (var child in waiting.Pop().ChildNodesAndTokens())
            {
                if (child.AsNode() is not { } node)
                {
                    continue;
                }

                if (node is SimpleNameSyntax name)
                {
                    names.Add(name.Identifier.ValueText);
                }

                if (node is not (IdentifierNameSyntax or PredefinedTypeSyntax or LiteralExpressionSyntax
                    or BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax))
                {
                    waiting.Push(node);
                }
            }
        }

        return names;
    }

    /// <summary>Determines whether a method of the file has an attribute with one of the names.</summary>
    public bool HasMethodWith(RouteAttributeNames names) => _methodAttributes.Any(names.Contains);
}
