using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Client.Generators;
using Sisk.Sse.Generators.Tests.Support;
using Sisk.Sse.Tests.Layers;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Documents;

/// <summary>
/// Every C# block of the README, the guides, the reference and the packages' own READMEs compiles without a warning, with the usings that
/// it shows. The blocks of a document are compiled together.
/// </summary>
public sealed class DocumentCodeTests
{
    private const string GettingStarted = "docs/guides/getting-started.md";

    /// <summary>The implicit usings of the Web SDK, and the one that docs/README.md asks for.</summary>
    private const string ServerUsings = ClientUsings + """
        global using System.Net.Http.Json;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Sisk.Sse;

        """;

    /// <summary>The implicit usings of a console program.</summary>
    private const string ClientUsings = SourceProject.ImplicitUsings + "\n";

    /// <summary>The framework's warning of [ValidatableType]. The document says to suppress it.</summary>
    private const string Experimental = "ASP0029";

    /// <summary>Types that the README takes for granted.</summary>
    private const string OrderStore = """
        public sealed record Order(string[] Lines);
        public interface IOrderStore { Task<Order?> FindAsync(int orderId, CancellationToken ct); }
        """;

    /// <summary>Documents for the other end, which know the streams by the contract of the shop.</summary>
    private static readonly string[] _ofClients =
        ["docs/guides/clients.md", "docs/guides/clients-dotnet.md", "docs/guides/clients-blazor.md", "src/Sisk.Sse.Client/README.md"];

    /// <summary>Their blocks are tests of Sisk.Sse.Testing.Tests, to the letter.</summary>
    private static readonly string[] _tested = ["docs/guides/testing.md", "src/Sisk.Sse.Testing/README.md"];

    private static readonly string[] _continued = ["docs/guides/scale-out.md"];

    public static TheoryData<string> ServerDocuments => [.. Documents().Except(_ofClients)];

    public static TheoryData<string> ClientDocuments => [.. _ofClients];

    [Theory]
    [MemberData(nameof(ServerDocuments))]
    public void Code_of_a_document_compiles_without_warnings(string document)
    {
        var continued = document == "README.md" ? OrderStore : _continued.Contains(document) ? ReadServer(GettingStarted).Types : "";

        Compile(ServerUsings + ReadServer(document).ToSource(continued));
    }

    [Theory]
    [MemberData(nameof(ClientDocuments))]
    public void Code_of_clients_compiles_without_warnings_against_the_contract_of_the_shop(string document)
    {
        var shop = Compile(ServerUsings + ReadServer(GettingStarted).ToSource(""));
        var contract = shop.Assembly.GetAttributes().Single(attribute => attribute.AttributeClass?.Name == "EventStreamContractAttribute");

        var code = DocumentCode.Read(document, ("string[]", "args"), ("ShopStreams", "shop"));
        Compile(ClientUsings + code.ToSource(""), (string)contract.ConstructorArguments[0].Value!);
    }

    private static DocumentCode ReadServer(string document) =>
        DocumentCode.Read(document, ("WebApplicationBuilder", "builder"), ("WebApplication", "app"), ("string[]", "args"));

    private static IEnumerable<string> Documents() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "docs", "guides"), "*.md")
            .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs", "reference"), "*.md"))
            .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "src"), "README.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Prepend("README.md")
            .Except(_tested)
            .Order(StringComparer.Ordinal);

    private static Compilation Compile(string source, string? contract = null)
    {
        CSharpGeneratorDriver
            .Create(
                [new EventStreamGenerator().AsSourceGenerator(), new ClientGenerator().AsSourceGenerator(), .. JsonGenerator.All],
                contract is null ? [] : [new ContractFile(contract)],
                Project.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(
                Project.WithoutUsings(source), out var compilation, out var reported, TestContext.Current.CancellationToken);
        var problems = reported.Concat(compilation.GetDiagnostics(TestContext.Current.CancellationToken))
            .Where(problem => problem.Severity >= DiagnosticSeverity.Warning && problem.Id != Experimental);
        Assert.True(!problems.Any(), string.Join('\n', problems));
        return compilation;
    }
}
