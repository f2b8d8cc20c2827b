namespace Sisk.Sse.Benchmarks.Reporting;

/// <summary>What is measured side by side with others.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Title">What the table calls it.</param>
/// <param name="MeasureAsync">Measures once: a figure for each column.</param>
/// <param name="Missing">Why it cannot take part, and what mends that; null when it can.</param>
internal sealed record Row(string Name, string Title, Func<Task<double[]>> MeasureAsync, string? Missing = null);
