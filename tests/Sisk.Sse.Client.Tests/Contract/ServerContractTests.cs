using System.Reflection;
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
}
