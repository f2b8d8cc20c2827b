using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Tests.Layers;

/// <summary>
/// Derives which folders of a project use which, from the symbols that each file names. Documentation comments do not count.
/// </summary>
public static class FolderGraph
{
    /// <summary>Finds every arrow between two folders, each place once.</summary>
    /// <param name="project">The project.</param>
    /// <param name="folderOf">The folder that a file counts to.</param>
    public static IReadOnlyList<Arrow> Find(SourceProject project, Func<string, string> folderOf) =>
    [
        .. from tree in project.Files
           let model = project.Compilation.GetSemanticModel(tree)
           let folder = folderOf(tree.FilePath)
           from node in tree.GetRoot().DescendantNodes().Where(IsUse)
           from type in Types(model.GetSymbolInfo(node))
           from target in type.DeclaringSyntaxReferences.Select(part => folderOf(part.SyntaxTree.FilePath)).Distinct()
           where target != folder
           let place = $"{tree.FilePath}:{tree.GetLineSpan(node.Span).StartLinePosition.Line + 1}"
           group node by new Arrow(folder, target, place, type.Name) into uses
           select uses.Key,
    ];

    /// <summary>Finds the folders that use one another, directly or through others.</summary>
    public static IReadOnlyList<string> FindCircle(IEnumerable<Arrow> arrows)
    {
        var next = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        return [.. next.Select(group => group.Key).Where(folder => Reach(next, folder).Contains(folder)).Order(StringComparer.Ordinal)];
    }

    private static HashSet<string> Reach(ILookup<string, string> next, string start)
    {
        var reached = new HashSet<string>();
        var waiting = new Stack<string>([start]);
        while (waiting.Count > 0)
        {
            foreach (var folder in next[waiting.Pop()].Where(reached.Add))
            {
                waiting.Push(folder);
            }
        }

        return reached;
    }

    /// <summary>Names, and the creations and calls that name no type.</summary>
    private static bool IsUse(SyntaxNode node) =>
        (node is SimpleNameSyntax && node.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null)
        || node is ImplicitObjectCreationExpressionSyntax or ConstructorInitializerSyntax;

    private static IEnumerable<INamedTypeSymbol> Types(SymbolInfo info) =>
        (info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols)
        .Where(s => s is INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol)
        .Select(s => s as INamedTypeSymbol ?? s.ContainingType)
        .OfType<INamedTypeSymbol>()
        .Select(type => type.OriginalDefinition);
}
