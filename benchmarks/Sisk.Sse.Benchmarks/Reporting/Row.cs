namespace Sisk.Sse.Benchmarks.Reporting;

/// <summary>One of the rows that are measured side by side.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Title">The name in the table.</param>
/// <param name="MeasureAsync">Measures once: a figure for each column.</param>
/// <param name="Missing">The reason why it cannot take part, and what mends that; null if it can.</param>
internal sealed record Row(string Name, string Title, Func<Task<double[]>> MeasureAsync, string? Missing = null);
