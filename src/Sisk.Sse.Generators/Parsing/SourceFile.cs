using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>The facts that the text of a file alone provides, kept until its declarations change.</summary>
internal sealed class SourceFile
{
    private readonly ImmutableArray<string> _methodAttributes;

    /// <summary>Weak, as no step but the first is to keep a tree; that one does.</summary>
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

    /// <summary>Gets the other names that the file gives to types.</summary>
    public ImmutableArray<AttributeAlias> Aliases { get; }

    /// <summary>Gets the types that it declares, without their members.</summary>
    public FileOutline Outline { get; }

    /// <summary>
    /// The names that its declarations refer to, and those of its types, of which other files may declare parts. Only a file that
    /// matters is asked for them, and few do.
    /// </summary>
    public ImmutableArray<string> Names => _names.IsDefault ? _names = [.. ReferredNames(Root()), .. Outline.Types] : _names;

    /// <summary>
    /// Gets a value indicating whether it says something about the whole project: global usings, attributes of the assembly.
    /// </summary>
    public bool SpeaksForAll { get; }

    public static SourceFile Read(SyntaxTree tree, CancellationToken cancellationToken) =>
        new((CompilationUnitSyntax)tree.GetRoot(cancellationToken));

    private CompilationUnitSyntax Root() => _tree.TryGetTarget(out var tree)
        ? (CompilationUnitSyntax)tree.GetRoot()
        : throw new InvalidOperationException("The tree is gone: the step that reads the files must keep it.");

    /// <summary>
    /// Each once. Not by recursion, which goes as deep as an expression: a constant may be put together of thousands of parts.
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

    /// <summary>Determines whether a method of the file has an attribute of such a name.</summary>
    public bool HasMethodWith(RouteAttributeNames names) => _methodAttributes.Any(names.Contains);
}
