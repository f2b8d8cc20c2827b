using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Tests.Layers;

/// <summary>The folders of a project in order: each may use those before it, never those after it. Files in no folder come last.</summary>
/// <param name="Folders">
/// The folders, such as "Connections" or "Connections/Timing". A folder that is not listed counts to the one around it.
/// </param>
public sealed record LayerList(params string[] Folders)
{
    /// <summary>Folders whose files declare types of foreign namespaces, such as those that an older framework lacks.</summary>
    public string[] ForeignNamespaces { get; init; } = [];

    /// <summary>Namespaces that hold the public types of all folders, and nothing that is not public.</summary>
    public string[] PublicNamespaces { get; init; } = [];

    /// <summary>Arrows that the order allows and the design does not, as "From -> To".</summary>
    public string[] Forbidden { get; init; } = [];

    /// <summary>
    /// Finds what is against the list: arrows, circles, folders that are missing, and files whose namespace is not their folder's.
    /// </summary>
    public IReadOnlyList<string> FindViolations(SourceProject project)
    {
        var arrows = FolderGraph.Find(project, FolderOf);
        var circle = FolderGraph.FindCircle(arrows);
        return
        [
            .. arrows.Where(arrow => Rank(arrow.To) > Rank(arrow.From) || Forbidden.Contains($"{arrow.From} -> {arrow.To}"))
                .Select(arrow => arrow.ToString()),
            .. circle.Count == 0 ? Array.Empty<string>() : [$"These folders use one another: {string.Join(", ", circle)}"],
            .. project.Files.Select(tree => FolderOf(tree.FilePath)).Distinct().Where(folder => Rank(folder) < 0)
                .Select(folder => $"'{folder}' is not in the list"),
            .. Folders.Except(project.Files.Select(tree => FolderOf(tree.FilePath))).Select(folder => $"'{folder}' has no files"),
            .. project.Files.SelectMany(tree => FindNamespaces(project, tree)),
        ];
    }

    /// <summary>
    /// The deepest listed folder around a file; its own first folder if none is listed, and empty for a file in no folder.
    /// </summary>
    private string FolderOf(string path)
    {
        var listed = Folders.Where(folder => path.StartsWith(folder + "/", StringComparison.Ordinal)).MaxBy(folder => folder.Length);
        return listed ?? (path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "");
    }

    private int Rank(string folder) => folder.Length == 0 ? Folders.Length : Array.IndexOf(Folders, folder);

    private bool IsPublic(BaseNamespaceDeclarationSyntax declaration) =>
        PublicNamespaces.Contains(declaration.Name.ToString())
        && declaration.Members.OfType<MemberDeclarationSyntax>()
            .All(member => member.Modifiers.Any(modifier => modifier.ValueText == "public"));

    private IEnumerable<string> FindNamespaces(SourceProject project, Microsoft.CodeAnalysis.SyntaxTree tree)
    {
        var folder = Path.GetDirectoryName(tree.FilePath)!.Replace('\\', '/');
        var expected = folder.Length == 0 ? project.RootNamespace : project.RootNamespace + "." + folder.Replace('/', '.');
        return ForeignNamespaces.Contains(folder)
            ? []
            : tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
                .Where(declaration => declaration.Name.ToString() != expected && !IsPublic(declaration))
                .Select(declaration => $"{tree.FilePath} declares the namespace {declaration.Name} instead of {expected}");
    }
}
