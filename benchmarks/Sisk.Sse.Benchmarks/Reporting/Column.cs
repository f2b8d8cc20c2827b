namespace Sisk.Sse.Benchmarks.Reporting;

/// <summary>A figure of each row.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Format">The custom numeric format of .NET, with the unit.</param>
/// <param name="Baselines">The rows that it is put in relation to.</param>
internal sealed record Column(string Name, string Format, params string[] Baselines);
