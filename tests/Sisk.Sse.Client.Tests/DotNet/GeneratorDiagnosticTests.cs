using System.Globalization;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Generators.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>The mistakes in a project or in a contract that the generator of clients reports.</summary>
public sealed class GeneratorDiagnosticTests
{
    private const string Client = "namespace Acme; [Sisk.Sse.Client.EventStreamClient(\"streams.json\")] public partial class ShopStreams;";

    [Fact]
    public void A_class_of_the_project_itself_needs_the_file_of_its_contract()
    {
        var project = Project.Create("namespace Acme; [Sisk.Sse.Client.EventStreamClient(typeof(Shop.OrderEvents))] public partial class ShopStreams;", SourceTexts.Contract).WithAssemblyName("Shop");

        var diagnostic = Assert.Single(ClientProject.Run(project).Result.Diagnostics);

        Assert.Equal("SSE080", diagnostic.Id);
        Assert.Contains(
            "Set EventStreamContractFile, and add that file",
            diagnostic.GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
        Assert.Empty(ClientProject.Run(project, ProjectContract.JsonOf(GeneratedCode.From(Project.Create(SourceTexts.Contract).WithAssemblyName("Shop")))).Result.Diagnostics);
    }

    [Theory]
    [InlineData("SSE080", "[Sisk.Sse.Client.EventStreamClient(\"other.json\")] public partial class C;", "{}")]
    [InlineData("SSE080", "[Sisk.Sse.Client.EventStreamClient(typeof(string))] public partial class C;", null)]
    [InlineData("SSE081", "[Sisk.Sse.Client.EventStreamClient(\"streams.json\")] public partial class C;", "{}")]
    [InlineData("SSE082", "[Sisk.Sse.Client.EventStreamClient(\"streams.json\")] public class C;", "{}")]
    [InlineData("SSE082", "[Sisk.Sse.Client.EventStreamClient(\"streams.json\")] public partial record C;", "{}")]
    [InlineData("SSE082", "[Sisk.Sse.Client.EventStreamClient(\"streams.json\")] public partial class C(System.Net.Http.HttpClient http); public partial class C;", "{}")]
    [InlineData("SSE082", "[Sisk.Sse.Client.EventStreamClient(\"streams.json\")] public partial class C; public partial class C();", "{}")]
    [InlineData("SSE082", "[Sisk.Sse.Client.EventStreamClient(\"streams.json\")] file partial class C;", "{}")]
    [InlineData("SSE082", "public class A { [Sisk.Sse.Client.EventStreamClient(\"streams.json\")] public partial class C; }", "{}")]
    public void Mistakes_are_reported_at_the_class(string id, string source, string? contract)
    {
        var diagnostic = Assert.Single(ClientProject.Run(Project.Create(source), contract).Result.Diagnostics);

        Assert.Equal((id, "Source0.cs"), (diagnostic.Id, diagnostic.Location.GetLineSpan().Path));
    }

    [Theory]
    [InlineData("Shop/streams.json", "OrderEvents")]
    [InlineData("../Shop/streams.json", "OrderEvents")]
    [InlineData("./Bank/streams.json", "Accounts")]
    [InlineData("..\\..\\Bank\\streams.json", "Accounts")]
    [InlineData("streams.json", null)]
    [InlineData("hop/streams.json", null)]
    public void A_contract_is_told_from_others_of_its_name_by_its_folder(string name, string? controller)
    {
        var shop = ProjectContract.Shop;
        var bank = ProjectContract.JsonOf(
            GeneratedCode.From("public sealed class Accounts { [RouteGet(\"/a\")] public EventStream<int> Watch() => new(); }"));
        var project =
            Project.Create(Client.Replace("streams.json", name.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal));

        var (compilation, result) = ClientProject.Run(
            project, ("/all/Shop/streams.json", shop), ("/all/Bank/streams.json", bank), ("/all/Shop/streams.json", shop));

        Assert.Equal(controller is null, result.Diagnostics.Length == 1);
        Assert.Equal(controller is not null, compilation.GetTypeByMetadataName($"Acme.ShopStreams+{controller}Client") is not null);
    }

    [Fact]
    public void Several_contracts_of_one_name_are_reported()
    {
        var contract = ProjectContract.Shop;

        var found = Assert.Single(ClientProject.Run(Project.Create(Client), ("/Shop/streams.json", contract), ("/Bank/streams.json", contract)).Result.Diagnostics);

        Assert.Equal(
            "The stream contract 'streams.json' cannot be read: Several AdditionalFiles have this name. Include the folder: \"Bank/streams.json\".",
            found.GetMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>The compiler says as well that a file is missing, but not what writes it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void A_contract_that_is_missing_or_empty_is_reported(string contract)
    {
        var found = Assert.Single(ClientProject.Run(Project.Create(Client), contract).Result.Diagnostics);

        Assert.Equal(
            "The stream contract 'streams.json' cannot be read: The file is missing or empty. Build the server, which writes it.",
            found.GetMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>A file may be written or merged by hand.</summary>
    [Theory]
    [InlineData("The type 'Shop.OrderEvent' is missing.", """{ "payload": { "$ref": "#/types/Shop.OrderEvent" } }""", "{}")]
    [InlineData(
        "The type 'Shop.Sent' is missing.",
        """{ "events": [{ "schema": { "type": "array", "items": { "$ref": "#/types/Shop.Sent" } } }] }""",
        "{}")]
    [InlineData(
        "The type 'Shop.Question' is missing.",
        """{ "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/types/Shop.Question" } }] }""",
        "{}")]
    [InlineData("The type 'B' is missing.", "{}", """{ "A": { "type": "object", "properties": { "b": { "$ref": "#/types/B" } } } }""")]
    [InlineData("The type 'B' is missing.", "{}", """{ "A": { "type": "object", "properties": {}, "base": "#/types/B" } }""")]
    [InlineData(
        "The type 'B' is missing.", "{}", """{ "A": { "type": "object", "properties": {}, "derived": [{ "$ref": "#/types/B" }] } }""")]
    [InlineData("The type 'A' derives from itself.", "{}", """{ "A": { "type": "object", "properties": {}, "base": "#/types/B" }, "B": { "type": "object", "properties": {}, "base": "#/types/A" } }""")]
    public void A_contract_that_refers_to_a_type_that_it_lacks_is_reported(string message, string stream, string types)
    {
        var begin =
            """{ "controller": "Shop.Orders", "name": "Watch", "method": "GET", "route": "/orders", "kind": "push", "end": "none" """;
        var contract = $$"""{ "version": 1, "name": "Shop", "streams": [{{begin}}{{(stream == "{}" ? "}" : "," + stream[1..])}}], "types": {{types}} }""";

        var diagnostic = Assert.Single(ClientProject.Run(Project.Create(Client), contract).Result.Diagnostics);

        Assert.Equal("SSE081", diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSE080", "[Sisk.Sse.Client.EventStreamClient(\"other.json\")] public partial class C;")]
    [InlineData("SSE081", "[Sisk.Sse.Client.EventStreamClient(\"streams.json\")] public partial class C;")]
    [InlineData("SSE082", "[Sisk.Sse.Client.EventStreamClient(\"streams.json\")] public class C;")]
    public void Help_of_a_diagnostic_is_the_part_of_a_document_that_explains_it(string id, string source)
    {
        const string Documents = "https://github.com/sisk-http/sisk-sse/blob/main/";
        var link = Assert.Single(ClientProject.Run(Project.Create(source), "{}").Result.Diagnostics).Descriptor.HelpLinkUri;

        Assert.StartsWith(Documents, link);
        var parts = link[Documents.Length..].Split('#');
        var document = File.ReadAllText(Path.Combine(Repository.Root, parts[0]));
        Assert.Contains($"| {id} |", document[document.IndexOf($"\n## {parts[1]}\n", StringComparison.OrdinalIgnoreCase)..]);
    }
}
