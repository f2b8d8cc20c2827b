using System.Reflection;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Contracts;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Client.Tests.Contract;

/// <summary>The contract files of this project's own clients.</summary>
public sealed class ServerContractTests
{
    private static string Folder => Path.Combine(Repository.Root, "tests", "Sisk.Sse.Client.Tests", "Server");

    /// <summary>The contract of this assembly, as its file holds it.</summary>
    private static string Actual { get; } = ContractWriter.Write(
        ContractReader.Read(typeof(ServerContractTests).Assembly.GetCustomAttribute<EventStreamContractAttribute>()!.Json), isIndented: true);

    [Theory]
    [InlineData("own.json", "Sisk.Sse.Client.Tests.Server.")]
    [InlineData("remote.json", "Elsewhere.")]
    public void The_file_describes_this_project(string file, string types)
    {
        var expected = Actual.Replace("#/types/Sisk.Sse.Client.Tests.Server.", "#/types/" + types, StringComparison.Ordinal)
            .Replace("    \"Sisk.Sse.Client.Tests.Server.", "    \"" + types, StringComparison.Ordinal);
        var path = Path.Combine(Folder, file);

        if (Environment.GetEnvironmentVariable("SISK_SSE_WRITE_CONTRACTS") == "true")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }

    /// <summary>
    /// The schema in the documentation, by a validator that is not ours; a document with a mistake is told from the others.
    /// </summary>
    [Fact]
    public async Task Contracts_are_valid_by_their_JSON_Schema()
    {
        Node.RequirePackage("ajv");
        using var folder = new TemporaryFolder();
        var schema = Path.Combine(Repository.Root, "docs", "reference", "stream-contract.schema.json");
        var snapshots = Path.Combine(Repository.Root, "tests", "Sisk.Sse.Client.Tests", "Contract");
        string[] files = [Path.Combine(Folder, "own.json"), Path.Combine(Folder, "remote.json"), .. Directory.GetFiles(
            snapshots, "*.verified.json")];
        var wrong = folder.Write("wrong.json", Actual.Replace("\"kind\": \"push\"", "\"kind\": \"pushed\"", StringComparison.Ordinal));

        var (exitCode, output) = await Node.RunAsync(["validate.mjs", schema, .. files], folder: Node.Tools);
        var (exitCodeOfWrong, _) = await Node.RunAsync(["validate.mjs", schema, wrong], folder: Node.Tools);

        Assert.True(exitCode == 0, output);
        Assert.NotEqual(0, exitCodeOfWrong);
    }
}
