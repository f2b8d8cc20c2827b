using Sisk.Sse.Stress;

namespace Sisk.Sse.Tests.Stress;

/// <summary>Runs each scenario of the stress program for a short time.</summary>
public sealed class StressTests
{
    public static TheoryData<string> Names => [.. Scenarios.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Short_run_of_the_scenario_passes(string scenario)
    {
        const int Seed = 20261123;
        TestContext.Current.TestOutputHelper?.WriteLine(await Scenarios.ByName[scenario](Scale.Short, Seed));
    }
}
