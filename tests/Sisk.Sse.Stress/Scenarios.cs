namespace Sisk.Sse.Stress;

/// <summary>All scenarios by name. Each gives a line of figures, or throws.</summary>
internal static class Scenarios
{
    internal static readonly IReadOnlyDictionary<string, Func<Scale, int, Task<string>>> ByName =
        new Dictionary<string, Func<Scale, int, Task<string>>>
        {
            ["resume"] = ResumeScenario.DisconnectAsync,
            ["overflow"] = ResumeScenario.OverflowAsync,
            ["threads"] = ThreadScenario.RunAsync,
            ["churn"] = ChurnScenario.RunAsync,
            ["messy"] = MessyScenario.RunAsync,
            ["drain"] = DrainScenario.RunAsync,
        };
}
