namespace Sisk.Sse.Stress;

/// <summary>The scenarios by name. Each returns a line of results or throws.</summary>
internal static class Scenarios
{
    internal static readonly IReadOnlyDictionary<string, Func<Scale, int, Task<string>>> ByName =
        new Dictionary<string, Func<Scale, int, Task<string>>>
        {
            ["resume"] = ResumeScenario.DisconnectAsync,
            ["overflow"] = ResumeScenario.OverflowAsync,
            ["threads"] = ThreadScenario.RunAsync,
            ["churn"] = ChurnScenario.RunAsync,
            ["client"] = ClientScenario.RunAsync,
            ["misuse"] = MisuseScenario.RunAsync,
            ["drain"] = DrainScenario.RunAsync,
        };
}
