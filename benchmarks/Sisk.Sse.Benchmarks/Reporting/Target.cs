namespace Sisk.Sse.Benchmarks.Reporting;

/// <summary>A figure that is to be reached.</summary>
/// <param name="What">The text.</param>
/// <param name="Value">The figure; NaN where it could not be measured.</param>
/// <param name="Limit">The bound.</param>
/// <param name="AtLeast">True if it is a lower bound.</param>
internal sealed record Target(string What, Func<RoundFigures, double> Value, double Limit, bool AtLeast = false)
{
    internal string Judge(RoundFigures results)
    {
        var value = Value(results);
        var verdict = double.IsNaN(value) ? "----" : (AtLeast ? value >= Limit : value <= Limit) ? "PASS" : "MISS";
        var measured = double.IsNaN(value) ? "not measured" : $"{value:0.###}";
        return $"{verdict} {What}: {measured} (to reach: {(AtLeast ? "at least" : "at most")} {Limit:0.###})";
    }
}
