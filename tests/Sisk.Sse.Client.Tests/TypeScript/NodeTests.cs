using Sisk.Sse.Client.Tests.Support;

namespace Sisk.Sse.Client.Tests.TypeScript;

/// <summary>
/// The tests of the runtime part that are written in JavaScript. The long form of the comparison with eventsource-parser is
/// <c>SISK_SSE_SPLITS=1000000</c>.
/// </summary>
public sealed class NodeTests
{
    [Theory]
    [InlineData("parser.test.mjs")]
    [InlineData("answers.test.mjs")]
    [InlineData("client.test.mjs")]
    [InlineData("request.test.mjs")]
    [InlineData("bodies.test.mjs")]
    [InlineData("ping.test.mjs")]
    [InlineData("sharing.test.mjs")]
    [InlineData("eventsource.test.mjs")]
    [InlineData("hidden.test.mjs")]
    [InlineData("online.test.mjs")]
    public async Task Tests_of_the_runtime_part_pass_under_Node(string file)
    {
        Node.RequirePackage("eventsource-parser");
        using var folder = new TemporaryFolder();
        var source = await File.ReadAllTextAsync(Path.Combine(Node.RuntimeFolder, "runtime.js"), TestContext.Current.CancellationToken);
        var runtime = folder.Write("runtime.mjs", source + "export { define };\n");

        var (exitCode, output) = await Node.RunAsync(
            ["--test", "--test-reporter=tap", file],
            new() { ["SISK_SSE_RUNTIME"] = new Uri(runtime).ToString(), ["SISK_SSE_TOOLS"] = new Uri(Node.Tools).ToString() });

        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("# pass 0\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JavaScript_and_declarations_are_what_the_tools_make_of_the_source()
    {
        Node.RequirePackage("terser");
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await Node.RunAsync([Path.Combine(Node.Tools, "runtime.mjs"), folder.Path]);

        Assert.True(exitCode == 0, output);
        foreach (var file in (string[])["runtime.js", "runtime.d.ts"])
        {
            Assert.Equal(File.ReadAllText(Path.Combine(folder.Path, file)), File.ReadAllText(Path.Combine(Node.RuntimeFolder, file)));
        }
    }
}
