using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>
/// The hint that a parameter is unused comes with a code fix that removes it. On a key, that would change who receives the events.
/// </summary>
public sealed class UnusedParameterTests
{
    [Theory]
    [InlineData("[RouteGet(\"/a/{id}\")] public EventStream<string> Watch(int id) => new();")]
    [InlineData("[RouteGet(\"/a/{id}\", Identifier = \"a\")] public EventStream<string> Watch(int id) => new();")]
    [InlineData("[RouteGet(\"/a\", Identifier = \"a/{x}/{y}\")] public EventStream<string> Watch([FromQuery] int x, [FromHeader(Name = \"y\")] string y) => new();")]
    [InlineData("[RouteGet(\"/a\", Identifier = \"a/{page}\")] public EventStream<string> Watch([AsParameters] Parts parts) => new();")]
    [InlineData("[RouteGet(\"/a\")] public EventStream<string> Watch([FromClaim(\"sub\")] string user) => new();")]
    [InlineData("[RouteGet(\"/a/{id}\")] public async IAsyncEnumerable<string> Watch(int id) { await Task.Yield(); yield break; }")]
    public async Task Parameters_that_generated_code_reads_are_not_called_unused(string method) =>
        Assert.Empty(await FindHintsAsync(method));

    [Theory]
    [InlineData("[RouteGet(\"/a\")] public EventStream<string> Watch(int id) => new();")]
    [InlineData("[RouteGet(\"/a\")] public EventStream<string> Watch(CancellationToken id) => new();")]
    [InlineData("[RouteGet(\"/a\", Identifier = \"a/{id}\")] public async IAsyncEnumerable<string> Watch(int id) { await Task.Yield(); yield break; }")]
    [InlineData("public EventStream<string> Watch(int id) => new();")]
    public async Task Parameters_that_nothing_reads_are_called_unused(string method) =>
        Assert.Equal(["IDE0060", "RCS1163"], await FindHintsAsync(method));

    private static async Task<IEnumerable<string>> FindHintsAsync(string method)
    {
        var analysis = await Analysis.RunAsync(
            [$"using Microsoft.AspNetCore.Mvc;\npublic class Streams {{ {method} }}\npublic record Parts(int Page);"],
            new Settings { HasUnusedParameterHints = true });
        Assert.Empty(analysis.Errors);
        return analysis.Diagnostics.Where(d => d.Id is "IDE0060" or "RCS1163").Select(d => d.Id).Order(StringComparer.Ordinal);
    }
}
