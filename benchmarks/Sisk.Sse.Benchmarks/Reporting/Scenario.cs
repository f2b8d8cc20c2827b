namespace Sisk.Sse.Benchmarks.Reporting;

/// <summary>One kind of work, done by several side by side.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Title">The title of the table.</param>
/// <param name="Columns">The figures of each row.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Targets">The targets.</param>
internal sealed record Scenario(string Name, string Title, Column[] Columns, Row[] Rows, Target[] Targets);
