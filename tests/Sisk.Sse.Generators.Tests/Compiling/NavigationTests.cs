using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Compiling;

/// <summary>
/// The way of an editor from a generated member: to a file named like the class, in which every broadcast links to its method.
/// </summary>
public sealed class NavigationTests
{
    private const string Overloads = """
        namespace Shop;

        public static class Outer
        {
            public sealed class Rooms
            {
                [RouteGet("/a/{id}")]
                public EventStream<Message> Watch(int id) => new();

                [RouteGet("/b/{name}")]
                public EventStream<List<Message>> Watch(string name, Dictionary<string, int?[]>? filter = null) => new();
            }
        }

        public sealed record Message(string Text);
        """;

    [Theory]
    [InlineData("Shop.OrderEvents", "Messages", "Watch")]
    [InlineData("Shop.Outer+Rooms", "Watch", "Watch")]
    public void Each_broadcast_links_to_its_method_from_a_file_that_is_named_like_the_class(string type, params string[] methods)
    {
        var compilation = Generated.From(SourceTexts.Contract, Overloads).Compiles().Compilation;
        var controller = compilation.GetTypeByMetadataName(type)!;

        var broadcasts = compilation.GetSymbolsWithName(
            controller.Name + "Broadcaster", SymbolFilter.Type, TestContext.Current.CancellationToken)
            .OfType<INamedTypeSymbol>().Single()
            .GetMembers().OfType<IMethodSymbol>().Where(m => m.Name.StartsWith("Broadcast", StringComparison.Ordinal)).ToArray();

        Assert.All(broadcasts, broadcast => Assert.EndsWith($"/{controller}.g.cs", broadcast.Locations.Single().SourceTree!.FilePath));
        Assert.Equal(
            controller.GetMembers().OfType<IMethodSymbol>().Where(m => methods.Contains(m.Name)).Order(_byId),
            broadcasts.Select(broadcast => Target(broadcast, compilation)).Distinct(_same).Order(_byId),
            _same);
    }

    [Fact]
    public void The_link_of_a_broadcast_can_be_followed_where_it_stands()
    {
        var compilation = Generated.From(SourceTexts.Contract).Compilation;
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith("/Shop.OrderEvents.g.cs", StringComparison.Ordinal));
        var model = compilation.GetSemanticModel(tree);

        var links = tree.GetRoot(TestContext.Current.CancellationToken)
            .DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.Identifier.ValueText.StartsWith("Broadcast", StringComparison.Ordinal))
            .Select(method => method.DescendantNodes(descendIntoTrivia: true).OfType<XmlCrefAttributeSyntax>().First().Cref)
            .ToArray();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(
            model.GetSymbolInfo(link, TestContext.Current.CancellationToken).Symbol?.ToDisplayString(),
            new[] { "Shop.OrderEvents.Messages(int, string)", "Shop.OrderEvents.Watch(int, System.Threading.CancellationToken)" }));
    }

    private static readonly Comparer<ISymbol> _byId = Comparer<ISymbol>.Create(
        (left, right) => string.CompareOrdinal(left.GetDocumentationCommentId(), right.GetDocumentationCommentId()));

    private static readonly EqualityComparer<ISymbol> _same = EqualityComparer<ISymbol>.Create(
        SymbolEqualityComparer.Default.Equals, SymbolEqualityComparer.Default.GetHashCode);

    /// <summary>Gets the symbol of the first link of a summary.</summary>
    private static ISymbol Target(IMethodSymbol broadcast, Compilation compilation)
    {
        var documentation = XElement.Parse(broadcast.GetDocumentationCommentXml(cancellationToken: TestContext.Current.CancellationToken)!);
        var id = documentation.Element("summary")!.Element("see")!.Attribute("cref")!.Value;
        return DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation)!;
    }
}
