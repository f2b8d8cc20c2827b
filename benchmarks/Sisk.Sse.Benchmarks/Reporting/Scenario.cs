namespace Sisk.Sse.Benchmarks.Reporting;

/// <summary>One kind of work, done by several side by side.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Title">What it is.</param>
/// <param name="Columns">The figures of each row.</param>
/// <param name="Rows">Who does it.</param>
/// <param name="Targets">What is to be reached.</param>
internal sealed record Scenario(string Name, string Title, Column[] Columns, Row[] Rows, Target[] Targets);
