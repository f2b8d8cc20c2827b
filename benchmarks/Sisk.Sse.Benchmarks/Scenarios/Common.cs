using Sisk.Sse.Benchmarks.Reporting;
using Sisk.Sse.Benchmarks.Servers;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>The common parts of the scenarios.</summary>
internal static class Common
{
    internal const int SmallEvent = 120;

    internal static readonly string[] FloorAndFramework = [ServerKinds.Floor, ServerKinds.TypedResults];

    /// <summary>The library's own rows, each of which has the targets to reach.</summary>
    internal static readonly string[] Ours = [ServerKinds.SiskPipe, ServerKinds.SiskSocket];

    internal static Row[] Rows(Func<ServerKind, Task<double[]>> measure, params string[] without) =>
        [.. ServerKinds.All.Where(kind => !without.Contains(kind.Name))
            .Select(kind => new Row(kind.Name, kind.Title, () => measure(kind), kind.Missing))];

    /// <summary>A target for each of the library's rows.</summary>
    internal static IEnumerable<Target> Targets(
        string what, double limit, Func<RoundFigures, string, double> value, bool atLeast = false) =>
        Ours.Select(row => new Target($"{row}, {what}", results => value(results, row), limit, atLeast));
}
