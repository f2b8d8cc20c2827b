using System.Diagnostics;
using Sisk.Sse.Stress;

namespace Sisk.Sse.Tests.Stress;

/// <summary>
/// Runs each scenario of the stress program for a short time, in a process of its own: scenarios count its memory, threads, timers and
/// sockets.
/// </summary>
public sealed class StressTests
{
    public static TheoryData<string> Names => [.. Scenarios.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Short_run_of_the_scenario_passes(string scenario)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var program = Process.Start(
            new ProcessStartInfo("dotnet", ["exec", typeof(Scenarios).Assembly.Location, "short", "seed=20261123", scenario])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        try
        {
            var errors = program.StandardError.ReadToEndAsync(cancellationToken);
            var output = await program.StandardOutput.ReadToEndAsync(cancellationToken);
            await program.WaitForExitAsync(cancellationToken);
            Assert.True(program.ExitCode == 0, output + await errors);
        }
        finally
        {
            program.Kill(entireProcessTree: true);
        }
    }
}
