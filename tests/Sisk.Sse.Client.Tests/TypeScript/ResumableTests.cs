using Sisk.Sse.Client.Tests.Faults;
using Sisk.Sse.Client.Tests.Server;
using Sisk.Sse.Client.Tests.Support;

namespace Sisk.Sse.Client.Tests.TypeScript;

/// <summary>Answers that survive the cuts of their client: the generated JavaScript under Node.</summary>
public sealed class ResumableTests
{
    [Fact]
    public async Task Answer_arrives_once_and_in_order_over_many_cuts_and_is_generated_once()
    {
        const int Cuts = 21;

        // The patient client of the first numbers meets no silence.
        const int FirstCuts = 12;
        await using var server = await ServerApp.StartAsync();
        Fault[] faults = [.. Enumerable.Repeat(Fault.CleanEnd, FirstCuts), .. FaultyProxy.Mixed(Cuts, CountingRun.Seed)];
        await using var proxy = new FaultyProxy(server.Address, faults, CountingRun.Seed, (700, 4_000));

        Assert.Equal("1500 in order", await RunAsync(proxy.Address, "count", "1500"));
        Assert.Single(server.Runs.List());
        Assert.True(proxy.Requests > Cuts, $"{proxy.Requests} requests");
    }

    [Theory]
    [InlineData("reload", "10 in order")]
    [InlineData("stop", "1 in order")]
    [InlineData("interrupt", "1 StreamError 200 true")]
    public async Task Answer_continues_after_an_id_and_tells_how_it_ended(string mode, string expected)
    {
        await using var server = await ServerApp.StartAsync();

        Assert.Equal(expected, await RunAsync(server.Address, mode, "10"));
        Assert.Single(server.Runs.List());
    }

    [Fact]
    public async Task Question_to_a_server_that_is_full_is_asked_again()
    {
        await using var server = await ServerApp.StartFullAsync();

        Assert.Equal("2 in order", await RunAsync(server.Address, "full", "2"));
        Assert.Single(server.Runs.List());
    }

    private static async Task<string> RunAsync(Uri address, string mode, string count)
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output) = await Node.RunAsync(["answer.mjs", address.ToString().TrimEnd('/'), folder.Path, mode, count]);
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }
}
